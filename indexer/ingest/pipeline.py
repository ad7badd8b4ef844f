"""Updating an index from files: new files are added, changed ones replaced, and missing ones removed."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog import write
from indexer.catalog.connect import open_catalog
from indexer.catalog.write import Change, PreparedTranscript
from indexer.directory.load import with_shipped
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.index import Index, ensure, recorded_settings, writing
from indexer.ingest.encoding_queue import EncodingQueue
from indexer.ingest.missing_sources import digests_of, find_missing
from indexer.ingest.ownership import SourceOwnership
from indexer.ingest.reader_process import ReaderProcess
from indexer.ingest.reading import prepare_transcript, reading_digest, with_ids
from indexer.ingest.reencoding import reencode
from indexer.readers.source import Source
from indexer.sources import files
from indexer.sources.files import INSIDE, IS_COMPANION, Loaded, Unread
from indexer.sources.folders import Findings, find
from indexer.sources.scanning import Entry, Scan, is_readable, scan
from indexer.stored_records import DIGEST_OF, StoredSource

ProgressCallback = Callable[[Path, int], None]
"""Called after each file, with its path and the number of passages encoded for it."""


class IndexReport(msgspec.Struct):
    """What an indexing run did.

    `refused` holds an error for each input that was not indexed. `unknown` are the names of files in folders and
    archives that were not read, because their format is not known; `companions` those that were only read with the
    transcripts next to them. `warnings` are those of the transcripts that were
    read, each with the name of its source.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    renamed: int = 0
    removed: int = 0
    embedded: int = 0
    reused: int = 0
    refused: list[InputRefused] = []
    unknown: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    warnings: list[str] = []


class _PendingSource(msgspec.Struct, frozen=True):
    """A source that was read and waits for its vectors; one without transcripts is to be removed.

    `replaces` are the other sources whose ids it takes.
    """

    name: str
    digest: str = ""
    transcripts: tuple[PreparedTranscript, ...] = ()
    replaces: tuple[str, ...] = ()


def index_paths(  # noqa: PLR0913 - what the command takes
    folder: Path,
    paths: Iterable[Path],
    encoder: Encoder,
    on_progress: ProgressCallback | None = None,
    directory: Directory | None = None,
    *,
    allow_empty: bool = False,
) -> IndexReport:
    """Index files and folders. `directory` replaces the speaker directory kept in the index; None keeps it.

    Afterwards the index holds what a new index of the same files would hold. What was stored of a file that cannot be
    read stays. Sources that no longer exist in a given folder or archive are removed; those of a folder without any
    file only if `allow_empty`. A file that was only renamed keeps the ids of its transcripts, unless another source
    would get them. Each source is replaced in one transaction.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
    """
    findings = _without_own_files(find(paths), folder)
    with writing(folder):
        settings = ensure(folder, encoder.spec)
        with _opened(folder) as (index, connection), closing(_IndexRun(index, connection, encoder)) as run:
            if not settings.encoder.is_current():
                run.reencode(encoder)
            run.update_people(directory)
            run.update_sources(findings, on_progress, allow_empty=allow_empty)
    return run.report


def _without_own_files(findings: Findings, folder: Path) -> Findings:
    """The findings without the files of the index itself, which may lie in a folder that is indexed."""
    own = folder.resolve()
    files, unknown = (
        tuple(path for path in paths if not path.is_relative_to(own))
        for paths in (findings.files, findings.unknown)
    )
    return msgspec.structs.replace(findings, files=files, unknown=unknown)


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Index, sqlite3.Connection]]:
    with closing(Index(folder)) as index, closing(open_catalog(folder, readonly=False)) as connection:
        yield index, connection


@contextmanager
def opened_for_writing(folder: Path, lock_seconds: float = 2.0) -> Iterator[tuple[Index, sqlite3.Connection]]:
    """An existing index and a writable connection to its catalog, under the writer's lock.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
    """
    # Checked before the lock is taken, so that no lock file is left in a folder that is not an index.
    recorded_settings(folder)
    with writing(folder, lock_seconds), _opened(folder) as (index, connection):
        yield index, connection


class _IndexRun:
    """One indexing run. It reads files while vectors are computed, and stores sources in their order."""

    def __init__(self, index: Index, connection: sqlite3.Connection, encoder: Encoder) -> None:
        self.report = IndexReport()
        self._index, self._catalog, self._connection = index, index.catalog, connection
        self._queue = EncodingQueue(encoder)
        self._changes: list[Change] = []
        self._pending: deque[_PendingSource] = deque()
        self._stored = self._catalog.stored_sources()

    def close(self) -> None:
        """Stop the encoding thread."""
        self._queue.close()

    def reencode(self, encoder: Encoder) -> None:
        """Replace vectors of an older version."""
        self.report.embedded += reencode(self._index, self._connection, encoder)

    def update_people(self, own: Directory | None) -> None:
        """Update the speakers from the user's directory, or the stored one, and the shipped one."""
        self._people = with_shipped(self._catalog.directory() if own is None else own)
        self._reading = reading_digest(self._people)[:16]
        change = write.store_people(self._connection, self._people, own)
        if change is not None:
            self._changes.append(change)

    def update_sources(
        self, findings: Findings, on_progress: ProgressCallback | None, *, allow_empty: bool
    ) -> None:
        """Add, replace and remove sources until the index agrees with the files."""
        scans = [scan(file) for file in findings.files]
        missing = find_missing(self._stored, findings, scans, allow_empty=allow_empty)
        digests = digests_of(scans)
        inside = (name for scanned in scans for name in scanned.unknown)
        self.report.unknown = (*map(str, findings.unknown), *inside)
        given = {str(path) for path in findings.given}
        companions = [name for scanned in scans for name in scanned.companions]
        self.report.companions = tuple(name for name in companions if name not in given)
        self.report.refused += [InputRefused(name, IS_COMPANION) for name in companions if name in given]
        self.report.refused += [*findings.refused.values(), *missing.empty_folders]
        with closing(ReaderProcess(self._people, self._index.settings.passages)) as self._reader:
            self._ownership = SourceOwnership(
                self._stored, digests, missing.names, lambda name: is_readable(name, self._reader.read_file)
            )
            for scanned in scans:
                embedded = self.report.embedded
                self._index_file(scanned)
                if on_progress:
                    on_progress(scanned.file, self.report.embedded - embedded)
        self._queue.flush()
        self._store_encoded(wait=True)
        for name in self._ownership.missing():
            self._changes.append(write.remove_source(self._connection, name))
            self.report.removed += 1
        apply_changes(self._index, self._connection, self._changes)

    def _index_file(self, scanned: Scan) -> None:
        """Index each source of a file; the file is loaded again only if a source must be read."""
        members: Iterator[tuple[int, Loaded | InputRefused | Unread]] | None = None
        for position, entry in enumerate(scanned.entries):
            try:
                if isinstance(entry, InputRefused):
                    raise entry
                if entry is None or self._needs_no_reading(entry):
                    continue
                members = enumerate(files.load(scanned.file)) if members is None else members
                self._read(entry, next((member for at, member in members if at == position), None))
            except InputRefused as refusal:
                self.report.refused.append(refusal)
            self._store_encoded(wait=False)

    def _digest(self, entry: Entry) -> str:
        return f"{self._reading}{DIGEST_OF}{entry.digest}"

    def _needs_no_reading(self, entry: Entry) -> bool:
        """Whether a source is unchanged or only renamed; if so, it is done. One with another's content is refused."""
        name, digest = entry.name, self._digest(entry)
        stored = self._ownership.stored(name)
        duplicate = self._ownership.duplicate_of(entry.digest)
        if duplicate is not None:
            self._drop(name)
            raise InputRefused(name, f"it holds the same transcript as {duplicate}; keep one of the two.")
        if stored is not None and stored.digest == digest and self._ownership.keeps_ids(name):
            self._ownership.assign(name, stored)
            self.report.unchanged += 1
            return True
        former = self._ownership.former_name(name, digest)
        if former is not None:
            write.rename_source(self._connection, former, name)
            self._ownership.rename(former, name)
            self.report.renamed += 1
            return True
        return False

    def _read(self, entry: Entry, loaded: Loaded | InputRefused | Unread | None) -> None:
        name, digest = entry.name, self._digest(entry)
        try:
            results = self._reader.read_file(_unchanged_source(entry, loaded))
            transcripts = with_ids(
                name,
                [result.transcript for result in results],
                lambda identity: self._ownership.other_owner(identity, name),
            )
        except InputRefused:
            self._keep_refused(name)
            raise
        self.report.warnings += [
            f"{name}: {warning}" for transcript in transcripts for warning in transcript.warnings
        ]
        source = StoredSource(digest, tuple(transcript.id for transcript in transcripts))
        if self._ownership.stored(name) == source:
            self._ownership.assign(name, source)
            self.report.unchanged += 1
            return
        prepared = tuple(
            prepare_transcript(transcript, result.passages, self._people)
            for transcript, result in zip(transcripts, results, strict=True)
        )
        texts = {key: text for item in prepared for key, text in item.texts.items()}
        known = self._catalog.known_vectors(list(texts))
        new = self._queue.put({key: text for key, text in texts.items() if key not in known})
        self._pending.append(_PendingSource(name, digest, prepared, self._ownership.assign(name, source)))
        self.report.embedded += new
        self.report.reused += sum(len(transcript.passages) for transcript in prepared) - new

    def _keep_refused(self, name: str) -> None:
        """Keep what is stored of a refused source, unless its content is now in another file."""
        if self._ownership.stored(name) is not None and self._ownership.has_moved(name):
            self._drop(name)
        else:
            self._ownership.keep(name)
        self._ownership.keep_members(name + INSIDE)

    def _drop(self, name: str) -> None:
        if self._ownership.stored(name) is not None:
            self._ownership.drop(name)
            self._pending.append(_PendingSource(name))

    def _store_encoded(self, *, wait: bool) -> None:
        """Store pending sources whose vectors are computed; wait for the others if `wait` or if the queue is full."""
        while self._pending and (wait or self._queue.is_full() or self._queue.is_ready()):
            vectors = self._queue.take()
            if vectors:
                write.store_vectors(self._connection, vectors)
            while self._pending and self._is_encoded(self._pending[0]):
                self._store(self._pending.popleft())

    def _is_encoded(self, pending: _PendingSource) -> bool:
        return not any(key in self._queue for transcript in pending.transcripts for key in transcript.texts)

    def _store(self, pending: _PendingSource) -> None:
        if not pending.transcripts:
            self._changes.append(write.remove_source(self._connection, pending.name))
            self.report.removed += 1
            return
        change = write.replace_source(
            self._connection, pending.name, pending.digest, pending.transcripts, pending.replaces
        )
        self._changes.append(change)
        is_new = pending.name not in self._stored
        self.report.added += is_new
        self.report.updated += not is_new


def _unchanged_source(entry: Entry, loaded: Loaded | InputRefused | Unread | None) -> Source:
    """The loaded source; it is refused if it changed since it was scanned, or can no longer be read."""
    if isinstance(loaded, InputRefused):
        raise loaded
    if not isinstance(loaded, Loaded) or (loaded.source.name, loaded.digest) != (entry.name, entry.digest):
        raise InputRefused(entry.name, "it changed while it was read; index it again.")
    return loaded.source


def remove(folder: Path, ids: Sequence[str]) -> None:
    """Remove transcripts by id: all of them, or none if one is unknown.

    Raises:
        TranscriptUnknown: the index holds no transcript of an id.
    """
    with opened_for_writing(folder) as (index, connection):
        for transcript_id in ids:
            # Raises the error where there is none.
            index.catalog.heading(transcript_id)
        apply_changes(index, connection, [write.remove_transcripts(connection, ids)])


def apply_changes(index: Index, connection: sqlite3.Connection, changes: list[Change]) -> None:
    """Update the derived files by the changes to the catalog."""
    hashes = {digest for change in changes for digest in change.hashes}
    if hashes:
        write.drop_unused_vectors(connection, hashes)
    if changes:
        index.store.apply(changes)
    elif index.store.is_lagging():
        index.store.catch_up()
