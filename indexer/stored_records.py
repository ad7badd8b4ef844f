"""Records that the catalog gives out."""

import datetime

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.model import Role, Turn
from indexer.recording_times import NO_TIMES, RecordingTimes

Keys = npt.NDArray[np.int64]
"""Passage keys: int64, shape (n,)."""


class StoredTurn(msgspec.Struct, frozen=True):
    """A turn with its key and its transcript's id. `speaker` is a speaker's id."""

    key: int
    transcript: str
    turn: Turn
    speaker: str | None


class Hit(msgspec.Struct, frozen=True):
    """A passage with the key and ordinal of its turn; half-open offsets in code points of the transcript's text."""

    passage: int
    start: int
    end: int
    turn: int
    ordinal: int
    transcript: str


class PassageRow(msgspec.Struct, frozen=True):
    """A passage as a store takes it in: its words and columns.

    `transcript` and `speaker` are ids, `answered_by` that of the next speaker after a question; `transcript_key` and
    `turn` are keys of the catalog. `language` is an ISO 639 code, None for the default language.
    """

    key: int
    text: str
    transcript: str
    transcript_key: int
    turn: int
    label: str
    role: Role
    speaker: str | None = None
    date: datetime.date | None = None
    answered_by: str | None = None
    language: str | None = None


class Activity(msgspec.Struct, frozen=True):
    """How much a speaker says, and the first and last day."""

    turns: int = 0
    transcripts: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None


class Revision(msgspec.Struct, frozen=True):
    """An earlier text of a transcript, and until when it was the text."""

    text_sha256: str
    text: str
    title: str | None
    date: datetime.date | None
    url: str | None
    until: datetime.datetime


class Heading(msgspec.Struct, frozen=True):
    """A transcript's metadata; `media` is the address of the recording."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    format: str
    text_sha256: str
    media: str | None


class TranscriptText(msgspec.Struct, frozen=True):
    """A transcript's metadata, its text, and when its words are said; all of one state of the catalog."""

    heading: Heading
    text: str
    times: RecordingTimes = NO_TIMES


class StoredSource(msgspec.Struct, frozen=True):
    """A source as it was indexed: its digest, and the ids of its transcripts in their order."""

    digest: str
    ids: tuple[str, ...]

    @property
    def content(self) -> str:
        """The digest of its bytes and sidecar alone; empty for uploads, and in an index made before."""
        return self.digest.partition(DIGEST_OF)[2]


DIGEST_OF = "."
"""Between what decides how a source is read and the digest of its bytes and sidecar."""


class Arrival(msgspec.Struct, frozen=True):
    """A transcript's id and when it was first added, in UTC."""

    transcript: str
    first: datetime.datetime
