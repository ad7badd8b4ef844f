"""What comes out of the catalog, as records."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.errors import IndexDamaged
from indexer.model import ROLES, Attribution, Role, Turn

T = TypeVar("T")

Keys = npt.NDArray[np.int64]
"""Passage keys: int64, shape (n,)."""

_TURN = (
    "turns.key, transcripts.id, turns.ordinal, turns.label, turns.role, turns.start, turns.end, "
    "turns.start_time, turns.speaker, turns.attribution"
)
TURNS = "FROM turns JOIN transcripts ON transcripts.key = turns.transcript "
SELECT_TURNS = f"SELECT {_TURN} {TURNS}"
TURN_IN_JSON = _TURN.replace(
    # SQLite would write fewer digits than there are.
    "turns.start_time",
    "iif(turns.start_time IS NULL, NULL, json(printf('%!.17g', turns.start_time)))",
)
HIT = "passages.key, passages.start, passages.end, turns.key, turns.ordinal, transcripts.id"
"""What a `Hit` holds."""
HEADING = "id, title, date, url, venue, format, text_sha256"
"""What `heading` reads of a transcript."""


class StoredTurn(msgspec.Struct, frozen=True):
    """A turn with its place in the catalog. `speaker` is a speaker's id."""

    key: int
    transcript: str
    turn: Turn
    speaker: str | None


class Hit(msgspec.Struct, frozen=True):
    """A passage with the turn that it belongs to, by its key and ordinal; offsets into the transcript's text."""

    passage: int
    start: int
    end: int
    turn: int
    ordinal: int
    transcript: str


class PassageRow(msgspec.Struct, frozen=True):
    """A passage as a store takes it in: its words and columns.

    `transcript` and `speaker` are ids, `answered_by` that of the next speaker after a question; `transcript_key` and
    `turn` are keys of the catalog.
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


class Activity(msgspec.Struct, frozen=True):
    """How much somebody speaks, and from when to when."""

    turns: int = 0
    transcripts: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None


class Revision(msgspec.Struct, frozen=True):
    """An earlier text of a transcript, and until when it stood."""

    text_sha256: str
    text: str
    title: str | None
    date: datetime.date | None
    url: str | None
    until: datetime.datetime


class Heading(msgspec.Struct, frozen=True):
    """A transcript without its words."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    format: str
    text_sha256: str


def decoded(data: str, kind: type[T]) -> T:
    """A record that is kept as JSON.

    Raises:
        IndexDamaged: it is not what was stored.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise IndexDamaged(
            f"the catalog holds a record that was altered on disk ({error}); restore it from a backup."
        ) from error


def heading(row: Sequence[Any]) -> Heading:
    """A row of `HEADING` as a record."""
    key, title, date, url, venue, form, digest = row
    return Heading(key, title, day(date), url, venue, form, digest)


def stored_turn(row: Sequence[Any]) -> StoredTurn:
    """A row of `SELECT_TURNS` as a record."""
    key, transcript, ordinal, label, role, start, end, start_time, speaker, attribution = row
    turn = Turn(
        ordinal=ordinal,
        label=label,
        role=role_of(role),
        start=start,
        end=end,
        attribution=decoded(attribution, Attribution),
        start_time=start_time,
    )
    return StoredTurn(key, transcript, turn, speaker)


def role_of(value: str) -> Role:
    """A stored role.

    Raises:
        IndexDamaged: there is no such role.
    """
    if value not in ROLES:
        raise IndexDamaged(f"the catalog holds the role {value!r}, altered on disk; restore it from a backup.")
    return value


def day(value: str | None) -> datetime.date | None:
    """A stored date."""
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise IndexDamaged(
            f"the catalog holds the date {value!r}, altered on disk; restore it from a backup."
        ) from error
