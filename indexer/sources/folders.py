"""Finding the files under given paths, and the files and folders that cannot be read or listed."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.readers import all_readers
from indexer.terminal import is_plain_name

ARCHIVES = tuple(".zip .tar .tgz .tar.gz .tar.bz2 .tar.xz".split())
BAD_NAME = "the name has bytes that are not UTF-8, or control characters; rename it."
SIDECAR = ".meta.toml"
_CIRCULAR_LINK = "it is a symbolic link that leads back to itself; remove it."


class Findings(msgspec.Struct, frozen=True):
    """What is under the given paths.

    `files` are sorted by path, without duplicates. `refused` are the files and folders that cannot be read or listed.
    `listed` are the folders that were listed in full. `unknown` are the files in them whose format is not known.
    `given` are the files that were given by themselves.
    """

    files: tuple[Path, ...]
    refused: dict[Path, InputRefused]
    listed: frozenset[Path]
    unknown: tuple[Path, ...] = ()
    given: frozenset[Path] = frozenset()


def has_known_suffix(name: str) -> bool:
    """Whether a reader takes files with the suffix of a name. A path that is given by itself is always read."""
    suffix = Path(name).suffix.lower()
    return any(suffix in reader.suffixes for reader in all_readers())


def find(paths: Iterable[Path]) -> Findings:
    """The files under the given files and folders. Links to folders are not followed."""
    walk = _Walk()
    for path in paths:
        walk.start(path)
    return Findings(
        tuple(sorted(walk.files)),
        dict(sorted(walk.refused.items())),
        frozenset(walk.listed),
        tuple(sorted(walk.unknown - walk.files)),
        frozenset(walk.given),
    )


class _Walk:
    def __init__(self) -> None:
        self.files: set[Path] = set()
        self.refused: dict[Path, InputRefused] = {}
        self.listed: set[Path] = set()
        self.unknown: set[Path] = set()
        self.given: set[Path] = set()

    def start(self, path: Path) -> None:
        """Add a given path: a file with any name, or a folder with all its files."""
        try:
            target = path.resolve(strict=True)
            if target.is_dir():
                self._walk(target)
            else:
                self._add(target)
                self.given.add(target)
        except FileNotFoundError:
            self._refuse(path, "there is no such file or folder; check the path.")
        except (OSError, RuntimeError) as error:
            self._refuse(path, _reason(error))

    def _walk(self, folder: Path) -> None:
        # An explicit stack: folders may be nested deeper than Python's recursion limit.
        pending = [folder]
        while pending:
            current = pending.pop()
            if current in self.listed or current in self.refused:
                continue
            if not is_plain_name(str(current)):
                self._refuse(current, BAD_NAME)
                continue
            try:
                with os.scandir(current) as scan:
                    entries = list(scan)
            except OSError as error:
                self._refuse(
                    current,
                    f"the folder cannot be listed ({error.strerror}); what is indexed of it stays: "
                    "make it readable and index again.",
                )
                continue
            self.listed.add(current)
            for entry in entries:
                if not entry.name.startswith("."):
                    pending += self._add_entry(entry)

    def _add_entry(self, entry: os.DirEntry[str]) -> list[Path]:
        """Add an entry of a folder if it is a file; return it if it is a folder, which must be walked through."""
        path = Path(entry.path)
        try:
            if entry.is_dir(follow_symlinks=False):
                return [path]
            if entry.is_symlink():
                self._follow(path)
            elif entry.is_file(follow_symlinks=False):
                self._add_known(path)
        except (OSError, RuntimeError) as error:
            self._refuse(path, _reason(error))
        return []

    def _follow(self, link: Path) -> None:
        try:
            target = link.resolve(strict=True)
        except FileNotFoundError:
            if _is_indexed(link.name):
                # Under the link's own path, since its target is gone.
                self.refused[link] = InputRefused(
                    str(link), "it is a symbolic link to a file that does not exist; remove it."
                )
            return
        if _is_indexed(link.name) and target.is_file():
            self._add(target)

    def _add_known(self, path: Path) -> None:
        """Add a file of a folder, which is only read if its format is known; a sidecar is read with its transcript."""
        if _is_indexed(path.name):
            self._add(path)
        elif not path.name.endswith(SIDECAR):
            self.unknown.add(path)

    def _add(self, path: Path) -> None:
        if is_plain_name(str(path)):
            self.files.add(path)
        else:
            self._refuse(path, BAD_NAME)

    def _refuse(self, path: Path, reason: str) -> None:
        self.refused[Path(os.path.realpath(path))] = InputRefused(str(path), reason)


def _reason(error: OSError | RuntimeError) -> str:
    # Python up to 3.12 raises a RuntimeError for a circular link.
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return _CIRCULAR_LINK
    return f"it cannot be read ({error.strerror}); check it."


def _is_indexed(name: str) -> bool:
    return has_known_suffix(name) or name.lower().endswith(ARCHIVES)
