"""The interface of encoders, and the identity of what they compute."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

ARITHMETIC = 5
"""The version of the int8 arithmetic, increased whenever it gives a text another vector. Versions before 4 overflowed
on processors without VNNI, and an index does not record on which processor it was made."""


class EncoderSpec(msgspec.Struct, frozen=True):
    """The identity of an encoder, on which an index and the encoder that searches it must agree.

    `model` is the name or folder that the user gave, to load it again; `fingerprint` is the SHA-256 over the weights
    and settings of the model. `arithmetic` is the version of the int8 arithmetic; it is 0 for other precisions, and for
    int8 before versions were recorded.
    """

    model: str
    fingerprint: str
    dimension: int
    normalised: bool = True
    precision: str = "fp32"
    arithmetic: int = 0

    def has_model_of(self, other: "EncoderSpec") -> bool:
        """Whether both have the same model."""
        return (self.fingerprint, self.dimension, self.normalised) == (
            other.fingerprint,
            other.dimension,
            other.normalised,
        )

    def is_current(self) -> bool:
        """Whether this version of the program computes the same vectors."""
        return self.precision != "int8" or self.arithmetic == ARITHMETIC

    def agrees(self, other: "EncoderSpec") -> bool:
        """Whether vectors of both may be compared.

        All precisions may be: int8 is used only within the bounds of `embeddings.agreement`, and 16 bits are nearer to
        fp32 than int8. Another version of the int8 arithmetic may not.
        """
        return self.has_model_of(other) and self.is_current() and other.is_current()


class Encoder(Protocol):
    """Computes vectors of texts. Implementations may be called from several threads."""

    @property
    def spec(self) -> EncoderSpec:
        """The model's identity."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension), rows of length 1."""

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, shape (dimension,), of length 1."""
