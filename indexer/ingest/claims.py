"""Which source has which content and which ids, while a run goes through the sources in their order."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from indexer.ingest.reading import derived_id, id_of_path
from indexer.stored_records import StoredSource

IsReadable = Callable[[str], bool]
"""Whether a source that was found can be read."""


class Claims:
    """What each source may have, so that the outcome is that of a new index of the same files.

    Of several sources with one content, or that ask for one id, the first in order has it. Sources that are out of
    sight, and those that were sent in, keep what they have. A source is settled once its turn has come; until then what
    the index holds of it gives way to sources before it.
    """

    def __init__(
        self,
        stored: Mapping[str, StoredSource],
        found: Mapping[str, str],
        gone: Iterable[str],
        is_readable: IsReadable,
    ) -> None:
        """`found` are the digests of the sources that are there, by name and in order."""
        self._stored = dict(stored)
        self._found = found
        self._gone = dict.fromkeys(gone)
        self._is_readable = is_readable
        self._settled: set[str] = set()
        self._holders = {identity: name for name, source in stored.items() for identity in source.ids}
        self._contents = {
            source.content: name
            for name, source in stored.items()
            if source.content and name not in found and name not in self._gone
        }

    def stored(self, name: str) -> StoredSource | None:
        """What the index holds of a source, as soon as all that waits is stored."""
        return self._stored.get(name)

    def twin(self, content: str) -> str | None:
        """The source that has a content already."""
        return self._contents.get(content)

    def holder(self, identity: str, name: str) -> str | None:
        """The source that keeps an id from another, if any does."""
        holder = self._holders.get(identity)
        if holder is None or holder == name or holder in self._gone:
            return None
        if holder in self._found and holder not in self._settled and self._gives_way(holder):
            return None
        return holder

    def _gives_way(self, name: str) -> bool:
        """Whether what is stored of a source is not lost when its id is taken: it is read again, or is elsewhere."""
        content = self._stored[name].content
        return content == self._found[name] or self.is_elsewhere(name) or self._is_readable(name)

    def is_elsewhere(self, name: str) -> bool:
        """Whether what is stored of a source is now the content of another file."""
        return bool(self._names.get(self._stored[name].content, set()) - {name})

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for name, content in self._found.items():
            names.setdefault(content, set()).add(name)
        return names

    def ids_stand(self, name: str) -> bool:
        """Whether a source that did not change would get the ids again that it has."""
        ids = self._stored[name].ids
        for number, identity in enumerate(ids, start=1):
            derived = derived_id(name, number, len(ids))
            if identity == id_of_path(derived, name):
                if self.holder(derived, name) is None:
                    return False
            elif identity != derived and self._is_derived_elsewhere(identity, name):
                return False
        return True

    def _is_derived_elsewhere(self, identity: str, name: str) -> bool:
        """Whether another source would have an id by the name of its file: a renamed one does not keep it then."""
        return bool(self._derived.get(identity, set()) - {name})

    @cached_property
    def _derived(self) -> dict[str, set[str]]:
        derived: dict[str, set[str]] = {}
        for name in self._found:
            identity = derived_id(name, 1, 1)
            for possible in (identity, id_of_path(identity, name)):
                derived.setdefault(possible, set()).add(name)
        return derived

    def predecessor(self, name: str, digest: str) -> str | None:
        """The path under which a source was indexed before it was renamed; it keeps its transcripts and their ids."""
        if name in self._stored:
            return None
        for path in self._gone:
            source = self._stored[path]
            if (
                source.digest == digest
                # A few formats are known by the suffix.
                and Path(path).suffix.lower() == Path(name).suffix.lower()
                and not any(self._is_derived_elsewhere(identity, name) for identity in source.ids)
            ):
                return path
        return None

    def rename(self, path: str, name: str) -> None:
        """A source is now found under another path."""
        source = self.drop(path)
        self.settle(name, source)

    def settle(self, name: str, source: StoredSource) -> tuple[str, ...]:
        """A source's turn is over, and the index holds this of it; gives the sources whose ids it took."""
        holders = (self._holders.get(identity, name) for identity in source.ids)
        taken = tuple(dict.fromkeys(holder for holder in holders if holder != name))
        for holder in (*taken, *([name] if name in self._stored else [])):
            self.drop(holder)
        self._stored[name] = source
        self._holders |= dict.fromkeys(source.ids, name)
        self._contents[source.content] = name
        self._settled.add(name)
        return taken

    def keep(self, name: str) -> None:
        """A source's turn is over: it is refused, and the index keeps what it holds of it."""
        self._settled.add(name)

    def drop(self, name: str) -> StoredSource:
        """The index holds a source no longer."""
        source = self._stored.pop(name)
        self._gone.pop(name, None)
        for identity in source.ids:
            self._holders.pop(identity, None)
        return source

    def found_unreadable(self, archive: str) -> None:
        """A file that was an archive cannot be read: what was in it is not gone."""
        for path in [path for path in self._gone if path.startswith(archive)]:
            del self._gone[path]

    def gone(self) -> list[str]:
        """The sources that are gone, and were not found again."""
        return list(self._gone)
