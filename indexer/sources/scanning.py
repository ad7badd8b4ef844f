"""A first look at files: the names and digests of the sources in each, before any of them is read."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.readers.source import Source
from indexer.sources import files
from indexer.sources.files import INSIDE, Loaded


class Entry(msgspec.Struct, frozen=True):
    """A source by its name, and the SHA-256 of its bytes and its sidecar."""

    name: str
    digest: str


class Scan(msgspec.Struct, frozen=True):
    """What `sources.load` gives of a file, in its order, without the bytes.

    None stands for a member of an archive that a later one of the same name replaces.
    """

    file: Path
    entries: tuple[Entry | InputRefused | None, ...]


def scan(file: Path) -> Scan:
    """Look at a file, or at each member of an archive."""
    entries: list[Entry | InputRefused | None] = []
    places: dict[str, int] = {}
    for place, loaded in enumerate(files.load(file)):
        if isinstance(loaded, InputRefused):
            entries.append(loaded)
            continue
        name = loaded.source.name
        if name in places:
            entries[places[name]] = None
        places[name] = place
        entries.append(Entry(name, loaded.digest))
    return Scan(file, tuple(entries))


def is_readable(name: str, read: Callable[[Source], object]) -> bool:
    """Whether `read` takes a source, which is given by its name."""
    try:
        for loaded in files.load(Path(name.partition(INSIDE)[0])):
            if isinstance(loaded, Loaded) and loaded.source.name == name:
                read(loaded.source)
                return True
    except InputRefused:
        return False
    return False
