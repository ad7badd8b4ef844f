"""The Encoder interface: what the rest of the program knows of embedding models."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

ARITHMETIC = 5
"""The version of int8 arithmetic: counted up whenever it gives a text another vector. That before 4 overflowed on
processors without VNNI, and nothing in an index says on which it was made."""


class EncoderSpec(msgspec.Struct, frozen=True):
    """What an index must agree on with the encoder that searches it.

    `model` is the name or folder as the user gave it (how to load it again); `fingerprint` the SHA-256 over
    the model's weights and settings. `precision` is how vectors are worked out; `arithmetic` is the version of int8's,
    0 for the others and for int8 before versions were recorded.
    """

    model: str
    fingerprint: str
    dimension: int
    normalised: bool = True
    precision: str = "fp32"
    arithmetic: int = 0

    def has_model_of(self, other: "EncoderSpec") -> bool:
        """Whether both are of one model."""
        return (self.fingerprint, self.dimension, self.normalised) == (
            other.fingerprint,
            other.dimension,
            other.normalised,
        )

    def is_current(self) -> bool:
        """Whether vectors are those that this version works out."""
        return self.precision != "int8" or self.arithmetic == ARITHMETIC

    def agrees(self, other: "EncoderSpec") -> bool:
        """Whether vectors of both may be compared.

        Those of all precisions may be: int8 is used only where it lies within the bounds of `embeddings.agreement` of
        fp32, and 16 bits lie nearer. int8 of another version may not.
        """
        return self.has_model_of(other) and self.is_current() and other.is_current()


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
