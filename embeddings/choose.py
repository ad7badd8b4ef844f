"""Choosing the encoder for a model: the fastest whose vectors agree with those of the published model."""

import functools
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from embeddings.encoder import ARITHMETIC, Encoder, EncoderSpec
from embeddings.models import find_model, fingerprint
from embeddings.processor import has_bf16

if TYPE_CHECKING:
    from collections.abc import Callable

    from embeddings.graph import GraphRecord
    from embeddings.quantize import WeightForm
    from embeddings.sentence_transformer import SentenceTransformerEncoder

Precision: TypeAlias = Literal["fp32", "bf16", "int8"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)

_log = logging.getLogger("onrecord")


def load_encoder(model: str, precision: Precision | None = None) -> Encoder:
    """The encoder for a model, by name or folder; by default in int8 on a CPU and in fp16 on a GPU.

    The int8 graph is made once and cached. If it does not agree with the model in fp32, a warning is logged and fp32
    used.

    Raises:
        ModelNotFound: there is no such model, or sentence-transformers cannot load it.
    """
    if precision in {"fp32", "bf16"} or (precision is None and _has_gpu()):
        from embeddings.sentence_transformer import SentenceTransformerEncoder

        if precision == "bf16" and has_bf16() is False:
            _log.warning(
                "--precision bf16: this processor has no bf16 instructions, so encoding is several times slower than "
                "in fp32; use int8 or fp32."
            )
        return SentenceTransformerEncoder.load(model, precision or "fp16")
    return _int8_or_fp32(model)


def _has_gpu() -> bool:
    # Importing torch takes seconds, and is pointless without a driver.
    if not Path("/proc/driver/nvidia/version").exists():
        return False
    import torch

    return torch.cuda.is_available()


def _int8_or_fp32(model: str) -> Encoder:
    from embeddings.graph import GraphUnavailable
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    load_exact = functools.cache(lambda: SentenceTransformerEncoder.load(model, "fp32"))
    try:
        return _int8(model, load_exact)
    except GraphUnavailable as error:
        _log.warning("%s: encoding in fp32, at half the speed: %s.", model, error)
        return load_exact()


def _int8(model: str, load_exact: "Callable[[], SentenceTransformerEncoder]") -> Encoder:
    """The int8 encoder of a model; `load_exact` loads the model in fp32, from which the graph is made.

    Raises:
        GraphUnavailable: there is no graph, or it does not agree with the model.
    """
    from embeddings.exactness import exact_form
    from embeddings.graph import GraphUnavailable, graph_folder, read_graph
    from embeddings.onnx import OnnxEncoder

    digest, form = fingerprint(find_model(model)), exact_form()
    if form is None:
        raise GraphUnavailable("8-bit products overflow on this processor")
    folder = graph_folder(digest, form)
    record = read_graph(folder) or _make_graph(load_exact(), folder, form)
    if not record.accepted:
        raise GraphUnavailable(f"the vectors of its int8 graph differ too much ({record.agreement})")
    return OnnxEncoder(folder, record, int8_spec(EncoderSpec(model, digest, record.dimension)))


def int8_spec(spec: EncoderSpec) -> EncoderSpec:
    """The identity of the int8 encoder of the same model."""
    return msgspec.structs.replace(spec, precision="int8", arithmetic=ARITHMETIC)


def _make_graph(exact: "SentenceTransformerEncoder", folder: Path, form: "WeightForm") -> "GraphRecord":
    """Make the int8 graph of a model, and record how it agrees with the model in fp32."""
    from embeddings.agreement import agreement
    from embeddings.graph import make_graph, replacing, write_record
    from embeddings.onnx import OnnxEncoder

    with replacing(folder) as temporary:
        record = make_graph(exact.network, temporary, form)
        measured = agreement(exact, OnnxEncoder(temporary, record, int8_spec(exact.spec)))
        record = msgspec.structs.replace(record, agreement=measured, accepted=measured.suffices())
        write_record(temporary, record)
    return record
