"""Bringing an index into line with files: what is new is added, what changed is replaced, what vanished is removed."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
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
    store_people,
    store_vectors,
)
from indexer.directory.records import Directory
from indexer.errors import InputRefused, TranscriptUnknown
from indexer.index import Index, ensure, writing
from indexer.ingest.claims import Claims
from indexer.ingest.encoding import EncodingQueue
from indexer.ingest.encoding_again import encode_again
from indexer.ingest.preparing import prepare, texts_of
from indexer.ingest.reader_process import ReaderProcess
from indexer.ingest.reading import identified, reading_digest, with_shipped
from indexer.ingest.vanished import vanished
from indexer.readers.source import Source
from indexer.sources import files
from indexer.sources.files import INSIDE, Loaded
from indexer.sources.folders import Findings, find
from indexer.sources.scanning import Entry, Scan, is_readable, scan
from indexer.stored_records import DIGEST_OF, StoredSource

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
    """A source that is read, and waits for its vectors; or, without transcripts, one that is to be removed.

    `instead_of` are the sources whose ids it takes.
    """

    name: str
    digest: str = ""
    prepared: tuple[PreparedTranscript, ...] = ()
    instead_of: tuple[str, ...] = ()


def index_paths(  # noqa: PLR0913 - what the command takes
    folder: Path,
    paths: Iterable[Path],
    encoder: Encoder,
    advance: Advance | None = None,
    directory: Directory | None = None,
    *,
    allow_empty: bool = False,
) -> IndexReport:
    """Index files and folders. A speaker directory is kept in the index; None takes the one kept there.

    Afterwards the index holds what a new index of the same files would hold. A file that cannot be read leaves what was
    stored of it before. Sources that are gone from a given folder or archive are removed, but not all of a folder at
    once unless `allow_empty`. A file that was only renamed keeps its transcripts' ids, until they are another's.
    Each source is replaced in one transaction, whole or not at all.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
    """
    findings = find(paths)
    with writing(folder):
        settings = ensure(folder, encoder.spec)
        index = Index(folder)
        connection = open_catalog(folder, readonly=False)
        run = _Run(index, connection, encoder)
        try:
            if not settings.encoder.is_current():
                run.encode_again(encoder)
            run.take_people(directory)
            run.take_all(findings, advance, allow_empty=allow_empty)
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
        self._stored = self._catalog.stored_sources()

    def close(self) -> None:
        """Let go of the encoding thread."""
        self._queue.close()

    def encode_again(self, encoder: Encoder) -> None:
        """Put vectors of this version in the place of older ones."""
        self.report.embedded += encode_again(self._index, self._connection, encoder)
        # What is derived holds older vectors: it is made anew, and not only added to.
        self._before = self._catalog.generation()

    def take_people(self, own: Directory | None) -> None:
        """Bring the speakers into line with the user's directory, else with the one kept, and the shipped one."""
        self._people = with_shipped(self._catalog.directory() if own is None else own)
        self._reading = reading_digest(self._people)[:16]
        change = store_people(self._connection, self._people, own)
        if change is not None:
            self._changes.append(change)

    def take_all(self, findings: Findings, advance: Advance | None, *, allow_empty: bool) -> None:
        """Bring the index into line with all that is found."""
        scans = [scan(file) for file in findings.files]
        lost = vanished(self._stored, findings, scans, allow_empty=allow_empty)
        found = {entry.name: entry.digest for one in scans for entry in one.entries if isinstance(entry, Entry)}
        self.report.refused += [*findings.refused.values(), *lost.questions]
        with ReaderProcess(self._people, self._index.settings.passages) as self._reader:
            self._claims = Claims(
                self._stored, found, lost.gone, lambda name: is_readable(name, self._reader.read_file)
            )
            for scanned in scans:
                embedded = self.report.embedded
                self._take_file(scanned)
                if advance:
                    advance(scanned.file, self.report.embedded - embedded)
        self._queue.flush()
        self._store_ready(wait=True)
        for path in self._claims.gone():
            self._changes.append(remove_source(self._connection, path))
            self.report.removed += 1
        finish(self._index, self._connection, self._changes, self._before)

    def _take_file(self, scanned: Scan) -> None:
        """Take each source of a file in turn; the file is loaded again where one must be read."""
        loading: Iterator[tuple[int, Loaded | InputRefused]] | None = None
        for place, entry in enumerate(scanned.entries):
            try:
                if isinstance(entry, InputRefused):
                    raise entry
                if entry is None or self._is_settled(entry):
                    continue
                loading = enumerate(files.load(scanned.file)) if loading is None else loading
                self._read(entry, next((loaded for at, loaded in loading if at == place), None))
            except InputRefused as refusal:
                self.report.refused.append(refusal)
            self._store_ready(wait=False)

    def _digest(self, entry: Entry) -> str:
        return f"{self._reading}{DIGEST_OF}{entry.digest}"

    def _is_settled(self, entry: Entry) -> bool:
        """Whether a source need not be read: it is unchanged, or was renamed.

        Raises:
            InputRefused: another source has its content.
        """
        name, digest = entry.name, self._digest(entry)
        stored = self._claims.stored(name)
        twin = self._claims.twin(entry.digest)
        if twin is not None:
            self._drop(name)
            raise InputRefused(name, f"it holds the same transcript as {twin}; keep one of the two.")
        if stored is not None and stored.digest == digest and self._claims.ids_stand(name):
            self._claims.settle(name, stored)
            self.report.unchanged += 1
            return True
        path = self._claims.predecessor(name, digest)
        if path is not None:
            rename_source(self._connection, path, name)
            self._claims.rename(path, name)
            self.report.renamed += 1
            return True
        return False

    def _read(self, entry: Entry, loaded: Loaded | InputRefused | None) -> None:
        name, digest = entry.name, self._digest(entry)
        try:
            found = self._reader.read_file(_still(entry, loaded))
            transcripts = identified(
                name,
                [item.transcript for item in found],
                lambda identity: self._claims.holder(identity, name),
            )
        except InputRefused:
            self._refuse(name)
            raise
        ids = tuple(transcript.id for transcript in transcripts)
        source = StoredSource(digest, ids)
        if self._claims.stored(name) == source:
            self._claims.settle(name, source)
            self.report.unchanged += 1
            return
        prepared = tuple(
            prepare(transcript, item.passages, self._people)
            for transcript, item in zip(transcripts, found, strict=True)
        )
        texts = texts_of(prepared)
        stored = self._catalog.known_vectors(list(texts))
        new = self._queue.put({key: text for key, text in texts.items() if key not in stored})
        self._waiting.append(_Waiting(name, digest, prepared, self._claims.settle(name, source)))
        self.report.embedded += new
        self.report.reused += sum(len(item.passages) for item in prepared) - new

    def _refuse(self, name: str) -> None:
        """A source is refused: what is stored of it stays, unless that is the content of another file now."""
        if self._claims.stored(name) is not None and self._claims.is_elsewhere(name):
            self._drop(name)
        else:
            self._claims.keep(name)
        self._claims.found_unreadable(name + INSIDE)

    def _drop(self, name: str) -> None:
        if self._claims.stored(name) is not None:
            self._claims.drop(name)
            self._waiting.append(_Waiting(name))

    def _store_ready(self, *, wait: bool) -> None:
        """Store what has its vectors; with `wait`, or when much is waiting, wait for the rest."""
        while self._waiting and (wait or self._queue.is_full() or self._queue.has_done()):
            vectors = self._queue.take()
            if vectors:
                store_vectors(self._connection, vectors)
            while self._waiting and self._is_stored(self._waiting[0]):
                self._store(self._waiting.popleft())

    def _is_stored(self, waiting: _Waiting) -> bool:
        return not any(
            passage_hash(prepared.passage_text(passage)) in self._queue
            for prepared in waiting.prepared
            for passage in prepared.passages
        )

    def _store(self, waiting: _Waiting) -> None:
        if not waiting.prepared:
            self._changes.append(remove_source(self._connection, waiting.name))
            self.report.removed += 1
            return
        self._changes.append(
            replace_source(self._connection, waiting.name, waiting.digest, waiting.prepared, waiting.instead_of)
        )
        is_new = waiting.name not in self._stored
        self.report.added += is_new
        self.report.updated += not is_new


def _still(entry: Entry, loaded: Loaded | InputRefused | None) -> Source:
    """The source that was looked at, loaded now.

    Raises:
        InputRefused: it is another one, or cannot be read any more.
    """
    if isinstance(loaded, InputRefused):
        raise loaded
    if loaded is None or (loaded.source.name, loaded.digest) != (entry.name, entry.digest):
        raise InputRefused(entry.name, "it changed while it was read; index it again.")
    return loaded.source


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
        index.store.apply(changes, before)
    elif index.store.is_lagging():
        index.store.catch_up()
