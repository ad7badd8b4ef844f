"""Which sources are gone from where they were indexed from."""

from collections.abc import Iterable, Sequence
from pathlib import Path

INSIDE = "!/"
"""Between an archive and the name of a file in it."""


class Vanished:
    """The indexed sources under the given paths that a run has not met.

    A folder in which nothing at all is found any more may just not be mounted: nothing of it counts as gone. Nor does
    what was in an archive of which some could not be read.
    """

    def __init__(self, indexed: Iterable[str], given: Sequence[Path], files: Sequence[Path]) -> None:
        found = {str(file) for file in files}
        self._gone: dict[str, None] = {}
        folders = [path for path in given if path.is_dir()]
        alive = [folder for folder in folders if any(file.is_relative_to(folder) for file in files)]
        self._indexed = dict.fromkeys(indexed)
        for path in self._indexed:
            outer = path.partition(INSIDE)[0]
            if outer in found:
                # Of an archive it is known when it has been read.
                self._gone |= {path: None} if INSIDE in path else {}
            elif any(Path(outer).is_relative_to(folder) for folder in alive):
                self._gone[path] = None

    def seen(self, name: str) -> None:
        """A source was met."""
        self._gone.pop(name, None)

    def refused(self, name: str) -> None:
        """Something could not be read: of its archive, nothing counts as gone."""
        outer = name.partition(INSIDE)[0]
        for path in [path for path in self._gone if path.partition(INSIDE)[0] == outer]:
            del self._gone[path]

    def take(self, path: str) -> bool:
        """Whether a source is gone from its path, here or elsewhere; it then counts as found again."""
        if path in self._gone:
            del self._gone[path]
            return True
        return path in self._indexed and INSIDE not in path and not Path(path).exists()

    def left(self) -> list[str]:
        """The paths that are gone, in order."""
        return list(self._gone)
