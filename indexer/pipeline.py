"""Bringing an index into line with files: what is new is added, what changed is replaced, what vanished is removed."""

import hashlib
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from indexer import sources
from indexer.catalog.connect import open_catalog
from indexer.catalog.write import (
    Change,
    PreparedTranscript,
    drop_unused_vectors,
    passage_hash,
    remove_source,
    remove_transcripts,
    rename_source,
    replace_source,
    store_directory,
    store_vectors,
)
from indexer.directory.records import Directory
from indexer.encoding import EncodingQueue
from indexer.errors import InputRefused, TranscriptUnknown
from indexer.index import Index, ensure, writing
from indexer.preparing import prepare, texts_of
from indexer.reader_process import ReaderProcess
from indexer.reading import identified, reading_digest, with_shipped
from indexer.sources import Loaded
from indexer.vanished import Vanished

Advance = Callable[[Path, int], None]
"""Called when a file is done: the file, and how many passages were embedded meanwhile."""


class IndexReport(msgspec.Struct):
    """What an indexing run did. `refused` holds a sentence for each input that was not taken."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    renamed: int = 0
    removed: int = 0
    embedded: int = 0
    reused: int = 0
    refused: list[InputRefused] = []


class _Waiting(msgspec.Struct, frozen=True):
    """A source that is read, and waits for its vectors."""

    name: str
    digest: str
    prepared: tuple[PreparedTranscript, ...]
    is_new: bool


def index_paths(
    folder: Path,
    paths: Iterable[Path],
    encoder: Encoder,
    advance: Advance | None = None,
    directory: Directory | None = None,
) -> IndexReport:
    """Index files and folders. A speaker directory is kept in the index; None takes the one kept there.

    Each source is replaced in one transaction, whole or not at all. A refused source leaves what was stored
    of it before. Sources that are gone from a given folder or archive are removed.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
    """
    given = [path.resolve() for path in paths]
    with writing(folder):
        ensure(folder, encoder.spec)
        index = Index(folder)
        connection = open_catalog(folder, readonly=False)
        run = _Run(index, connection, encoder)
        try:
            if directory is not None:
                store_directory(connection, directory)
            run.take_all(given, advance)
        finally:
            run.close()
            connection.close()
            index.close()
    return run.report


class _Run:
    """One run over sources. Reading goes on while vectors are worked out; sources are stored in their order."""

    def __init__(self, index: Index, connection: sqlite3.Connection, encoder: Encoder) -> None:
        self.report = IndexReport()
        self._index, self._catalog, self._connection = index, index.catalog, connection
        self._queue = EncodingQueue(encoder)
        self._before = index.catalog.generation()
        self._changes: list[Change] = []
        self._waiting: deque[_Waiting] = deque()
        self._holders: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the encoding thread."""
        self._queue.close()

    def take_all(self, given: Sequence[Path], advance: Advance | None) -> None:
        """Bring the index into line with all that is found."""
        self._people = with_shipped(self._catalog.directory())
        self._reading = reading_digest(self._people)
        found = list(sources.find_files(given))
        files = [one for one in found if not isinstance(one, InputRefused)]
        self._vanished = Vanished(self._catalog.source_paths(), given, files)
        with ReaderProcess(self._people, self._index.settings.passages) as reader:
            for one in found:
                embedded = self.report.embedded
                for loaded in [one] if isinstance(one, InputRefused) else sources.load(one):
                    self._take(loaded, reader)
                if advance and not isinstance(one, InputRefused):
                    advance(one, self.report.embedded - embedded)
        self._queue.flush()
        self._store_ready(wait=True)
        for path in self._vanished.left():
            self._changes.append(remove_source(self._connection, path))
            self.report.removed += 1
        finish(self._index, self._connection, self._changes, self._before)

    def _take(self, loaded: Loaded | InputRefused, reader: ReaderProcess) -> None:
        """Take up a source if it is new or changed; a refusal is reported and changes nothing."""
        try:
            if isinstance(loaded, InputRefused):
                self._vanished.refused(loaded.source)
                raise loaded
            self._vanished.seen(loaded.source.name)
            self._read(loaded, reader)
        except InputRefused as refusal:
            self.report.refused.append(refusal)
        self._store_ready(wait=False)

    def _read(self, loaded: Loaded, reader: ReaderProcess) -> None:
        name = loaded.source.name
        digest = hashlib.sha256(f"{self._reading}{loaded.digest}".encode()).hexdigest()
        known = self._catalog.source_digest(name)
        if known == digest:
            self.report.unchanged += 1
            return
        twin = self._twin(name, digest)
        if twin is not None and known is None and self._vanished.take(twin):
            rename_source(self._connection, twin, name)
            self.report.renamed += 1
            return
        if twin is not None:
            raise InputRefused(name, f"it holds the same transcript as {twin}; keep one of the two.")
        found = reader.read_file(loaded.source)
        transcripts = identified(name, [one.transcript for one in found], self._holder_of)
        prepared = tuple(
            prepare(transcript, one.passages, self._people)
            for transcript, one in zip(transcripts, found, strict=True)
        )
        texts = texts_of(prepared)
        stored = self._catalog.known_vectors(list(texts))
        new = self._queue.put({key: text for key, text in texts.items() if key not in stored})
        self._waiting.append(_Waiting(name, digest, prepared, known is None))
        self._holders |= {one.id: name for one in transcripts}
        self._digests[digest] = name
        self.report.embedded += new
        self.report.reused += sum(len(one.passages) for one in prepared) - new

    def _twin(self, name: str, digest: str) -> str | None:
        """Another source with the same content, if there is one."""
        waiting = self._digests.get(digest)
        stored = [path for path in self._catalog.sources_with(digest) if path != name]
        return waiting if waiting not in {None, name} else next(iter(stored), None)

    def _holder_of(self, transcript_id: str) -> str | None:
        return self._holders.get(transcript_id) or self._catalog.source_of(transcript_id)

    def _store_ready(self, *, wait: bool) -> None:
        """Store what has its vectors; with `wait`, or when much is waiting, wait for the rest."""
        while self._waiting and (wait or self._queue.is_full() or self._queue.has_done()):
            vectors = self._queue.take()
            if vectors:
                store_vectors(self._connection, vectors)
            while self._waiting and self._is_stored(self._waiting[0]):
                self._store(self._waiting.popleft())

    def _is_stored(self, one: _Waiting) -> bool:
        return not any(
            passage_hash(prepared.passage_text(passage)) in self._queue
            for prepared in one.prepared
            for passage in prepared.passages
        )

    def _store(self, one: _Waiting) -> None:
        self._changes.append(replace_source(self._connection, one.name, one.digest, one.prepared))
        self.report.added += one.is_new
        self.report.updated += not one.is_new
        for prepared in one.prepared:
            self._holders.pop(prepared.transcript.id, None)
        self._digests.pop(one.digest, None)


def remove(folder: Path, ids: Sequence[str]) -> None:
    """Remove transcripts by id, all of them or, when one is unknown, none.

    Raises:
        TranscriptUnknown: the index holds no transcript of an id.
    """
    # Opened first: a folder that is no index is told so, and no lock file is left in it.
    index = Index(folder)
    try:
        with writing(folder):
            for transcript_id in ids:
                if not index.catalog.transcript_keys([transcript_id]):
                    raise TranscriptUnknown(transcript_id)
            connection = open_catalog(folder, readonly=False)
            try:
                before = index.catalog.generation()
                finish(index, connection, [remove_transcripts(connection, ids)], before)
            finally:
                connection.close()
    finally:
        index.close()


def finish(index: Index, connection: sqlite3.Connection, changes: list[Change], before: int) -> None:
    """Bring what is derived from generation `before` through the changes."""
    hashes = {digest for change in changes for digest in change.hashes}
    if hashes:
        drop_unused_vectors(connection, hashes)
    if changes:
        index.apply(changes, before)
    elif index.lagging():
        index.rebuild()
