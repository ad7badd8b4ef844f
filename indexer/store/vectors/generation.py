"""Which generation of an index's vectors is on disk: its record is written last, under a name of its own."""

import os
import re
import time
from pathlib import Path

FOLDER = "vectors"
_NAME = re.compile(r"passages\.(\d{1,18})\.json")
_SETTLED = 2_000_000_000
"""Nanoseconds after which a change gives a folder a new time: file systems count in steps of up to two seconds."""


def record_file(folder: Path, generation: int) -> Path:
    """The record of a generation in the folder of an index."""
    return folder / FOLDER / f"passages.{generation}.json"


def latest_generation(folder: Path) -> int | None:
    """The newest generation of an index's vectors that is complete on disk, or None; reads one folder."""
    try:
        names = [_NAME.fullmatch(name) for name in os.listdir(folder / FOLDER)]  # noqa: PTH208 - read per query
    except FileNotFoundError:
        return None
    return max((int(match[1]) for match in names if match), default=None)


class Latest:
    """The newest generation, cheap enough for every query: the folder is read only after a change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._watched = os.fspath(folder / FOLDER)
        self._read: tuple[tuple[int, int], int | None] | None = None

    def generation(self) -> int | None:
        """The same as `latest_generation`."""
        try:
            status = os.stat(self._watched)  # noqa: PTH116 - read per query
        except FileNotFoundError:
            return None
        # Taken before the folder is read: a change during the read shows the next time.
        state, read = (status.st_ino, status.st_mtime_ns), self._read
        if read is not None and read[0] == state:
            return read[1]
        generation = latest_generation(self._folder)
        self._read = (state, generation) if time.time_ns() - status.st_mtime_ns > _SETTLED else None
        return generation
