"""Choosing the encoder for a model: the fastest whose vectors agree with those of the published model."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from embeddings.encoder import ARITHMETIC, Encoder, EncoderSpec
from embeddings.models import find_model, fingerprint
from embeddings.processor import has_bf16

if TYPE_CHECKING:
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
    from embeddings.exactness import exact_form
    from embeddings.graph import graph_folder, read_graph
    from embeddings.onnx import OnnxEncoder

    digest = fingerprint(find_model(model))
    form = exact_form()
    folder = graph_folder(digest, form) if form else None
    record = read_graph(folder) if folder else None
    if folder and record and record.accepted:
        return OnnxEncoder(folder, record, int8_spec(EncoderSpec(model, digest, record.dimension)))
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    exact = SentenceTransformerEncoder.load(model, "fp32")
    if form is None or folder is None:
        _warn(model, "8-bit products overflow on this processor")
        return exact
    if record is None:
        return _make_int8(exact, folder, form)
    _warn_of_disagreement(model, record)
    return exact


def int8_spec(spec: EncoderSpec) -> EncoderSpec:
    """The identity of the int8 encoder of the same model."""
    return msgspec.structs.replace(spec, precision="int8", arithmetic=ARITHMETIC)


def _make_int8(exact: "SentenceTransformerEncoder", folder: Path, form: "WeightForm") -> Encoder:
    """Make and check the int8 graph of a model; returns the fp32 encoder if that fails."""
    from embeddings.agreement import agreement
    from embeddings.graph import GraphUnavailable, make_graph, replacing, write_record
    from embeddings.onnx import OnnxEncoder

    spec = int8_spec(exact.spec)
    try:
        with replacing(folder) as temporary:
            record = make_graph(exact.network, temporary, form)
            measured = agreement(exact, OnnxEncoder(temporary, record, spec))
            record = msgspec.structs.replace(record, agreement=measured, accepted=measured.suffices())
            write_record(temporary, record)
    except GraphUnavailable as error:
        _warn(exact.spec.model, str(error))
        return exact
    if not record.accepted:
        _warn_of_disagreement(exact.spec.model, record)
        return exact
    return OnnxEncoder(folder, record, spec)


def _warn_of_disagreement(model: str, record: "GraphRecord") -> None:
    _warn(model, f"the vectors of its int8 graph differ too much ({record.agreement})")


def _warn(model: str, reason: str) -> None:
    _log.warning("%s: encoding in fp32, at half the speed: %s.", model, reason)
