"""An encoder without a model, for tests in which the real one is not the point."""

import hashlib
from collections.abc import Sequence

import numpy as np

from embeddings.encoder import EncoderSpec, Vectors


class FakeEncoder:
    """Eight-dimensional vectors from the hash of a text: equal for equal texts, and meaningless otherwise.

    `encoded` counts the passages.
    """

    spec = EncoderSpec("fake", "1" * 64, 8)

    def __init__(self) -> None:
        self.encoded = 0

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), 8), rows of length 1."""
        self.encoded += len(texts)
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, shape (8,), of length 1."""
        values = np.frombuffer(hashlib.sha256(text.encode()).digest()[:8], np.uint8).astype(np.float32) + 1
        return np.asarray(values / np.linalg.norm(values), np.float32)
