"""Background work of a search: in another thread where a core is idle, else at once."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


class Background:
    """Threads shared by all searches of a process. Where each core runs a search, handing work over only costs time."""

    def __init__(self, cores: int) -> None:
        self._cores = cores
        self._pool = ThreadPoolExecutor(cores, "background")
        self._lock = threading.Lock()
        self._searches = 0

    @contextlib.contextmanager
    def searching(self) -> Iterator[None]:
        """Count a search as running as long as the block lasts."""
        with self._lock:
            self._searches += 1
        try:
            yield
        finally:
            with self._lock:
                self._searches -= 1

    def submit(self, work: Callable[[], Made]) -> "Future[Made]":
        """Run some work; the future has its result or the exception that it raised."""
        if self._searches < self._cores:
            return self._pool.submit(work)
        done: Future[Made] = Future()
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - it is raised where the result is read
            done.set_exception(error)
        return done

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()
