"""Files that are appended to and never changed, so that readers need no lock.

A reader looks at as many bytes as the record that it read names; what stands behind them is of a later record, or of a
writer that did not come to its end, and is cut off by the next one.
"""

import os
import zlib
from pathlib import Path

_BLOCK = 1 << 24


def write_behind(path: Path, at: int, data: bytes | memoryview) -> None:
    """Write behind the first `at` bytes of a file, which is made if it is missing; synced to disk."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(at)
        file.seek(at)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_record(path: Path, draft: Path, data: bytes) -> None:
    """Put a record in place, whole: written to a draft beside it and synced to disk first."""
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def crc_of(path: Path, size: int) -> int:
    """The CRC-32 of a file's first bytes; -1 where it has fewer.

    Raises:
        OSError: it cannot be read.
    """
    found = 0
    if not size:
        return found
    with path.open("rb") as file:
        left = size
        while left > 0 and (block := file.read(min(left, _BLOCK))):
            found = zlib.crc32(block, found)
            left -= len(block)
    return found if left == 0 else -1
