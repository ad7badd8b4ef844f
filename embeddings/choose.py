"""The encoder for a model and a precision: the fastest that agrees with the model as it was published."""

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
    """The encoder for a model, by name or folder: int8 on a CPU, fp16 on a GPU, unless told otherwise.

    The int8 graph is made once, and used where it agrees with the model in fp32; else there is a warning, and fp32.

    Raises:
        ModelNotFound: there is no such model, or sentence-transformers cannot load it.
    """
    if precision in {"fp32", "bf16"} or (precision is None and _gpu()):
        from embeddings.sentence_transformer import SentenceTransformerEncoder

        if precision == "bf16" and has_bf16() is False:
            _log.warning(
                "--precision bf16: this processor has no instructions for it; "
                "encoding takes several times as long as in fp32."
            )
        return SentenceTransformerEncoder.load(model, precision or "fp16")
    return _int8(model)


def _gpu() -> bool:
    # Asking torch takes seconds; without a driver there is nothing to ask.
    if not Path("/proc/driver/nvidia/version").exists():
        return False
    import torch

    return torch.cuda.is_available()


def _int8(model: str) -> Encoder:
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
        _warn(model, "this processor's products of 8 bits overflow")
        return exact
    if record is None:
        return _made(exact, folder, form)
    _warn(model, _disagreement(record))
    return exact


def int8_spec(spec: EncoderSpec) -> EncoderSpec:
    """The identity of the int8 encoder of the same model."""
    return msgspec.structs.replace(spec, precision="int8", arithmetic=ARITHMETIC)


def _made(exact: "SentenceTransformerEncoder", folder: Path, form: "WeightForm") -> Encoder:
    """The graph of a model, made and checked; the exact encoder where that cannot be."""
    from embeddings.agreement import agreement
    from embeddings.graph import GraphUnavailable, draft, make_graph, write_record
    from embeddings.onnx import OnnxEncoder

    spec = int8_spec(exact.spec)
    try:
        with draft(folder) as place:
            record = make_graph(exact.network, place, form)
            found = agreement(exact, OnnxEncoder(place, record, spec))
            record = msgspec.structs.replace(record, agreement=found, accepted=found.suffices())
            write_record(place, record)
    except GraphUnavailable as error:
        _warn(exact.spec.model, str(error))
        return exact
    if not record.accepted:
        _warn(exact.spec.model, _disagreement(record))
        return exact
    return OnnxEncoder(folder, record, spec)


def _disagreement(record: "GraphRecord") -> str:
    return f"its int8 graph agrees too little with it ({record.agreement})"


def _warn(model: str, reason: str) -> None:
    _log.warning("%s: encoding in fp32, at half the speed: %s.", model, reason)
