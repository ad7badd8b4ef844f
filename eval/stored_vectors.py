"""An encoder that stores its vectors on disk, so that a benchmark of 100,000 passages encodes them only once."""

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, EncoderSpec, Vectors

_QUERY, _PASSAGE = "query", "passage"


class StoredVectors:
    """Vectors by model and text; missing ones are encoded. Threads may share it."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    @property
    def spec(self) -> EncoderSpec:
        """The model's identity."""
        return self._encoder.spec

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension), rows of length 1."""
        return self._vectors(_PASSAGE, texts)

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, shape (dimension,), of length 1."""
        return np.asarray(self._vectors(_QUERY, [text])[0], np.float32)

    def _vectors(self, kind: str, texts: Sequence[str]) -> Vectors:
        with self._lock:
            hashes = [self._hash(kind, text) for text in texts]
            missing = {key: text for key, text in zip(hashes, texts, strict=True) if self._stored(key) is None}
            if missing:
                texts_to_encode = list(missing.values())
                if kind == _QUERY:
                    vectors = np.stack([self._encoder.encode_query(text) for text in texts_to_encode])
                else:
                    vectors = self._encoder.encode_passages(texts_to_encode)
                rows = [
                    (key, vector.astype("<f4").tobytes()) for key, vector in zip(missing, vectors, strict=True)
                ]
                with self._connection:
                    self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
            joined = b"".join(self._stored(key) or b"" for key in hashes)
        return np.frombuffer(joined, "<f4").reshape(len(texts), self.spec.dimension).astype(np.float32)

    def _stored(self, key: bytes) -> bytes | None:
        row = self._connection.execute("SELECT vector FROM vectors WHERE hash = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def _hash(self, kind: str, text: str) -> bytes:
        precision = "" if self.spec.precision == "fp32" else f"{self.spec.precision}{self.spec.arithmetic}"
        return hashlib.sha256(f"{self.spec.fingerprint}{precision}\0{kind}\0{text}".encode()).digest()
