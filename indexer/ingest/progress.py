"""Progress of indexing: a bar with rate and time left on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from tqdm import tqdm

from indexer.sources.folders import find

_SECONDS_BETWEEN_LINES = 10.0


class Progress:
    """Reports the number of indexed files, out of all files in the given paths."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._total = len(find(paths).files)
        self._done = 0
        self._passages = 0
        self._last_line = time.monotonic()
        self._bar = tqdm(total=self._total, unit="file", disable=not sys.stderr.isatty(), leave=False)

    def close(self) -> None:
        """Remove the bar."""
        self._bar.close()

    def advance(self, path: Path, embedded: int) -> None:
        """Count a file as done."""
        self._done += 1
        self._passages += embedded
        self._bar.update()
        self._bar.set_postfix_str(f"{self._passages} passages, {path.name[:40]}", refresh=False)
        now = time.monotonic()
        if self._bar.disable and now - self._last_line >= _SECONDS_BETWEEN_LINES:
            self._last_line = now
            click.echo(f"{self._done} of {self._total} files, {self._passages} passages embedded", err=True)
