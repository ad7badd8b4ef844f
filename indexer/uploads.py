"""Transcripts that are sent in rather than found in files: the same reading, the same storing, under the same lock.

Such a transcript is a source of its own, named `upload:<id>`: indexing a folder never removes it, and it never takes
the place of a file's transcript.
"""

import contextlib
import hashlib
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from indexer import readers
from indexer.archives import is_archive
from indexer.catalog.connect import open_catalog
from indexer.catalog.write import remove_transcripts, replace_source, store_vectors
from indexer.errors import (
    TranscriptUnknown,
    UploadConflict,
    UploadInvalid,
    UploadOutdated,
    UploadUnsupported,
)
from indexer.index import Index, check_encoder, recorded_settings, writing
from indexer.model import Document, Transcript
from indexer.pipeline import finish
from indexer.preparing import prepare, texts_of
from indexer.readers.source import Source
from indexer.reading import reading_digest, transcripts_of, with_shipped
from indexer.sources import UPLOADED, is_transcript_id

PATIENCE = 5.0
"""Seconds that an upload waits for another writer."""


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


def upload(folder: Path, sent: Upload, encoder: Encoder) -> Uploaded:
    """Store a transcript, whole or not at all; what an earlier upload stored under the id is replaced.

    Raises:
        UploadInvalid: it is not taken; the message says why. UploadUnsupported, UploadConflict and UploadOutdated
            are kinds of it.
        IndexFault: see `indexer.errors`.
    """
    document = _document(sent)
    with _open(folder) as (index, connection):
        check_encoder(folder, index.settings, encoder.spec)
        catalog = index.catalog
        name = UPLOADED + sent.id
        holder = catalog.source_of(sent.id)
        if holder not in {None, name}:
            raise UploadConflict(
                f"the id {sent.id!r} belongs to a transcript from a file; send it under another id."
            )
        sent.condition.check(catalog.heading(sent.id).text_sha256 if holder else None)
        people = with_shipped(catalog.directory())
        (transcript,) = transcripts_of(name, [document], people)
        digest = hashlib.sha256(f"{reading_digest(people)}{sent.id}\0".encode() + sent.data).hexdigest()
        if catalog.source_digest(name) != digest:
            prepared = prepare(transcript, index.settings.passages, people)
            texts = texts_of([prepared])
            new = list(texts.keys() - catalog.known_vectors(list(texts)))
            if new:
                found = encoder.encode_passages([texts[key] for key in new])
                store_vectors(connection, dict(zip(new, found, strict=True)))
            before = catalog.generation()
            finish(index, connection, [replace_source(connection, name, digest, (prepared,))], before)
    return Uploaded(transcript, holder is None)


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


def _document(sent: Upload) -> Document:
    if not is_transcript_id(sent.id):
        raise UploadInvalid(
            "the id must be 1 to 200 printable characters without space and / \\ ? # %; change it."
        )
    if is_archive(io.BytesIO(sent.data)):
        raise UploadUnsupported("archives are not taken; send each transcript by itself.")
    documents = readers.read(Source(f"{UPLOADED}{sent.id}{sent.suffix}", sent.data))
    if len(documents) > 1:
        raise UploadInvalid(f"the body holds {len(documents)} transcripts; send each under its own id.")
    (document,) = documents
    own = document.metadata.id
    if own not in {None, sent.id}:
        raise UploadInvalid(f"the body says that its id is {own!r}, the address {sent.id!r}; make them agree.")
    return msgspec.structs.replace(document, metadata=msgspec.structs.replace(document.metadata, id=sent.id))
