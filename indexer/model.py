"""The records that everything passes on. Offsets are code points into a transcript's text, half-open."""

import datetime
import hashlib
from typing import Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["named", "resolved", "inferred", "ambiguous", "label"]
Role: TypeAlias = Literal["speaker", "questioner", "chair", "audience", "narration"]

ROLES: tuple[Role, ...] = ("speaker", "questioner", "chair", "audience", "narration")


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of an event beside its words; all of it optional."""

    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    venue: str | None = None


class Utterance(msgspec.Struct, frozen=True):
    """A turn as a reader finds it, before anybody is named. `text[start:end]` is what was said."""

    label: str
    start: int
    end: int
    start_time: float | None = None


class Document(msgspec.Struct, frozen=True):
    """One event as a reader finds it: its text and the utterances in it, in order, without overlap."""

    format: str
    text: str
    metadata: Metadata
    utterances: tuple[Utterance, ...]
    warnings: tuple[str, ...] = ()


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a name stands: words of the text (`start`, `end`), a directory entry, or a field of the metadata."""

    start: int | None = None
    end: int | None = None
    directory: str | None = None
    metadata: str | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Who a label stands for. `name` is None unless the status is named, resolved or inferred."""

    status: Status
    name: str | None = None
    evidence: Evidence | None = None
    candidates: tuple[str, ...] = ()


class Turn(msgspec.Struct, frozen=True):
    """One uninterrupted stretch of one speaker; `ordinal` counts from 0."""

    ordinal: int
    label: str
    role: Role
    start: int
    end: int
    attribution: Attribution
    start_time: float | None = None


class Transcript(msgspec.Struct, frozen=True):
    """One event on the record, read and attributed."""

    id: str
    format: str
    text: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return sha256_text(self.text)


class Passage(msgspec.Struct, frozen=True):
    """What is embedded and ranked: `text[start:end]` of one turn."""

    turn: int
    start: int
    end: int


class Speaker(msgspec.Struct, frozen=True):
    """A person who speaks in the index."""

    id: str
    name: str


def sha256_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
