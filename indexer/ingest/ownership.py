"""Which source owns which content and which transcript ids, as an indexing run takes the sources in order."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from indexer.ingest.reading import derived_id, path_id
from indexer.stored_records import StoredSource

IsReadable = Callable[[str], bool]
"""Whether a source that is present can be read."""


class SourceOwnership:
    """Assigns contents and ids to sources such that the outcome equals that of a new index of the same files.

    Of several sources with the same content or the same id, the first in order gets it. Sources outside the given
    paths, and uploads, keep what they have. What the index holds of a source that is still to be processed gives way
    to the sources before it.
    """

    def __init__(
        self,
        stored: Mapping[str, StoredSource],
        digests: Mapping[str, str],
        missing: Iterable[str],
        is_readable: IsReadable,
    ) -> None:
        """`digests` are the content hashes of the sources that are present, by name and in order."""
        self._stored = dict(stored)
        self._digests = digests
        self._missing = dict.fromkeys(missing)
        self._is_readable = is_readable
        self._processed: set[str] = set()
        self._owners = {identity: name for name, source in stored.items() for identity in source.ids}
        self._contents = {
            source.content: name
            for name, source in stored.items()
            if source.content and name not in digests and name not in self._missing
        }

    def stored(self, name: str) -> StoredSource | None:
        """What the index will hold of a source once all pending changes are stored."""
        return self._stored.get(name)

    def duplicate_of(self, content: str) -> str | None:
        """The source that already has this content."""
        return self._contents.get(content)

    def other_owner(self, identity: str, name: str) -> str | None:
        """The source that keeps an id, if it is another than `name`."""
        owner = self._owners.get(identity)
        if owner is None or owner == name or owner in self._missing:
            return None
        if owner in self._digests and owner not in self._processed and self._gives_way(owner):
            return None
        return owner

    def _gives_way(self, name: str) -> bool:
        """Whether nothing is lost when a source's id is taken: it is read again, or its content has moved."""
        content = self._stored[name].content
        return content == self._digests[name] or self.has_moved(name) or self._is_readable(name)

    def has_moved(self, name: str) -> bool:
        """Whether the stored content of a source is now that of another file."""
        return bool(self._names_by_content.get(self._stored[name].content, set()) - {name})

    @cached_property
    def _names_by_content(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for name, content in self._digests.items():
            names.setdefault(content, set()).add(name)
        return names

    def keeps_ids(self, name: str) -> bool:
        """Whether an unchanged source would get the same ids if it were indexed now."""
        ids = self._stored[name].ids
        for number, identity in enumerate(ids, start=1):
            derived = derived_id(name, number, len(ids))
            if identity == path_id(derived, name):
                if self.other_owner(derived, name) is None:
                    return False
            elif identity != derived and self._is_derived_elsewhere(identity, name):
                return False
        return True

    def _is_derived_elsewhere(self, identity: str, name: str) -> bool:
        """Whether another source would get an id from its file name; a renamed source then loses it."""
        return bool(self._names_by_derived_id.get(identity, set()) - {name})

    @cached_property
    def _names_by_derived_id(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for name in self._digests:
            derived = derived_id(name, 1, 1)
            for identity in (derived, path_id(derived, name)):
                names.setdefault(identity, set()).add(name)
        return names

    def former_name(self, name: str, digest: str) -> str | None:
        """The name under which a source was indexed before its file was renamed; it keeps its transcripts and ids."""
        if name in self._stored:
            return None
        for former in self._missing:
            source = self._stored[former]
            if (
                source.digest == digest
                # A few formats are recognised by the suffix.
                and Path(former).suffix.lower() == Path(name).suffix.lower()
                and not any(self._is_derived_elsewhere(identity, name) for identity in source.ids)
            ):
                return former
        return None

    def rename(self, former: str, name: str) -> None:
        """Record that a source now has another name."""
        self.assign(name, self.drop(former))

    def assign(self, name: str, source: StoredSource) -> tuple[str, ...]:
        """Record what the index holds of a processed source; returns the sources that lost an id to it."""
        owners = (self._owners.get(identity, name) for identity in source.ids)
        losers = tuple(dict.fromkeys(owner for owner in owners if owner != name))
        for owner in (*losers, *([name] if name in self._stored else [])):
            self.drop(owner)
        self._stored[name] = source
        self._owners |= dict.fromkeys(source.ids, name)
        self._contents[source.content] = name
        self._processed.add(name)
        return losers

    def keep(self, name: str) -> None:
        """Record that a source was refused, and that the index keeps what it holds of it."""
        self._processed.add(name)

    def drop(self, name: str) -> StoredSource:
        """Record that the index no longer holds a source; returns what it held."""
        source = self._stored.pop(name)
        self._missing.pop(name, None)
        for identity in source.ids:
            self._owners.pop(identity, None)
        return source

    def keep_members(self, prefix: str) -> None:
        """Record that an archive cannot be read: its members, whose names start with `prefix`, are not missing."""
        for name in [name for name in self._missing if name.startswith(prefix)]:
            del self._missing[name]

    def missing(self) -> list[str]:
        """The sources that are missing and were not found under another name."""
        return list(self._missing)
