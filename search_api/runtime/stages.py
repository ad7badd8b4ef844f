"""How long the parts of a search take."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

import msgspec

Stage: TypeAlias = Literal["reading", "encoding", "dense", "lexical", "ranking", "results"]


class Searched(msgspec.Struct, frozen=True):
    """What came of a search: seconds by stage, the number of results, and whether they answer."""

    seconds: dict[Stage, float]
    results: int
    answered: bool


Watch: TypeAlias = Callable[[Searched], None]
"""Told of each search when it is done."""


class Stages:
    """The seconds of one search by stage. A stage inside another is counted by itself, not in the outer one."""

    def __init__(self, seconds: dict[Stage, float] | None = None) -> None:
        self.seconds: dict[Stage, float] = {} if seconds is None else seconds
        self._open: list[Stage] = []
        self._since = 0.0

    def concurrent(self) -> "Stages":
        """The same search's, for another thread that does other stages of it meanwhile."""
        return Stages(self.seconds)

    @contextlib.contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Count what is done inside to a stage."""
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
