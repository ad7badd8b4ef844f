"""Changes of the index, one after the other in a thread of their own: they never take the place of a search."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from indexer.errors import IndexBusy
from search_api.http.measures import Measures

MOST = 16
"""Changes that may wait."""
T = TypeVar("T")


class Changes:
    """The queue of changes of one process; other processes wait at the index's lock."""

    def __init__(self, measures: Measures) -> None:
        self._pool = ThreadPoolExecutor(1, "changes")
        self._measures = measures
        self._waiting = 0

    def close(self) -> None:
        """Let go of the thread when it is done."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def run(self, change: Callable[[], T]) -> T:
        """Make a change when its turn comes.

        Raises:
            IndexBusy: too many wait already.
        """
        if self._waiting >= MOST:
            raise IndexBusy("too many changes wait to be made; try again later.")
        self._waiting += 1
        self._measures.changes.inc()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, change)
        finally:
            self._waiting -= 1
            self._measures.changes.dec()
