"""The encoder for a model and a precision: the fastest that agrees with the model as it was published."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from embeddings.encoder import Encoder, EncoderSpec
from embeddings.models import find_model, fingerprint

if TYPE_CHECKING:
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

        return SentenceTransformerEncoder.load(model, precision or "fp16")
    return _int8(model)


def _gpu() -> bool:
    # Asking torch takes seconds; without a driver there is nothing to ask.
    if not Path("/proc/driver/nvidia/version").exists():
        return False
    import torch

    return torch.cuda.is_available()


def _int8(model: str) -> Encoder:
    from embeddings.graph import graph_folder, read_graph
    from embeddings.onnx import OnnxEncoder

    digest = fingerprint(find_model(model))
    folder = graph_folder(digest)
    record = read_graph(folder)
    if record is not None and record.accepted:
        return OnnxEncoder(folder, record, EncoderSpec(model, digest, record.dimension, precision="int8"))
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    exact = SentenceTransformerEncoder.load(model, "fp32")
    if record is None:
        return _made(exact, folder)
    _warn(model, f"its int8 graph agrees only to {record.agreement:.3f}")
    return exact


def _made(exact: "SentenceTransformerEncoder", folder: Path) -> Encoder:
    """The graph of a model, made and checked; the exact encoder where that cannot be."""
    from embeddings.agreement import LEAST, agreement
    from embeddings.graph import GraphUnavailable, draft, make_graph, write_record
    from embeddings.onnx import OnnxEncoder

    spec = msgspec.structs.replace(exact.spec, precision="int8")
    try:
        with draft(folder) as place:
            record = make_graph(exact.network, place)
            found = agreement(exact, OnnxEncoder(place, record, spec))
            record = msgspec.structs.replace(record, agreement=round(found, 4), accepted=found >= LEAST)
            write_record(place, record)
    except GraphUnavailable as error:
        _warn(exact.spec.model, str(error))
        return exact
    if not record.accepted:
        _warn(exact.spec.model, f"its int8 graph agrees only to {record.agreement:.3f}")
        return exact
    return OnnxEncoder(folder, record, spec)


def _warn(model: str, reason: str) -> None:
    _log.warning("%s: encoding in fp32, at half the speed: %s.", model, reason)
