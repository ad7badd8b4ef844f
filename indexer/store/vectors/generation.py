"""Which generation of an index's vectors is there: its record is written last, under a name of its own."""

import os
import re
import time
from pathlib import Path

FOLDER = "vectors"
_NAME = re.compile(r"passages\.(\d{1,18})\.json")
_SETTLED = 2_000_000_000
"""Nanoseconds after which a folder's next change gives it another time: file systems count in up to two seconds."""


def record_file(folder: Path, generation: int) -> Path:
    """Where the record of a generation lies in the folder of an index."""
    return folder / FOLDER / f"passages.{generation}.json"


def latest_generation(folder: Path) -> int | None:
    """The newest generation of an index's vectors that is whole on disk, or None; one look at a folder."""
    try:
        found = [_NAME.fullmatch(name) for name in os.listdir(folder / FOLDER)]  # noqa: PTH208 - asked per query
    except FileNotFoundError:
        return None
    return max((int(match[1]) for match in found if match), default=None)


class Latest:
    """The newest generation, asked for with every query: the folder is read only where something in it may be new."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._watched = os.fspath(folder / FOLDER)
        self._read: tuple[tuple[int, int], int | None] | None = None

    def generation(self) -> int | None:
        """As `latest_generation` gives it now."""
        try:
            found = os.stat(self._watched)  # noqa: PTH116 - asked per query
        except FileNotFoundError:
            return None
        # Before the folder is read: what changes meanwhile shows the next time.
        state, read = (found.st_ino, found.st_mtime_ns), self._read
        if read is not None and read[0] == state:
            return read[1]
        generation = latest_generation(self._folder)
        self._read = (state, generation) if time.time_ns() - found.st_mtime_ns > _SETTLED else None
        return generation
