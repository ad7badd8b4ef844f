"""Backups: the catalog in one file, taken while others read and write. All else is rebuilt from it."""

import contextlib
import sqlite3
from pathlib import Path

from indexer.catalog.connect import open_catalog, translated
from indexer.errors import IndexUnwritable

_PAGES = 2000


def backup(folder: Path, target: Path) -> int:
    """Copy an index's catalog, as of one moment, into a file that must not exist; gives its size in bytes.

    The file becomes an index again as `catalog.sqlite3` in a folder of its own.

    Raises:
        IndexMissing, IndexDamaged: see `indexer.errors`.
        IndexUnwritable: the file exists, or cannot be written.
    """
    if target.exists():
        raise IndexUnwritable(f"{target}: the file exists already; name a new one.")
    draft = target.with_name(target.name + ".part")
    source = open_catalog(folder, readonly=True)
    try:
        with translated(target.parent), contextlib.closing(sqlite3.connect(draft)) as copy:
            source.backup(copy, pages=_PAGES, sleep=0.001)
            # One file: what reads it later needs no journal beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        with translated(target.parent):
            draft.replace(target)
            return target.stat().st_size
    finally:
        source.close()
        draft.unlink(missing_ok=True)
