"""An encoder that keeps its vectors on disk, so that a benchmark of 100,000 passages encodes them once."""

import hashlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, EncoderSpec, Vectors

_QUERY, _PASSAGE = "query", "passage"


class StoredVectors:
    """Vectors by model and text; what is missing is encoded. Safe to share between threads."""

    def __init__(self, encoder: Encoder, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._lock = threading.Lock()
        self._rows = sqlite3.connect(path, check_same_thread=False)
        self._rows.execute("PRAGMA journal_mode = WAL")
        self._rows.execute(
            "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
        )

    @property
    def spec(self) -> EncoderSpec:
        """The model's identity."""
        return self._encoder.spec

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

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
                wanted = list(missing.values())
                if kind == _QUERY:
                    found = np.stack([self._encoder.encode_query(text) for text in wanted])
                else:
                    found = self._encoder.encode_passages(wanted)
                with self._rows:
                    self._rows.executemany(
                        "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
                        [(key, row.astype("<f4").tobytes()) for key, row in zip(missing, found, strict=True)],
                    )
            joined = b"".join(self._stored(key) or b"" for key in hashes)
        return np.frombuffer(joined, "<f4").reshape(len(texts), self.spec.dimension).astype(np.float32)

    def _stored(self, key: bytes) -> bytes | None:
        row = self._rows.execute("SELECT vector FROM vectors WHERE hash = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def _hash(self, kind: str, text: str) -> bytes:
        how = "" if self.spec.precision == "fp32" else f"{self.spec.precision}{self.spec.arithmetic}"
        return hashlib.sha256(f"{self.spec.fingerprint}{how}\0{kind}\0{text}".encode()).digest()
