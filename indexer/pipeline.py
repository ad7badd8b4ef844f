"""Bringing an index into line with files: what is new is added, what changed is replaced, the rest is left."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from slugify import slugify

from embeddings.encoder import Encoder, Vectors
from indexer import readers, sources
from indexer.attribution import attribute
from indexer.catalog.connect import open_catalog
from indexer.catalog.read import Catalog
from indexer.catalog.write import (
    Change,
    PreparedTranscript,
    drop_unused_vectors,
    passage_hash,
    remove_transcripts,
    replace_source,
    store_directory,
    store_vectors,
)
from indexer.directory.load import merged, shipped
from indexer.directory.records import Directory
from indexer.errors import InputRefused, TranscriptUnknown
from indexer.index import Index, ensure, writing
from indexer.model import Document, Transcript
from indexer.passages import PassageSettings, split_turn
from indexer.sources import Loaded

ENCODE_AT_ONCE = 256
READING_VERSION = 2
"""Counted up whenever readers or attribution change: a later run then reads unchanged files again."""

Advance = Callable[[Path, int], None]
"""Called when a file is done: the file, and how many passages were embedded for it."""


class IndexReport(msgspec.Struct):
    """What an indexing run did. `refused` holds a sentence for each input that was not taken."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    embedded: int = 0
    reused: int = 0
    refused: list[InputRefused] = []


def read_sources(path: Path, directory: Directory | None = None) -> Iterator[list[Transcript] | InputRefused]:
    """What the readers make of a file, or of each member of an archive, attributed; nothing is indexed.

    Attribution takes the shipped directory and one's own.
    """
    people = _with_shipped(directory or Directory())
    for loaded in sources.load(path):
        try:
            if isinstance(loaded, InputRefused):
                raise loaded
            yield _transcripts(loaded.source.name, readers.read(loaded.source), people)
        except InputRefused as refusal:
            yield refusal


def read_file(path: Path, directory: Directory | None = None) -> list[Transcript]:
    """All transcripts of a file.

    Raises:
        InputRefused: the file, or a member of the archive, cannot be read or holds no transcript.
    """
    transcripts: list[Transcript] = []
    for read in read_sources(path, directory):
        if isinstance(read, InputRefused):
            raise read
        transcripts += read
    return transcripts


def index_paths(
    folder: Path,
    paths: Iterable[Path],
    encoder: Encoder,
    advance: Advance | None = None,
    directory: Directory | None = None,
) -> IndexReport:
    """Index files and folders. A speaker directory is kept in the index; None takes the one kept there.

    Each source is replaced in one transaction, whole or not at all. A refused source leaves what was stored
    of it before.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
    """
    with writing(folder):
        ensure(folder, encoder.spec)
        index = Index(folder)
        connection = open_catalog(folder, readonly=False)
        try:
            before = index.catalog.generation()
            if directory is not None:
                store_directory(connection, directory)
            run = _Run(index.catalog, connection, encoder, _with_shipped(index.catalog.directory()))
            for found in sources.find_files(paths):
                embedded = run.report.embedded
                for loaded in [found] if isinstance(found, InputRefused) else sources.load(found):
                    run.take(loaded)
                if advance and not isinstance(found, InputRefused):
                    advance(found, run.report.embedded - embedded)
            _finish(index, connection, run.changes, before)
        finally:
            connection.close()
            index.close()
    return run.report


class _Run:
    """One run over sources: each is stored in a transaction of its own, or refused."""

    def __init__(
        self, catalog: Catalog, connection: sqlite3.Connection, encoder: Encoder, people: Directory
    ) -> None:
        self.report = IndexReport()
        self.changes: list[Change] = []
        self._catalog, self._connection, self._encoder, self._people = catalog, connection, encoder, people
        self._passages = catalog.settings().passages
        self._reading = _reading_digest(people)

    def take(self, loaded: Loaded | InputRefused) -> None:
        """Store a source if it is new or changed; a refusal is reported and changes nothing."""
        try:
            if isinstance(loaded, InputRefused):
                raise loaded
            self._store(loaded)
        except InputRefused as refusal:
            self.report.refused.append(refusal)

    def _store(self, loaded: Loaded) -> None:
        name = loaded.source.name
        digest = hashlib.sha256(f"{self._reading}{loaded.digest}".encode()).hexdigest()
        known = self._catalog.source_digest(name)
        if known == digest:
            self.report.unchanged += 1
            return
        transcripts = _transcripts(name, readers.read(loaded.source), self._people, self._catalog)
        prepared = [_prepare(one, self._passages, self._people) for one in transcripts]
        vectors = _missing_vectors(self._catalog, prepared, self._encoder)
        store_vectors(self._connection, vectors)
        self.changes.append(replace_source(self._connection, name, digest, prepared))
        self.report.added += known is None
        self.report.updated += known is not None
        self.report.embedded += len(vectors)
        self.report.reused += sum(len(one.passages) for one in prepared) - len(vectors)


def remove(folder: Path, ids: Sequence[str]) -> None:
    """Remove transcripts by id, all of them or, when one is unknown, none.

    Raises:
        TranscriptUnknown: the index holds no transcript of an id.
    """
    # Opened first: a folder that is no index is told so, and no lock file is left in it.
    index = Index(folder)
    try:
        with writing(folder):
            known = {heading.id for heading in index.catalog.headings()}
            for transcript_id in ids:
                if transcript_id not in known:
                    raise TranscriptUnknown(transcript_id)
            connection = open_catalog(folder, readonly=False)
            try:
                before = index.catalog.generation()
                _finish(index, connection, [remove_transcripts(connection, ids)], before)
            finally:
                connection.close()
    finally:
        index.close()


def _finish(index: Index, connection: sqlite3.Connection, changes: list[Change], before: int) -> None:
    if any(change.removed for change in changes):
        drop_unused_vectors(connection)
    if changes:
        index.apply(changes, before)
    elif index.lagging():
        index.rebuild()


def _with_shipped(directory: Directory) -> Directory:
    return merged(shipped(), directory)


def _reading_digest(people: Directory) -> str:
    """What decides, beside a source's bytes, how it is read: when it changes, sources are read again."""
    return hashlib.sha256(f"{READING_VERSION}".encode() + msgspec.json.encode(people)).hexdigest()


def _transcripts(
    name: str, documents: list[Document], directory: Directory, catalog: Catalog | None = None
) -> list[Transcript]:
    """Attributed transcripts with their ids: the documents' own, else the file's name and a number."""
    transcripts: list[Transcript] = []
    taken: set[str] = set()
    for number, document in enumerate(documents, start=1):
        place = name if len(documents) == 1 else f"{name}: transcript {number}"
        sources.check_metadata(place, document.metadata)
        own = document.metadata.id
        derived = slugify(Path(name).stem) or "transcript"
        identity = own or (derived if len(documents) == 1 else f"{derived}-{number}")
        holder = catalog.source_of(identity) if catalog else None
        elsewhere = holder is not None and holder != name
        if elsewhere and own is None:
            # Two files of one name in two folders are two transcripts.
            identity = f"{identity}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        elif elsewhere or identity in taken:
            other = holder if elsewhere else "another transcript of this file"
            raise InputRefused(
                place,
                f"the id {identity!r} belongs to {other}; give this one an id of its own, or remove the other.",
            )
        taken.add(identity)
        transcripts.append(attribute(document, identity, directory))
    return transcripts


def _prepare(transcript: Transcript, settings: PassageSettings, directory: Directory) -> PreparedTranscript:
    passages = [passage for turn in transcript.turns for passage in split_turn(transcript.text, turn, settings)]
    speaking = {turn.attribution.person for turn in transcript.turns}
    people = tuple(entry for entry in directory.speakers if entry.id in speaking)
    return PreparedTranscript(transcript, tuple(passages), people)


def _missing_vectors(
    catalog: Catalog, prepared: Sequence[PreparedTranscript], encoder: Encoder
) -> dict[bytes, Vectors]:
    texts = {
        passage_hash(text): text
        for one in prepared
        for passage in one.passages
        for text in [one.passage_text(passage)]
    }
    known = catalog.known_vectors(list(texts))
    missing = [(key, text) for key, text in texts.items() if key not in known]
    vectors: dict[bytes, Vectors] = {}
    for batch in _batches(missing, ENCODE_AT_ONCE):
        rows = encoder.encode_passages([text for _, text in batch])
        vectors.update(zip((key for key, _ in batch), rows, strict=True))
    return vectors


def _batches(items: Sequence[tuple[bytes, str]], size: int) -> Iterator[Sequence[tuple[bytes, str]]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
