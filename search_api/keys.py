"""Keys for changing a server's transcripts. A key is shown once and stored as its hash, in a file of the index folder.

The file is separate from the catalog, so that a backup has no keys, and a key can be revoked while an indexing run
locks the catalog. A key has 256 random bits and cannot be guessed, so SHA-256 is enough; slow hashes are for passwords.
"""

import contextlib
import datetime
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
from filelock import FileLock
from msgspec import Meta

from indexer.catalog.connect import open_catalog, translated
from indexer.errors import KeyFault, KeysUnusable

FILE = "keys.json"
_LOCK = "keys.lock"
_PREFIX = "onr_"
"""The prefix of keys, by which secret scanners find them."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
Name = Annotated[str, Meta(pattern=rf"^{_NAME.pattern}\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class StoredKey(msgspec.Struct, frozen=True):
    """A stored key: its name, the SHA-256 of the key as 64 hexadecimal digits, and when it was added."""

    name: Name
    sha256: Digest
    added: datetime.datetime


def stored_keys(folder: Path) -> tuple[StoredKey, ...]:
    """The keys of an index, in the order in which they were added.

    Raises:
        KeysUnusable: the file is damaged or cannot be read.
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise KeysUnusable(
            f"{folder / FILE}: the keys cannot be read ({error.strerror}); make the file readable for this user."
        ) from error
    try:
        return msgspec.json.decode(data, type=tuple[StoredKey, ...])
    except ValueError as error:
        raise KeysUnusable(
            f"{folder / FILE}: the keys are damaged ({error}); delete the file, and add new keys."
        ) from error


def add_key(folder: Path, name: str) -> str:
    """Make a key, which itself is not stored.

    Raises:
        KeyFault: the name is taken or not valid.
        KeysUnusable: the existing keys cannot be read.
        IndexMissing: the folder holds no index.
    """
    if not _NAME.fullmatch(name):
        raise KeyFault(
            f"NAME: {name!r} is not allowed; give up to 64 letters, digits, dots, hyphens, @ or underscores."
        )
    with _changing(folder):
        before = stored_keys(folder)
        if any(stored.name == name for stored in before):
            raise KeyFault(f"NAME: there is a key named {name!r} already; revoke it, or give another name.")
        key = _PREFIX + secrets.token_urlsafe(32)
        now = datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)
        _write(folder, (*before, StoredKey(name, _digest(key), now)))
    return key


def revoke_key(folder: Path, name: str) -> None:
    """Remove a key, which is not valid from now on.

    Raises:
        KeyFault: no key has that name.
        KeysUnusable: the existing keys cannot be read.
        IndexMissing: the folder holds no index.
    """
    with _changing(folder):
        before = stored_keys(folder)
        if all(stored.name != name for stored in before):
            raise KeyFault(f"NAME: there is no key named {name!r}; `onrecord keys list` shows them.")
        _write(folder, tuple(stored for stored in before if stored.name != name))


def holder_of(folder: Path, key: str) -> str | None:
    """The name of a key, or None where it is not valid.

    It is compared with all keys, each in constant time, so that the time does not show how near a guess is.

    Raises:
        KeysUnusable: the keys cannot be read.
    """
    digest = _digest(key)
    name = None
    for stored in stored_keys(folder):
        if hmac.compare_digest(stored.sha256, digest):
            name = stored.name
    return name


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@contextlib.contextmanager
def _changing(folder: Path) -> Iterator[None]:
    open_catalog(folder, readonly=True).close()
    with translated(folder), FileLock(str(folder / _LOCK)):
        yield


def _write(folder: Path, keys: tuple[StoredKey, ...]) -> None:
    draft = folder / f"{FILE}.draft"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.encode(keys))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / FILE)
