"""Rows of the catalog as records: the columns of each kind of row, and their decoding."""

import datetime
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from indexer.errors import IndexDamaged
from indexer.model import ROLES, Attribution, Role, Turn
from indexer.recording_times import RecordingTimes, unpacked
from indexer.stored_records import Heading, StoredTurn

T = TypeVar("T")

PASSAGES = (
    "FROM passages JOIN turns ON turns.key = passages.turn "
    "JOIN transcripts ON transcripts.key = turns.transcript "
)
_TURN = (
    "turns.key, transcripts.id, turns.ordinal, turns.label, turns.role, turns.start, turns.end, "
    "turns.start_time, turns.speaker, turns.attribution"
)
TURNS = "FROM turns JOIN transcripts ON transcripts.key = turns.transcript "
SELECT_TURNS = f"SELECT {_TURN} {TURNS}"
TURN_IN_JSON = _TURN.replace(
    # SQLite alone would write too few digits.
    "turns.start_time",
    "iif(turns.start_time IS NULL, NULL, json(printf('%!.17g', turns.start_time)))",
)
AMONG = "IN (SELECT value FROM json_each(?))"
"""The condition that a column has one of the values that `as_json` binds."""
HIT = "passages.key, passages.start, passages.end, turns.key, turns.ordinal, transcripts.id"
"""The columns of a `Hit`."""
HEADING = "id, title, date, url, venue, format, text_sha256"
"""The columns that `heading` reads, before that of `schema.media_column`."""


def decoded(data: str, kind: type[T]) -> T:
    """A record that is stored as JSON.

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
    """A row of `HEADING` and the recording's address as a record."""
    key, title, date, url, venue, form, digest, media = row
    return Heading(key, title, day(date), url, venue, form, digest, media)


def stored_turn(row: Sequence[Any]) -> StoredTurn:
    """A row of `SELECT_TURNS` as a record."""
    key, transcript, ordinal, label, role, start, end, start_time, speaker, attribution = row
    turn = Turn(ordinal, label, role_of(role), start, end, decoded(attribution, Attribution), start_time)
    return StoredTurn(key, transcript, turn, speaker)


def stored_times(packed: bytes | None) -> RecordingTimes:
    """The stored times of a transcript.

    Raises:
        IndexDamaged: they are not what was stored.
    """
    try:
        return unpacked(packed)
    except ValueError as error:
        raise IndexDamaged(
            "the catalog holds times that were altered on disk; restore it from a backup."
        ) from error


def role_of(value: str) -> Role:
    """A stored role.

    Raises:
        IndexDamaged: the value is no role.
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


def as_json(values: Sequence[Any]) -> str:
    """Values for `json_each`, which takes any number of them; bound parameters stop at 32,766."""
    return msgspec.json.encode(values).decode()
