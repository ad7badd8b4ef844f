"""Vectors worked out beside reading and writing: a bounded queue in front of the encoder."""

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from embeddings.encoder import Encoder, Vectors

AT_ONCE = 1024
"""Texts that go to the encoder together: enough to sort them by length, little enough to lose when killed."""
AHEAD = 2
"""Lots that may be on their way: reading stops when it is so far ahead, and memory stays flat."""

_Lot = dict[bytes, str]


class EncodingQueue:
    """Texts in by their hashes, vectors out in the order in which they were put in."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._pool = ThreadPoolExecutor(1, "encoding")
        self._open: _Lot = {}
        self._sent: deque[tuple[_Lot, Future[Vectors]]] = deque()

    def close(self) -> None:
        """Stop after what is being encoded."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __contains__(self, key: bytes) -> bool:
        """Whether a text is on its way."""
        return key in self._open or any(key in lot for lot, _ in self._sent)

    def put(self, texts: Mapping[bytes, str]) -> int:
        """Put texts in; says how many were not on their way already."""
        new = {key: text for key, text in texts.items() if key not in self}
        self._open |= new
        if len(self._open) >= AT_ONCE:
            self.flush()
        return len(new)

    def flush(self) -> None:
        """Send what is gathered to the encoder."""
        if self._open:
            lot, self._open = self._open, {}
            self._sent.append((lot, self._pool.submit(self._encoder.encode_passages, list(lot.values()))))

    def is_full(self) -> bool:
        """Whether reading is far enough ahead."""
        return len(self._sent) > AHEAD

    def has_done(self) -> bool:
        """Whether the next lot can be taken without waiting, or nothing is on its way."""
        return self._sent[0][1].done() if self._sent else not self._open

    def take(self) -> dict[bytes, Vectors]:
        """The next lot's vectors, waited for; nothing when none is on its way."""
        if not self._sent:
            return {}
        lot, found = self._sent[0]
        vectors = found.result()
        self._sent.popleft()
        return dict(zip(lot, vectors, strict=True))
