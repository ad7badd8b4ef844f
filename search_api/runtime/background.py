"""What a search has done meanwhile: in another thread where a core is free for it, else at once."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


class Background:
    """Shared by all searches of a process. Where each core has a search of its own, handing over only costs."""

    def __init__(self, cores: int) -> None:
        self._cores = cores
        self._pool = ThreadPoolExecutor(cores, "beside")
        self._lock = threading.Lock()
        self._searches = 0

    @contextlib.contextmanager
    def searching(self) -> Iterator[None]:
        """A search, as long as it keeps a core at work."""
        with self._lock:
            self._searches += 1
        try:
            yield
        finally:
            with self._lock:
                self._searches -= 1

    def submit(self, work: Callable[[], Made]) -> "Future[Made]":
        """Have something done; what comes of it, or what it raised, is in the future."""
        if self._searches < self._cores:
            return self._pool.submit(work)
        done: Future[Made] = Future()
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
            done.set_exception(error)
        return done

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown()
