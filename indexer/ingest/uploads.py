"""Transcripts that are uploaded instead of read from files.

They are read and stored as files are, under the same lock. An uploaded transcript is a source of its own, named
`upload:<id>`: indexing a folder never removes it, and it never replaces the transcript of a file.
"""

import contextlib
import hashlib
import io
import time
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder, Vectors
from indexer.catalog.read import Catalog
from indexer.catalog.write import PreparedTranscript, remove_transcripts, replace_source, store_vectors
from indexer.directory.load import with_shipped
from indexer.errors import UploadConflict, UploadInvalid, UploadOutdated, UploadUnsupported
from indexer.index import check_encoder, recorded_settings
from indexer.ingest.pipeline import apply_changes, opened_for_writing
from indexer.ingest.reader_process import ReaderProcess, ReadLimits
from indexer.ingest.reader_worker import AttributedTranscript
from indexer.ingest.reading import prepare_transcript, reading_digest
from indexer.model import Metadata, Transcript
from indexer.readers.source import Source
from indexer.sources.archives import is_archive
from indexer.sources.files import ID_RULE, UPLOADED, check_metadata, is_transcript_id

LOCK_SECONDS = 5.0
"""How long an upload waits for another writer."""
LIMITS = ReadLimits(cpu_seconds=12, seconds=18, memory=900 * 1024**2)
"""What reading and attributing an upload may take."""
MAX_SECONDS = 22.0
"""How long reading, attributing and encoding an upload may take together."""
MAX_TURNS = 100_000
_BATCH_SIZE = 64
"""Passages encoded between two checks of the elapsed time."""


class Condition(msgspec.Struct, frozen=True):
    """The hashes of the text, one of which a transcript must have, or must not have, before it is changed.

    None sets no condition. An empty `must_be` requires any transcript, an empty `must_not_be` none.
    """

    must_be: tuple[str, ...] | None = None
    must_not_be: tuple[str, ...] | None = None

    def check(self, current: str | None) -> None:
        """Check the hash of the stored text, None if there is no transcript.

        Raises:
            UploadOutdated: the condition does not hold.
        """
        if self.must_be is not None and (current is None or (self.must_be and current not in self.must_be)):
            raise UploadOutdated("If-Match: the transcript has changed; read it again.")
        forbidden = self.must_not_be is not None and (not self.must_not_be or current in self.must_not_be)
        if current is not None and forbidden:
            raise UploadOutdated(
                "If-None-Match: the transcript exists already; read it, or omit this header to replace it."
            )


class Upload(msgspec.Struct, frozen=True):
    """A transcript to store: its id, its bytes, and the file suffix for their declared format."""

    id: str
    data: bytes
    suffix: str
    condition: Condition = Condition()


class StoredUpload(msgspec.Struct, frozen=True):
    """A stored transcript, and whether its id was new."""

    transcript: Transcript
    is_new: bool


class PreparedUpload(msgspec.Struct, frozen=True):
    """An upload that is read, attributed and encoded, and can be stored.

    `people` is the digest of the directory used for attribution; `vectors` are those that the index lacked.
    """

    upload: Upload
    people: str
    prepared: PreparedTranscript
    vectors: dict[bytes, Vectors]


def prepare_upload(folder: Path, upload: Upload, encoder: Encoder) -> PreparedUpload:
    """Read a transcript in a separate process, attribute and encode it; takes no lock.

    Raises:
        UploadInvalid: it is rejected; the message says why. UploadUnsupported, UploadConflict and UploadOutdated
            are kinds of it.
        InputRefused: it cannot be read, or takes too much time or memory.
        IndexFault: see `indexer.errors`.
    """
    began = time.monotonic()
    if not is_transcript_id(upload.id):
        raise UploadInvalid(f"the id {ID_RULE}")
    if is_archive(io.BytesIO(upload.data)):
        raise UploadUnsupported("archives are not accepted; send each transcript separately.")
    settings = recorded_settings(folder)
    check_encoder(folder, settings, encoder.spec)
    with contextlib.closing(Catalog(folder)) as catalog:
        _check_id_and_condition(catalog, upload)
        people = with_shipped(catalog.directory())
        with contextlib.closing(ReaderProcess(people, settings.passages, low_priority=True)) as reader:
            results = reader.read(Source(f"{UPLOADED}{upload.id}{upload.suffix}", upload.data), LIMITS)
        prepared = prepare_transcript(_only_transcript(results, upload), results[0].passages, people)
        texts = prepared.texts
        known = catalog.known_vectors(list(texts))
    new = [key for key in texts if key not in known]
    vectors: dict[bytes, Vectors] = {}
    for start in range(0, len(new), _BATCH_SIZE):
        if time.monotonic() - began > MAX_SECONDS:
            raise UploadInvalid(
                f"the body holds {len(texts):,} passages, too many to encode within {MAX_SECONDS:g} s; "
                "send it in parts, or index it from a file."
            )
        keys = new[start : start + _BATCH_SIZE]
        vectors |= dict(zip(keys, encoder.encode_passages([texts[key] for key in keys]), strict=True))
    return PreparedUpload(upload, reading_digest(people), prepared, vectors)


def store_upload(folder: Path, prepared_upload: PreparedUpload) -> StoredUpload | None:
    """Store a prepared upload in one transaction, under the writer's lock; it replaces an earlier one of its id.

    Returns None if it must be prepared again, because the speaker directory or the vectors of the index changed.

    Raises:
        UploadConflict, UploadOutdated: the transcript was changed after the upload was prepared.
        IndexFault: see `indexer.errors`.
    """
    upload, prepared = prepared_upload.upload, prepared_upload.prepared
    with opened_for_writing(folder, LOCK_SECONDS) as (index, connection):
        catalog = index.catalog
        if reading_digest(with_shipped(catalog.directory())) != prepared_upload.people:
            return None
        owner = _check_id_and_condition(catalog, upload)
        name = UPLOADED + upload.id
        digest = hashlib.sha256(f"{prepared_upload.people}{upload.id}\0".encode() + upload.data).hexdigest()
        if catalog.source_digest(name) != digest:
            texts = prepared.texts
            if texts.keys() - catalog.known_vectors(list(texts)) - prepared_upload.vectors.keys():
                return None
            store_vectors(connection, prepared_upload.vectors)
            apply_changes(index, connection, [replace_source(connection, name, digest, (prepared,))])
    return StoredUpload(prepared.transcript, owner is None)


def _check_id_and_condition(catalog: Catalog, upload: Upload) -> str | None:
    """The source that owns the id: None if it is free, else an earlier upload."""
    owner = catalog.source_of(upload.id)
    if owner not in {None, UPLOADED + upload.id}:
        raise UploadConflict(
            f"the id {upload.id!r} belongs to a transcript from a file; send it under another id."
        )
    upload.condition.check(catalog.heading(upload.id).text_sha256 if owner else None)
    return owner


def remove_transcript(folder: Path, transcript_id: str, condition: Condition) -> None:
    """Remove a transcript, from a file or an upload.

    Raises:
        TranscriptUnknown: no transcript has the id.
        UploadOutdated: the condition does not hold.
        IndexFault: see `indexer.errors`.
    """
    with opened_for_writing(folder, LOCK_SECONDS) as (index, connection):
        condition.check(index.catalog.heading(transcript_id).text_sha256)
        apply_changes(index, connection, [remove_transcripts(connection, [transcript_id])])


def _only_transcript(results: list[AttributedTranscript], upload: Upload) -> Transcript:
    """The transcript in the body, under the id of the upload."""
    if len(results) > 1:
        raise UploadInvalid(f"the body holds {len(results)} transcripts; send each under its own id.")
    transcript = results[0].transcript
    if transcript.id not in {"", upload.id}:
        raise UploadInvalid(
            f"the id is {transcript.id!r} in the body, but {upload.id!r} in the address; make them the same."
        )
    if len(transcript.turns) > MAX_TURNS:
        raise UploadInvalid(
            f"the body holds {len(transcript.turns):,} turns, more than {MAX_TURNS:,}; "
            "send it in parts, or index it from a file."
        )
    check_metadata(UPLOADED + upload.id, Metadata(url=transcript.url, media=transcript.media))
    return msgspec.structs.replace(transcript, id=upload.id)
