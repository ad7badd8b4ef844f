"""Checksums of a folder's files, kept in the folder: they find files that were cut short or altered on disk."""

import zlib
from pathlib import Path

import msgspec

from indexer.store.append_only import read_record, replace_record

FILE = "sums.json"
_IGNORED = (".lock", ".tmp", FILE)
_MISSING = (-1, 0)


def write(folder: Path) -> None:
    """Record the CRC-32 of every file.

    A file with a checksum on record and the same size is not read again: only new files cost time.
    """
    recorded = _read(folder)
    sums: dict[str, tuple[int, int]] = {}
    for path in _files(folder):
        size = path.stat().st_size
        old = recorded.get(path.name)
        # The one file that is rewritten in place is small.
        sums[path.name] = old if old and old[0] == size and path.suffix != ".json" else _sum(path)
    replace_record(folder / FILE, folder / f"{FILE}.tmp", msgspec.json.encode(sums))


def agree(folder: Path) -> bool:
    """Whether all recorded files exist and are unaltered."""
    recorded = _read(folder)
    return bool(recorded) and all(_sum(folder / name) == expected for name, expected in recorded.items())


def complete(folder: Path) -> bool:
    """Whether the folder holds exactly the recorded files, by name and size: no writer stopped half-way."""
    try:
        sizes = {path.name: path.stat().st_size for path in _files(folder)}
    except FileNotFoundError:
        # A writer is active.
        return False
    return bool(sizes) and sizes == {name: size for name, (size, _) in _read(folder).items()}


def unaltered(folder: Path) -> bool:
    """Whether the recorded files that still exist, and are never rewritten, are unaltered.

    Unlike `agree`, this holds at every moment while a writer is active.
    """
    return all(
        # A file that is missing was merged into another.
        name.endswith(".json") or _sum(folder / name) in {expected, _MISSING}
        for name, expected in _read(folder).items()
    )


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.endswith(_IGNORED)]


def _read(folder: Path) -> dict[str, tuple[int, int]]:
    try:
        return msgspec.json.decode(read_record(folder / FILE), type=dict[str, tuple[int, int]])
    except (OSError, ValueError):
        return {}


def _sum(path: Path) -> tuple[int, int]:
    """The size and the CRC-32 of a file, or `_MISSING`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _MISSING
    return len(data), zlib.crc32(data)
