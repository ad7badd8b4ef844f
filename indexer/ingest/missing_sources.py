"""Which indexed sources no longer exist, and which only cannot be seen at the moment."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.sources.files import INSIDE, UPLOADED
from indexer.sources.folders import Findings
from indexer.sources.scanning import Entry, Scan
from indexer.stored_records import StoredSource


class MissingSources(msgspec.Struct, frozen=True):
    """The names of the sources whose files are gone, sorted, and a refusal for each folder that is now empty.

    The sources of an empty folder do not count as missing: it may be a mount point without its mount.
    """

    names: tuple[str, ...]
    empty_folders: tuple[InputRefused, ...]


def find_missing(
    stored: Mapping[str, StoredSource], findings: Findings, scans: Sequence[Scan], *, allow_empty: bool
) -> MissingSources:
    """Compare the indexed sources with the files that are present.

    A source is missing when its folder was listed without its file, or when its archive was read without its member.
    Sources in folders and archives that cannot be read are not missing. Unless `allow_empty`, neither are those in a
    folder without any file left, except for sources whose content was found in another file. Such a source is also
    missing when its file does not exist and is in no folder that was listed.
    """
    digests = digests_of(scans)
    contents = frozenset(digests.values())
    archives = {str(scan.file): scan for scan in scans}
    refused = (path for path in findings.refused if os.path.lexists(path))
    nonempty = {parent for path in (*findings.files, *refused) for parent in path.parents}
    missing: list[str] = []
    counts: dict[Path, int] = {}
    for name, source in sorted(stored.items()):
        file = name.partition(INSIDE)[0]
        if name in digests or name.startswith(UPLOADED) or _is_refused(name, findings):
            continue
        if file in archives:
            # A file may have become an archive, or have been one.
            if not any(isinstance(entry, InputRefused) for entry in archives[file].entries):
                missing.append(name)
            continue
        # The name of a folder may end with "!" too.
        if not (_is_absent(file) and _is_absent(name)):
            continue
        folder = next((parent for parent in Path(name).parents if parent in findings.listed), None)
        if source.content in contents or (folder is not None and (folder in nonempty or allow_empty)):
            missing.append(name)
        elif folder is not None:
            top = _topmost_empty(folder, findings, nonempty)
            counts[top] = counts.get(top, 0) + 1
    return MissingSources(tuple(missing), tuple(_refusal(folder, count) for folder, count in counts.items()))


def digests_of(scans: Sequence[Scan]) -> dict[str, str]:
    """The content hashes of all sources that were found, by name and in order."""
    return {entry.name: entry.digest for scan in scans for entry in scan.entries if isinstance(entry, Entry)}


def _is_refused(name: str, findings: Findings) -> bool:
    file = Path(name.partition(INSIDE)[0])
    return any(path in findings.refused for path in (file, *Path(name).parents))


def _is_absent(path: str) -> bool:
    """Whether a file certainly does not exist, which is not known of one that cannot be looked at."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _topmost_empty(folder: Path, findings: Findings, nonempty: set[Path]) -> Path:
    """The highest listed folder above an empty one that is empty too."""
    while folder.parent in findings.listed and folder.parent not in nonempty:
        folder = folder.parent
    return folder


def _refusal(folder: Path, count: int) -> InputRefused:
    return InputRefused(
        str(folder),
        f"no file is left in the folder; {count} indexed from it are kept, in case it is not mounted; "
        "index it again with --allow-empty to remove them.",
    )
