"""A bounded queue in front of the encoder, so that vectors are computed while files are read and written."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from embeddings.encoder import Encoder, Vectors

BATCH_SIZE = 1024
"""Texts encoded together: enough to sort them by length, few enough to lose when the process is killed."""
MAX_BATCHES_AHEAD = 2
"""Batches in flight before reading waits, so that memory stays bounded."""

_Batch = dict[bytes, str]


class EncodingQueue:
    """Takes texts by their hashes; returns vectors in the order in which the texts were put in."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._pool = ThreadPoolExecutor(1, "encoding")
        self._collected: _Batch = {}
        self._in_flight: deque[tuple[_Batch, Future[Vectors]]] = deque()

    def close(self) -> None:
        """Finish the batch that is being encoded and drop the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __contains__(self, key: bytes) -> bool:
        """Whether a text is queued or in flight."""
        return key in self._collected or any(key in batch for batch, _ in self._in_flight)

    def put(self, texts: Mapping[bytes, str]) -> int:
        """Queue texts; returns how many were not queued before."""
        new = {key: text for key, text in texts.items() if key not in self}
        self._collected |= new
        if len(self._collected) >= BATCH_SIZE:
            self.flush()
        return len(new)

    def flush(self) -> None:
        """Send the collected texts to the encoder."""
        if self._collected:
            batch, self._collected = self._collected, {}
            future = self._pool.submit(self._encoder.encode_passages, list(batch.values()))
            self._in_flight.append((batch, future))

    def is_full(self) -> bool:
        """Whether reading should wait."""
        return len(self._in_flight) > MAX_BATCHES_AHEAD

    def is_ready(self) -> bool:
        """Whether `take` returns at once: the next batch is encoded, or nothing is queued."""
        return self._in_flight[0][1].done() if self._in_flight else not self._collected

    def take(self) -> dict[bytes, Vectors]:
        """Wait for the next batch; returns its vectors by hash, or nothing when no batch is in flight."""
        if not self._in_flight:
            return {}
        batch, future = self._in_flight[0]
        vectors = future.result()
        self._in_flight.popleft()
        return dict(zip(batch, vectors, strict=True))
