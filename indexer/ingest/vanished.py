"""Which indexed sources are gone from where they were, and which are only out of sight."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.sources.files import INSIDE, UPLOADED
from indexer.sources.folders import Findings
from indexer.sources.scanning import Entry, Scan
from indexer.stored_records import StoredSource


class Vanished(msgspec.Struct, frozen=True):
    """`gone` are sources whose files are not there any more, in the order of their paths. `questions` name each folder
    in which nothing is left, and of which nothing counts as gone: it may be a mount point without its mount.
    """

    gone: tuple[str, ...]
    questions: tuple[InputRefused, ...]


def vanished(
    stored: Mapping[str, StoredSource], findings: Findings, scans: Sequence[Scan], *, allow_empty: bool
) -> Vanished:
    """Compare what is indexed with what was found.

    A source is gone when its folder was listed and its file is not there, or when its archive was read and it is not in
    it. What lies in a folder or archive that cannot be read stays. So does all of a folder in which no file is left,
    unless `allow_empty`, but for sources whose content was found elsewhere. A source whose content was found elsewhere
    is also gone when its file is in no folder that was looked at, and does not exist.
    """
    entries = {entry.name: entry.digest for scan in scans for entry in scan.entries if isinstance(entry, Entry)}
    contents = frozenset(entries.values())
    archives = {str(scan.file): scan for scan in scans}
    there = (path for path in findings.refused if os.path.lexists(path))
    alive = {parent for path in (*findings.files, *there) for parent in path.parents}
    gone: list[str] = []
    left: dict[Path, int] = {}
    for path, source in sorted(stored.items()):
        outer = path.partition(INSIDE)[0]
        if path in entries or path.startswith(UPLOADED) or _is_refused(path, findings):
            continue
        if outer in archives:
            # A file may be an archive now, or none any more.
            if not any(isinstance(entry, InputRefused) for entry in archives[outer].entries):
                gone.append(path)
            continue
        # A folder's name may end with "!" too.
        if not (_is_missing(outer) and _is_missing(path)):
            continue
        folder = next((parent for parent in Path(path).parents if parent in findings.listed), None)
        if source.content in contents or (folder is not None and (folder in alive or allow_empty)):
            gone.append(path)
        elif folder is not None:
            top = _topmost(folder, findings, alive)
            left[top] = left.get(top, 0) + 1
    return Vanished(tuple(gone), tuple(_question(folder, count) for folder, count in left.items()))


def _is_refused(path: str, findings: Findings) -> bool:
    outer = Path(path.partition(INSIDE)[0])
    return any(place in findings.refused for place in (outer, *Path(path).parents))


def _is_missing(path: str) -> bool:
    """Whether there is certainly no such file: what cannot be looked at is not missing."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _topmost(folder: Path, findings: Findings, alive: set[Path]) -> Path:
    """The highest folder around one in which nothing was found either."""
    while folder.parent in findings.listed and folder.parent not in alive:
        folder = folder.parent
    return folder


def _question(folder: Path, count: int) -> InputRefused:
    return InputRefused(
        str(folder),
        f"no file is left in the folder, and {count} indexed from it stay, since it may just not be mounted; "
        "index it again with --allow-empty to remove them.",
    )
