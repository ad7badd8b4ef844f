"""Append-only files: readers need no lock.

A record says how many bytes of a file count, and a reader reads no more. Bytes after those belong to a later record, or
to a writer that stopped; the next writer cuts them off.
"""

import os
from pathlib import Path


def append(path: Path, size: int, data: bytes | memoryview) -> None:
    """Write after the first `size` bytes of a file, which is created if it is missing; synced to disk."""
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(size)
        file.seek(size)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_record(path: Path, draft: Path, data: bytes) -> None:
    """Replace a record in one step: it is written to a draft in the same folder and synced to disk first."""
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
