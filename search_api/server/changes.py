"""Changes of the index, one after the other in a thread of their own: they never take the place of a search.

What is sent in is made ready before, in another thread: a change that needs no reading does not wait for it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from embeddings.encoder import Encoder
from indexer.errors import IndexBusy
from indexer.ingest.uploads import StoredUpload, Upload, prepare_upload, store_upload
from search_api.server.measures import Measures

MOST = 16
"""Changes that may wait."""
LONGEST_WAIT = 30.0
"""Seconds that a change waits for its turn."""
_ATTEMPTS = 3
"""How often an upload is made ready when others change the index meanwhile."""
T = TypeVar("T")


class Changes:
    """The queue of changes of one process; other processes wait at the index's lock."""

    def __init__(self, measures: Measures) -> None:
        self._pool = ThreadPoolExecutor(1, "changes")
        # One at a time: searches keep the other cores.
        self._readings = ThreadPoolExecutor(1, "readings")
        self._measures = measures
        self._waiting = 0

    def close(self) -> None:
        """Let go of the thread when it is done."""
        self._readings.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def run(self, change: Callable[[], T]) -> T:
        """Make a change when its turn comes.

        Raises:
            IndexBusy: too many wait already.
        """
        with self._counted():
            return await _in_turn(self._pool, change)

    async def upload(self, folder: Path, sent: Upload, encoder: Encoder) -> StoredUpload:
        """Make an upload ready and store it when its turn comes.

        Raises:
            IndexBusy: too many wait already, or others change the index again and again.
        """
        with self._counted():
            for _ in range(_ATTEMPTS):
                ready = await _in_turn(self._readings, partial(prepare_upload, folder, sent, encoder))
                if (done := await _in_turn(self._pool, partial(store_upload, folder, ready))) is not None:
                    return done
        raise IndexBusy("others changed the index each time that this was to be stored; send it again.")

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        if self._waiting >= MOST:
            raise IndexBusy("too many changes wait to be made; try again later.")
        self._waiting += 1
        self._measures.changes.inc()
        try:
            yield
        finally:
            self._waiting -= 1
            self._measures.changes.dec()


async def _in_turn(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    """What comes of work in a pool, unless it does not begin in time."""
    queued = pool.submit(work)
    waited = asyncio.wrap_future(queued)
    await asyncio.wait({waited}, timeout=LONGEST_WAIT)
    if queued.cancel():
        raise IndexBusy("other changes take long; try again later.")
    return await waited
