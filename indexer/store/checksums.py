"""Checksums of a folder's files, kept in the folder: they find what was cut short or altered on disk."""

import zlib
from pathlib import Path

import msgspec

from indexer.store.append_only import replace_record

FILE = "sums.json"
_PASSING = (".lock", ".tmp", FILE)


def write(folder: Path) -> None:
    """Record the CRC-32 of every file. Files that were recorded before and still have their size are taken as known:
    a folder of files that are never written to again costs what is new in it.
    """
    known = _read(folder)
    found: dict[str, tuple[int, int]] = {}
    for path in _files(folder):
        size = path.stat().st_size
        old = known.get(path.name)
        # The one file that is rewritten in place is small.
        found[path.name] = old if old and old[0] == size and path.suffix != ".json" else (size, _crc(path))
    replace_record(folder / FILE, folder / f"{FILE}.tmp", msgspec.json.encode(found))


def agree(folder: Path) -> bool:
    """Whether all recorded files are there as they were, and there are no others."""
    known = _read(folder)
    paths = {path.name: path for path in _files(folder)}
    return bool(known) and all(
        name in paths and (paths[name].stat().st_size, _crc(paths[name])) == expected
        for name, expected in known.items()
    )


def complete(folder: Path) -> bool:
    """Whether the files there are those that are recorded, by name and size: no writer was stopped in its work."""
    try:
        found = {path.name: path.stat().st_size for path in _files(folder)}
    except FileNotFoundError:
        # A writer is at work.
        return False
    return bool(found) and found == {name: size for name, (size, _) in _read(folder).items()}


def unaltered(folder: Path) -> bool:
    """Whether the recorded files that are still there, and are never written to again, are as they were.

    Unlike `agree` this holds at every moment of a writer's work.
    """
    for name, expected in _read(folder).items():
        path = folder / name
        try:
            if path.suffix != ".json" and (path.stat().st_size, _crc(path)) != expected:
                return False
        except FileNotFoundError:
            # Merged into another.
            continue
    return True


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.endswith(_PASSING)]


def _read(folder: Path) -> dict[str, tuple[int, int]]:
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=dict[str, tuple[int, int]])
    except (OSError, ValueError):
        return {}


def _crc(path: Path) -> int:
    return zlib.crc32(path.read_bytes())
