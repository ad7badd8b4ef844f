"""Opening and creating the catalog, and the settings that it records."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import EncoderSpec
from indexer.catalog.listing import folded
from indexer.catalog.schema import ARRIVALS, LANGUAGE_INDEX, SCHEMA_VERSION, TABLES
from indexer.errors import (
    FolderUnwritable,
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexTooNew,
    IndexTooOld,
    IndexUnwritable,
)
from indexer.passages import PassageSettings

FILE = "catalog.sqlite3"
DRAFT = ".new"
"""The suffix of a catalog's name while it is created."""
_APPLICATION_ID = 0x6F6E7265  # "onre"
_UNWRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
_PRIMARY = 0xFF
"""The bits of SQLite's extended error codes that hold the primary code."""
_CACHE_KIB = 16_384
"""The page cache of a reading connection: with SQLite's 2 MiB one transcript evicts the inner pages."""


class IndexSettings(msgspec.Struct, frozen=True):
    """What an index was made with; fixed when it is created."""

    encoder: EncoderSpec
    passages: PassageSettings


class CatalogConnection(sqlite3.Connection):
    """A connection to a catalog.

    In a read-only folder without a writer SQLite assumes that the file never changes; `state` tells when it did.
    """

    state: tuple[int, int, bool] | None = None


def create(folder: Path, settings: IndexSettings) -> CatalogConnection:
    """A new, empty catalog in a folder, which is created if it is missing; the catalog appears complete."""
    draft = folder / f"{FILE}{DRAFT}"
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Drafts of a process that was killed.
        for old in folder.glob(f"{draft.name}*"):
            old.unlink()
        connection = _connect(draft)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            f"BEGIN IMMEDIATE; {TABLES} {ARRIVALS} {LANGUAGE_INDEX} PRAGMA application_id = {_APPLICATION_ID}; "
            f"PRAGMA user_version = {SCHEMA_VERSION}; "
            "INSERT INTO meta VALUES ('generation', '0'); COMMIT;"
        )
        put_meta(connection, "settings", msgspec.json.encode(settings).decode())
        # Closed before the rename: the journal is named after the file, and must be merged first.
        connection.close()
        draft.replace(folder / FILE)
        return _connect(folder / FILE)


def exists(folder: Path) -> bool:
    """Whether a folder holds a catalog."""
    return (folder / FILE).is_file()


def open_catalog(folder: Path, *, readonly: bool) -> CatalogConnection:
    """The catalog of an index.

    Raises:
        IndexMissing: the folder holds no index.
        IndexTooNew: it was made by a newer version.
        IndexTooOld: it was made by a version whose schema is no longer read.
        IndexDamaged: the file is not a catalog of onrecord.
    """
    if not exists(folder):
        raise IndexMissing(
            f"{folder}: this folder holds no index; make one with `onrecord index PATH --index {folder}`."
        )
    with translated(folder):
        connection = _opened(folder, readonly=readonly)
        if readonly:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION_ID:
            connection.close()
            raise IndexDamaged(f"{folder / FILE}: this is no catalog of onrecord; name another --index.")
        if version > SCHEMA_VERSION:
            connection.close()
            raise IndexTooNew(
                f"{folder}: the index has schema {version} and this version reads up to {SCHEMA_VERSION}; "
                "update onrecord."
            )
        if version < SCHEMA_VERSION:
            connection.close()
            raise IndexTooOld(
                f"{folder}: the index has schema {version}, which this version no longer reads; index the "
                "transcripts into a new --index folder."
            )
        return connection


def read_settings(connection: sqlite3.Connection) -> IndexSettings:
    """What the index was made with.

    Raises:
        IndexDamaged: the settings are missing or unreadable.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = 'settings'").fetchone()
    try:
        return msgspec.json.decode(row[0] if row else "", type=IndexSettings)
    except msgspec.DecodeError as error:
        raise IndexDamaged(
            "the index does not say what it was made with; make it anew with `onrecord index`."
        ) from error


def read_generation(connection: sqlite3.Connection) -> int:
    """How many changes have been committed to the catalog."""
    (value,) = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    return int(value)


def put_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Insert or replace a value that describes the whole index."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system into errors of onrecord, with the remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise IndexBusy(f"{folder}: another process is writing to this index; try again later.") from error
        raise IndexUnwritable(
            f"{folder}: the index cannot be opened or written ({error}); check permissions and free space."
        ) from error
    except sqlite3.DatabaseError as error:
        raise IndexDamaged(f"{folder / FILE}: the catalog is damaged ({error}); restore it.") from error
    except UnicodeDecodeError as error:
        # SQLite's messages quote stored text, also where it is damaged.
        raise IndexDamaged(f"{folder / FILE}: the catalog is damaged; restore it.") from error
    except OSError as error:
        raise IndexUnwritable(
            f"{folder}: the index cannot be opened or written ({error.strerror or error}); "
            "check permissions and free space."
        ) from error


def is_current(folder: Path, connection: CatalogConnection) -> bool:
    """Whether a connection reads the current catalog; one to a file assumed not to change may not."""
    return connection.state is None or connection.state == _state(folder)


def _state(folder: Path) -> tuple[int, int, bool]:
    status = (folder / FILE).stat()
    return status.st_mtime_ns, status.st_size, _journal(folder).exists()


def _journal(folder: Path) -> Path:
    return folder / f"{FILE}-wal"


def _opened(folder: Path, *, readonly: bool) -> CatalogConnection:
    try:
        connection = _connect(folder / FILE)
        connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.OperationalError as error:
        # SQLite creates files next to a catalog even to read it, unless another process has.
        if not readonly or error.sqlite_errorcode & _PRIMARY not in _UNWRITABLE:
            raise
        if _journal(folder).exists() and _journal(folder).stat().st_size:
            raise FolderUnwritable(
                f"{folder}: the last changes are in a journal that cannot be read in a folder that cannot be written; "
                "run `onrecord status` once where it can be written."
            ) from error
        state = _state(folder)
        connection = _connect(f"{(folder / FILE).resolve().as_uri()}?immutable=1")
        connection.state = state
    return connection


def _connect(path: Path | str) -> CatalogConnection:
    """A connection to a file, or to a URI, which is a text."""
    # Transactions are explicit; a connection passes from thread to thread, one at a time (see `catalog.pool`).
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,
        factory=CatalogConnection,
        uri=isinstance(path, str),
    )
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
