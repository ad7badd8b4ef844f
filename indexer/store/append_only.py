"""Append-only files: readers need no lock.

A record says how many bytes of a file count, and a reader reads no more. Bytes after those belong to a later record, or
to a writer that stopped; the next writer cuts them off.
"""

import os
import zlib
from pathlib import Path


def append(path: Path, size: int, data: bytes | memoryview) -> None:
    """Write after the first `size` bytes of a file, which is created if it is missing; synced to disk."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(size)
        file.seek(size)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


_SUM = 8
"""Hexadecimal digits of a CRC-32, which are the last bytes of a record."""


def replace_record(path: Path, draft: Path, data: bytes) -> None:
    """Replace a record in one step: it is written to a draft in the same folder and synced to disk first.

    The CRC-32 of the data follows them. Without it a flipped bit in the name of an optional field passes for a record
    that lacks the field.
    """
    with draft.open("wb") as file:
        file.write(data + _sum(data))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_record(path: Path) -> bytes:
    """The data of a record.

    Raises:
        OSError: it cannot be read.
        ValueError: it is not what was written.
    """
    stored = path.read_bytes()
    data, crc = stored[:-_SUM], stored[-_SUM:]
    if crc != _sum(data):
        raise ValueError(f"{path.name} is not what was written")
    return data


def _sum(data: bytes) -> bytes:
    return f"{zlib.crc32(data):0{_SUM}x}".encode()
