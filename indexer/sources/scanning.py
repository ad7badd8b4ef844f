"""Scanning files: the names and digests of the sources in each, before any source is read."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.readers.source import Source
from indexer.sources import files
from indexer.sources.files import INSIDE, Companion, Loaded, UnknownFormat


class Entry(msgspec.Struct, frozen=True):
    """A source's name, and the SHA-256 of its bytes, its sidecar's and its companions'."""

    name: str
    digest: str


class Scan(msgspec.Struct, frozen=True):
    """What `files.load` gives for a file, in the same order, without the bytes.

    None replaces a member of an archive that is followed by another with the same name, and one of a format that is not
    known, which `unknown` names. `companions` are the names of files that are read with others; they have None, too.
    """

    file: Path
    entries: tuple[Entry | InputRefused | None, ...]
    unknown: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()


def scan(file: Path) -> Scan:
    """Scan a file, or each member of an archive."""
    entries: list[Entry | InputRefused | None] = []
    positions: dict[str, int] = {}
    unread: dict[type, list[str]] = {UnknownFormat: [], Companion: []}
    for position, loaded in enumerate(files.load(file)):
        if isinstance(loaded, InputRefused):
            entries.append(loaded)
            continue
        if isinstance(loaded, UnknownFormat | Companion):
            unread[type(loaded)].append(loaded.name)
            entries.append(None)
            continue
        name = loaded.source.name
        if name in positions:
            entries[positions[name]] = None
        positions[name] = position
        entries.append(Entry(name, loaded.digest))
    return Scan(file, tuple(entries), tuple(unread[UnknownFormat]), tuple(unread[Companion]))


def is_readable(name: str, read: Callable[[Source], object]) -> bool:
    """Whether `read` accepts the source with this name."""
    try:
        for loaded in files.load(Path(name.partition(INSIDE)[0])):
            if isinstance(loaded, Loaded) and loaded.source.name == name:
                read(loaded.source)
                return True
    except InputRefused:
        return False
    return False
