"""An encoder that runs sentence-transformers: in fp32 or bf16 on a CPU, in fp16 on a GPU."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from embeddings.encoder import EncoderSpec, Vectors
from embeddings.models import ModelNotFound, find_model, fingerprint

BATCH = 32

TorchPrecision: TypeAlias = Literal["fp32", "bf16", "fp16"]


class SentenceTransformerEncoder:
    """An `Encoder` that runs any sentence-transformers model; `network` is the library's object."""

    def __init__(self, network: Any, spec: EncoderSpec) -> None:
        self.network = network
        self.spec = spec

    @classmethod
    def load(cls, model: str, precision: TorchPrecision = "fp32") -> "SentenceTransformerEncoder":
        """Load a model by name or folder.

        Raises:
            ModelNotFound: there is no such model, or sentence-transformers cannot load it.
        """
        folder = find_model(model)
        network = _load(folder, model, precision)
        dimension = network.get_embedding_dimension()
        return cls(network, EncoderSpec(model, fingerprint(folder), int(dimension), precision=precision))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.spec.dimension), np.float32)
        return _rows(self.network.encode_document(list(texts), batch_size=BATCH, **_OUTPUT))

    def encode_query(self, text: str) -> Vectors:
        return np.asarray(_rows(self.network.encode_query([text], **_OUTPUT))[0], np.float32)


def _rows(tensor: Any) -> Vectors:
    # Converted by torch, since numpy has no bf16.
    return np.ascontiguousarray(tensor.float().cpu().numpy(), np.float32)


_OUTPUT: dict[str, Any] = {
    "normalize_embeddings": True,
    "convert_to_numpy": False,
    "convert_to_tensor": True,
    "show_progress_bar": False,
}


def _load(folder: Path, model: str, precision: TorchPrecision) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    # Loading is quick, and its progress bar would appear in the output of every command.
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers lacks the annotation
    try:
        network = SentenceTransformer(
            str(folder), local_files_only=True, device="cuda" if precision == "fp16" else "cpu"
        )
    except Exception as error:
        raise ModelNotFound(
            f"{model}: sentence-transformers cannot load this model ({type(error).__name__}); "
            "give a folder that it saved."
        ) from error
    if precision == "bf16":
        return network.bfloat16()
    return network.half() if precision == "fp16" else network
