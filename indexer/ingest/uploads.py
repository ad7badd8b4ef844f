"""Transcripts that are sent in rather than found in files: the same reading, the same storing, under the same lock.

Such a transcript is a source of its own, named `upload:<id>`: indexing a folder never removes it, and it never takes
the place of a file's transcript.
"""

import contextlib
import hashlib
import io
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder, Vectors
from indexer.catalog.connect import open_catalog
from indexer.catalog.read import Catalog
from indexer.catalog.write import PreparedTranscript, remove_transcripts, replace_source, store_vectors
from indexer.errors import (
    TranscriptUnknown,
    UploadConflict,
    UploadInvalid,
    UploadOutdated,
    UploadUnsupported,
)
from indexer.index import Index, check_encoder, recorded_settings, writing
from indexer.ingest.pipeline import finish
from indexer.ingest.preparing import prepare, texts_of
from indexer.ingest.reader_process import Limits, ReaderProcess
from indexer.ingest.reader_worker import Attributed
from indexer.ingest.reading import reading_digest, with_shipped
from indexer.model import Metadata, Transcript
from indexer.readers.source import Source
from indexer.sources.archives import is_archive
from indexer.sources.files import UPLOADED, check_metadata, is_transcript_id

PATIENCE = 5.0
"""Seconds that an upload waits for another writer."""
LIMITS = Limits(seconds=12, patience=18, memory=900 * 1024**2)
"""What reading and attributing an upload may take."""
SECONDS = 22.0
"""How long reading, attributing and encoding may take together."""
MOST_TURNS = 100_000
_AT_ONCE = 64
"""Passages that are encoded together: between them the time is looked at."""


class Condition(msgspec.Struct, frozen=True):
    """What must hold before a transcript is changed: hashes of the text, one of which it must have, or must not have.

    None asks nothing; an empty `must_be` asks for any transcript, an empty `must_not_be` for none.
    """

    must_be: tuple[str, ...] | None = None
    must_not_be: tuple[str, ...] | None = None

    def check(self, current: str | None) -> None:
        """Hold the hash of the stored text, None where there is no transcript, to the condition.

        Raises:
            UploadOutdated: it does not hold.
        """
        if self.must_be is not None and (current is None or (self.must_be and current not in self.must_be)):
            raise UploadOutdated("If-Match: the transcript is not the one that was named; read it again.")
        forbidden = self.must_not_be is not None and (not self.must_not_be or current in self.must_not_be)
        if current is not None and forbidden:
            raise UploadOutdated(
                "If-None-Match: there is such a transcript already; read it, or leave this out."
            )


class Upload(msgspec.Struct, frozen=True):
    """What is sent in: under which id, the bytes, and a file's suffix for what the bytes are said to be."""

    id: str
    data: bytes
    suffix: str
    condition: Condition = Condition()


class Uploaded(msgspec.Struct, frozen=True):
    """What came of it: the transcript, and whether there was none of its id."""

    transcript: Transcript
    is_new: bool


class Ready(msgspec.Struct, frozen=True):
    """An upload that is read, attributed and encoded: what is left is to store it.

    `people` is the digest of the directory that it was attributed by; `vectors` are those that the index had not.
    """

    sent: Upload
    people: str
    prepared: PreparedTranscript
    vectors: dict[bytes, Vectors]


def make_ready(folder: Path, sent: Upload, encoder: Encoder) -> Ready:
    """Read, attribute and encode a transcript; holds no lock, and reads in a process of its own.

    Raises:
        UploadInvalid: it is not taken; the message says why. UploadUnsupported, UploadConflict and UploadOutdated
            are kinds of it.
        InputRefused: it cannot be read, or takes too much time or memory.
        IndexFault: see `indexer.errors`.
    """
    began = time.monotonic()
    _check(sent)
    settings = recorded_settings(folder)
    check_encoder(folder, settings, encoder.spec)
    with contextlib.closing(Catalog(folder)) as catalog:
        _check_place(catalog, sent)
        people = with_shipped(catalog.directory())
        with ReaderProcess(people, settings.passages, polite=True) as reader:
            found = reader.read(Source(f"{UPLOADED}{sent.id}{sent.suffix}", sent.data), LIMITS)
        prepared = prepare(_only(found, sent), found[0].passages, people)
        texts = texts_of([prepared])
        known = catalog.known_vectors(list(texts))
    new = [key for key in texts if key not in known]
    vectors: dict[bytes, Vectors] = {}
    for at in range(0, len(new), _AT_ONCE):
        if time.monotonic() - began > SECONDS:
            raise UploadInvalid(
                f"the body holds {len(texts):,} passages, more than are taken in {SECONDS:g} s; "
                "send it in parts, or have it indexed from a file."
            )
        keys = new[at : at + _AT_ONCE]
        vectors |= dict(zip(keys, encoder.encode_passages([texts[key] for key in keys]), strict=True))
    return Ready(sent, reading_digest(people), prepared, vectors)


def store(folder: Path, ready: Ready) -> Uploaded | None:
    """Store what is ready, whole or not at all, under the writer's lock. An earlier upload under the id is replaced.

    None where it must be made ready again, since the directory of people or the index's vectors changed meanwhile.

    Raises:
        UploadConflict, UploadOutdated: somebody else changed the transcript meanwhile.
        IndexFault: see `indexer.errors`.
    """
    sent, prepared = ready.sent, ready.prepared
    with _open(folder) as (index, connection):
        catalog = index.catalog
        if reading_digest(with_shipped(catalog.directory())) != ready.people:
            return None
        holder = _check_place(catalog, sent)
        name = UPLOADED + sent.id
        digest = hashlib.sha256(f"{ready.people}{sent.id}\0".encode() + sent.data).hexdigest()
        if catalog.source_digest(name) != digest:
            texts = texts_of([prepared])
            if texts.keys() - catalog.known_vectors(list(texts)) - ready.vectors.keys():
                return None
            store_vectors(connection, ready.vectors)
            before = catalog.generation()
            finish(index, connection, [replace_source(connection, name, digest, (prepared,))], before)
    return Uploaded(prepared.transcript, holder is None)


def _check_place(catalog: Catalog, sent: Upload) -> str | None:
    """The source that holds the id, which must be free or an upload's, and stand as the sender thinks."""
    holder = catalog.source_of(sent.id)
    if holder not in {None, UPLOADED + sent.id}:
        raise UploadConflict(
            f"the id {sent.id!r} belongs to a transcript from a file; send it under another id."
        )
    sent.condition.check(catalog.heading(sent.id).text_sha256 if holder else None)
    return holder


def remove_one(folder: Path, transcript_id: str, condition: Condition) -> None:
    """Remove a transcript, wherever it came from.

    Raises:
        TranscriptUnknown: there is none of that id.
        UploadOutdated: the condition does not hold.
        IndexFault: see `indexer.errors`.
    """
    with _open(folder) as (index, connection):
        catalog = index.catalog
        if catalog.source_of(transcript_id) is None:
            raise TranscriptUnknown(transcript_id)
        condition.check(catalog.heading(transcript_id).text_sha256)
        before = catalog.generation()
        finish(index, connection, [remove_transcripts(connection, [transcript_id])], before)


@contextlib.contextmanager
def _open(folder: Path) -> Iterator[tuple[Index, sqlite3.Connection]]:
    """An index with a connection that writes, under the lock."""
    # Looked at first: a folder that is no index is told so, and no lock file is left in it.
    recorded_settings(folder)
    with (
        writing(folder, PATIENCE),
        contextlib.closing(Index(folder)) as index,
        contextlib.closing(open_catalog(folder, readonly=False)) as connection,
    ):
        yield index, connection


def _check(sent: Upload) -> None:
    if not is_transcript_id(sent.id):
        raise UploadInvalid(
            "the id must be 1 to 200 printable characters without space and / \\ ? # %; change it."
        )
    if is_archive(io.BytesIO(sent.data)):
        raise UploadUnsupported("archives are not taken; send each transcript by itself.")


def _only(found: list[Attributed], sent: Upload) -> Transcript:
    """The one transcript that was sent, under the id that it was sent under."""
    if len(found) > 1:
        raise UploadInvalid(f"the body holds {len(found)} transcripts; send each under its own id.")
    transcript = found[0].transcript
    if transcript.id not in {"", sent.id}:
        raise UploadInvalid(
            f"the body says that its id is {transcript.id!r}, the address {sent.id!r}; make them agree."
        )
    if len(transcript.turns) > MOST_TURNS:
        raise UploadInvalid(
            f"the body holds {len(transcript.turns):,} turns, more than {MOST_TURNS:,}; "
            "send it in parts, or have it indexed from a file."
        )
    check_metadata(UPLOADED + sent.id, Metadata(url=transcript.url))
    return msgspec.structs.replace(transcript, id=sent.id)
