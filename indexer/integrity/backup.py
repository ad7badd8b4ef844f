"""Backups: a copy of the catalog in one file, taken while the index is in use. All other files can be rebuilt."""

import contextlib
import sqlite3
from pathlib import Path

from indexer.catalog.connect import open_catalog, translated
from indexer.errors import IndexUnwritable

_PAGES_PER_STEP = 2000


def backup(folder: Path, target: Path) -> int:
    """Copy a consistent state of the catalog into a file that must not exist; returns its size in bytes.

    To restore it, place the file as `catalog.sqlite3` into an empty folder.

    Raises:
        IndexMissing, IndexDamaged: see `indexer.errors`.
        IndexUnwritable: the file exists, or cannot be written.
    """
    if target.exists():
        raise IndexUnwritable(f"{target}: the file exists already; choose another name.")
    if not target.absolute().parent.is_dir():
        raise IndexUnwritable(f"{target}: the folder of the backup does not exist; create it.")
    partial = target.with_name(target.name + ".part")
    with contextlib.closing(open_catalog(folder, readonly=True)) as source, translated(target.parent):
        try:
            with contextlib.closing(sqlite3.connect(partial)) as copy:
                source.backup(copy, pages=_PAGES_PER_STEP, sleep=0.001)
                # Keeps everything in one file, without a journal next to it.
                copy.execute("PRAGMA journal_mode = DELETE")
            partial.replace(target)
            return target.stat().st_size
        finally:
            partial.unlink(missing_ok=True)
