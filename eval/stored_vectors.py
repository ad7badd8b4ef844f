"""An encoder that stores its vectors on disk, so that a benchmark of 100,000 passages encodes them only once."""

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, Vectors


class StoredVectors:
    """An `Encoder` of vectors by model and text; missing ones are encoded. Threads may share it."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.spec = encoder.spec
        self._encoder = encoder
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors("passage", texts, self._encoder.encode_passages)

    def encode_query(self, text: str) -> Vectors:
        vectors = self._vectors("query", [text], lambda _: self._encoder.encode_query(text)[np.newaxis])
        return np.asarray(vectors[0], np.float32)

    def _vectors(self, kind: str, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        precision = "" if self.spec.precision == "fp32" else f"{self.spec.precision}{self.spec.arithmetic}"
        model = f"{self.spec.fingerprint}{precision}\0{kind}\0"
        hashes = [hashlib.sha256(f"{model}{text}".encode()).digest() for text in texts]
        with self._lock:
            missing = {key: text for key, text in zip(hashes, texts, strict=True) if self._stored(key) is None}
            if missing:
                vectors = encode(list(missing.values())).astype("<f4")
                rows = [(key, vector.tobytes()) for key, vector in zip(missing, vectors, strict=True)]
                with self._connection:
                    self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
            joined = b"".join(self._stored(key) or b"" for key in hashes)
        return np.frombuffer(joined, "<f4").reshape(len(texts), self.spec.dimension).astype(np.float32)

    def _stored(self, key: bytes) -> bytes | None:
        row = self._connection.execute("SELECT vector FROM vectors WHERE hash = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])
