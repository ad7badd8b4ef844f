"""The time that the stages of a search take."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

import msgspec

Stage: TypeAlias = Literal["reading", "encoding", "dense", "lexical", "ranking", "results"]


class SearchFigures(msgspec.Struct, frozen=True):
    """The figures of a search: seconds by stage, the number of results, and whether they answer."""

    seconds: dict[Stage, float]
    results: int
    answered: bool


Watch: TypeAlias = Callable[[SearchFigures], None]
"""Called with the figures of each search when it is done."""


class Stages:
    """The seconds of a search by stage. The time of an inner stage is not counted in the outer one."""

    def __init__(self, seconds: dict[Stage, float] | None = None) -> None:
        self.seconds: dict[Stage, float] = {} if seconds is None else seconds
        self._open: list[Stage] = []
        self._since = 0.0

    def concurrent(self) -> "Stages":
        """The same search's stages, for another thread that runs some of them at the same time."""
        return Stages(self.seconds)

    @contextlib.contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Count the time of the block to a stage."""
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    def _count(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] = self.seconds.get(self._open[-1], 0.0) + now - self._since
        self._since = now
