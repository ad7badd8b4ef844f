"""Changes of the index, one after the other in a thread of their own, so that they never delay a search.

An upload is prepared in another thread first, so that a change that needs no preparation does not wait for it.
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
"""The most changes that may wait."""
LONGEST_WAIT = 30.0
"""The most seconds that a change waits for its turn."""
_ATTEMPTS = 3
"""How often an upload is prepared at most, when others change the index at the same time."""
T = TypeVar("T")


class Changes:
    """The queue of changes of a process. Other processes wait for the lock of the index."""

    def __init__(self, measures: Measures) -> None:
        self._pool = ThreadPoolExecutor(1, "changes")
        # One thread: the other cores are for searches.
        self._preparations = ThreadPoolExecutor(1, "preparations")
        self._measures = measures
        self._waiting = 0

    def close(self) -> None:
        """End the threads when they are done."""
        self._preparations.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def run(self, change: Callable[[], T]) -> T:
        """Make a change when its turn comes.

        Raises:
            IndexBusy: too many changes wait already, or this one waited too long.
        """
        with self._counted():
            return await _in_turn(self._pool, change)

    async def upload(self, folder: Path, sent: Upload, encoder: Encoder) -> StoredUpload:
        """Prepare an upload, and store it when its turn comes.

        Raises:
            IndexBusy: too many changes wait already, this one waited too long, or others keep changing the index.
        """
        with self._counted():
            for _ in range(_ATTEMPTS):
                ready = await _in_turn(self._preparations, partial(prepare_upload, folder, sent, encoder))
                if (done := await _in_turn(self._pool, partial(store_upload, folder, ready))) is not None:
                    return done
        raise IndexBusy("others changed the index while this was prepared, several times; send it again.")

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        if self._waiting >= MOST:
            raise IndexBusy("too many changes wait; try again later.")
        self._waiting += 1
        self._measures.changes.inc()
        try:
            yield
        finally:
            self._waiting -= 1
            self._measures.changes.dec()


async def _in_turn(pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    """The result of work in a pool, which must begin in time."""
    queued = pool.submit(work)
    waited = asyncio.wrap_future(queued)
    await asyncio.wait({waited}, timeout=LONGEST_WAIT)
    if queued.cancel():
        raise IndexBusy("earlier changes take too long; try again later.")
    return await waited
