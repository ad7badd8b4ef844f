"""Finding files: a walk through the given folders, and what in them cannot be read or listed."""

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.terminal import is_plain_name

# Names that a folder of transcripts holds beside transcripts; a path given by itself is always read.
SUFFIXES = frozenset(
    ".txt .text .md .markdown .json .jsonl .ndjson .htm .html .vtt .srt .xml .pdf .docx".split()
)
ARCHIVES = tuple(".zip .tar .tgz .tar.gz .tar.bz2 .tar.xz".split())
NAMED_BADLY = "the name has bytes that are not UTF-8, or control characters; rename it."
_CIRCLE = "it is a symbolic link that leads back to itself; remove it."


class Findings(msgspec.Struct, frozen=True):
    """What lies under the given paths.

    `files` ascend by path, and each is there once. `refused` are the files and folders that cannot be read or listed.
    `listed` are the folders that were listed in full.
    """

    files: tuple[Path, ...]
    refused: dict[Path, InputRefused]
    listed: frozenset[Path]


def find(paths: Iterable[Path]) -> Findings:
    """Everything under the given files and folders; links to folders are not followed."""
    walk = _Walk()
    for path in paths:
        walk.start(path)
    return Findings(tuple(sorted(walk.files)), dict(sorted(walk.refused.items())), frozenset(walk.listed))


def find_files(paths: Iterable[Path]) -> Iterator[Path | InputRefused]:
    """The files under the given paths, each once, in a fixed order; then what cannot be read or listed."""
    findings = find(paths)
    yield from findings.files
    yield from findings.refused.values()


class _Walk:
    def __init__(self) -> None:
        self.files: set[Path] = set()
        self.refused: dict[Path, InputRefused] = {}
        self.listed: set[Path] = set()

    def start(self, path: Path) -> None:
        """Take a path that was given: a file of any name, or a folder with all that is in it."""
        try:
            target = path.resolve(strict=True)
            if target.is_dir():
                self._walk(target)
            else:
                self._add(target)
        except FileNotFoundError:
            self._refuse(path, "there is no such file or folder; check the path.")
        except (OSError, RuntimeError) as error:
            self._refuse(path, _reason(error))

    def _walk(self, folder: Path) -> None:
        # A stack of its own: folders may lie deeper than Python calls itself.
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            if here in self.listed or here in self.refused:
                continue
            if not is_plain_name(str(here)):
                self._refuse(here, NAMED_BADLY)
                continue
            try:
                with os.scandir(here) as scan:
                    entries = list(scan)
            except OSError as error:
                self._refuse(
                    here,
                    f"the folder cannot be listed ({error.strerror}); what is indexed of it stays: "
                    "make it readable and index again.",
                )
                continue
            self.listed.add(here)
            for entry in entries:
                if not entry.name.startswith("."):
                    waiting += self._take(entry)

    def _take(self, entry: os.DirEntry[str]) -> list[Path]:
        """Take an entry of a folder; gives a folder to walk through."""
        path = Path(entry.path)
        try:
            if entry.is_dir(follow_symlinks=False):
                return [path]
            if entry.is_symlink():
                self._follow(path)
            elif _is_wanted(entry.name) and entry.is_file(follow_symlinks=False):
                self._add(path)
        except (OSError, RuntimeError) as error:
            self._refuse(path, _reason(error))
        return []

    def _follow(self, link: Path) -> None:
        try:
            target = link.resolve(strict=True)
        except FileNotFoundError:
            if _is_wanted(link.name):
                # By its own place: what it led to is gone, and not out of sight.
                self.refused[link] = InputRefused(
                    str(link), "it is a symbolic link to a file that does not exist; remove it."
                )
            return
        if _is_wanted(link.name) and target.is_file():
            self._add(target)

    def _add(self, path: Path) -> None:
        if is_plain_name(str(path)):
            self.files.add(path)
        else:
            self._refuse(path, NAMED_BADLY)

    def _refuse(self, path: Path, reason: str) -> None:
        self.refused[Path(os.path.realpath(path))] = InputRefused(str(path), reason)


def _reason(error: OSError | RuntimeError) -> str:
    # Python up to 3.12 raises a RuntimeError for a link in a circle.
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return _CIRCLE
    return f"it cannot be read ({error.strerror}); check it."


def _is_wanted(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES or name.lower().endswith(ARCHIVES)
