"""Keys: who may change what a server holds. A key is shown once and kept as its hash, in a file of the index folder.

The file stands apart from the catalog: a backup holds no keys, and a key is revoked while an indexing run holds the
catalog. A key is 256 random bits, so nobody finds it by trying, and SHA-256 alone is enough; a slow hash is for what
people think of.
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
"""What keys begin with: those who look for secrets in files find them by it."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
Name = Annotated[str, Meta(pattern=rf"^{_NAME.pattern}\Z")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class StoredKey(msgspec.Struct, frozen=True):
    """A key as it is kept: its name, the SHA-256 of the key as 64 hexadecimal digits, and since when."""

    name: Name
    sha256: Digest
    added: datetime.datetime


def stored_keys(folder: Path) -> tuple[StoredKey, ...]:
    """The keys of an index, in the order in which they were added.

    Raises:
        KeysUnusable: the file is not what was written, or cannot be read.
    """
    try:
        data = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise KeysUnusable(
            f"{folder / FILE}: the keys cannot be read ({error.strerror}); let whoever runs this read the file."
        ) from error
    try:
        return msgspec.json.decode(data, type=tuple[StoredKey, ...])
    except ValueError as error:
        raise KeysUnusable(
            f"{folder / FILE}: the keys are damaged ({error}); delete the file, and add new keys."
        ) from error


def add_key(folder: Path, name: str) -> str:
    """A new key, which is not kept anywhere.

    Raises:
        KeyFault: the name is taken or out of form.
        KeysUnusable: the keys that there are cannot be read.
        IndexMissing: the folder holds no index.
    """
    if not _NAME.fullmatch(name):
        raise KeyFault(
            f"NAME: {name!r} will not do; give up to 64 letters, digits, dots, hyphens, @ or underscores."
        )
    with _changing(folder):
        before = stored_keys(folder)
        if any(one.name == name for one in before):
            raise KeyFault(f"NAME: there is a key named {name!r} already; revoke it, or give another name.")
        key = _PREFIX + secrets.token_urlsafe(32)
        now = datetime.datetime.now(tz=datetime.UTC).replace(microsecond=0)
        _write(folder, (*before, StoredKey(name, _digest(key), now)))
    return key


def revoke_key(folder: Path, name: str) -> None:
    """Forget a key: it opens nothing from now on.

    Raises:
        KeyFault: there is none of that name.
        KeysUnusable: the keys that there are cannot be read.
        IndexMissing: the folder holds no index.
    """
    with _changing(folder):
        before = stored_keys(folder)
        if all(one.name != name for one in before):
            raise KeyFault(f"NAME: there is no key named {name!r}; `onrecord keys list` shows them.")
        _write(folder, tuple(one for one in before if one.name != name))


def holder_of(folder: Path, key: str) -> str | None:
    """The name of a key, or None where it opens nothing.

    All are compared, each in constant time: how long it takes says nothing of how near a guess is.

    Raises:
        KeysUnusable: nobody can tell.
    """
    digest = _digest(key)
    found = None
    for one in stored_keys(folder):
        if hmac.compare_digest(one.sha256, digest):
            found = one.name
    return found


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
