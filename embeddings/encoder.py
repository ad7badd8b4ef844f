"""The Encoder interface: what the rest of the program knows of embedding models."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class EncoderSpec(msgspec.Struct, frozen=True):
    """What an index must agree on with the encoder that searches it.

    `model` is the name or folder as the user gave it (how to load it again); `fingerprint` the SHA-256 over
    the model's weights and settings, which is what counts. `precision` is how vectors are worked out; those of
    all precisions may be compared.
    """

    model: str
    fingerprint: str
    dimension: int
    normalised: bool = True
    precision: str = "fp32"

    def agrees(self, other: "EncoderSpec") -> bool:
        """Whether vectors of both may be compared."""
        return (self.fingerprint, self.dimension, self.normalised) == (
            other.fingerprint,
            other.dimension,
            other.normalised,
        )


class Encoder(Protocol):
    """Text to vectors. Implementations are safe to call from several threads."""

    @property
    def spec(self) -> EncoderSpec:
        """The model's identity."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, shape (dimension,), of length 1."""
        ...
