"""The records that everything passes on. Offsets are code points into a transcript's text, half-open."""

import datetime
import hashlib
from typing import Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["named", "resolved", "inferred", "ambiguous", "label"]
Role: TypeAlias = Literal["speaker", "questioner", "chair", "audience", "narration"]

ROLES: tuple[Role, ...] = ("speaker", "questioner", "chair", "audience", "narration")


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of an event apart from its words; all of it optional. `language` is an ISO 639 code ("en")."""

    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    venue: str | None = None
    language: str | None = None


class Utterance(msgspec.Struct, frozen=True):
    """A turn as a reader finds it, before anybody is named. `text[start:end]` is what was said.

    `role` and `name` are None unless the source's own markup states them; `name` is then the full name that
    it ties to the speech. `start_time` is in seconds from the beginning of the recording.
    """

    label: str
    start: int
    end: int
    start_time: float | None = None
    role: Role | None = None
    name: str | None = None


Kind: TypeAlias = Literal["front matter", "dateline", "heading", "label", "mark", "procedure", "unassigned"]


class NonSpeech(msgspec.Struct, frozen=True):
    """A stretch of text that is nobody's turn, and what it is.

    `mark` is a page mark, time or rule; `procedure` is a clerk's or reporter's text; `unassigned` is text of
    which nothing is known.
    """

    kind: Kind
    start: int
    end: int


class Document(msgspec.Struct, frozen=True):
    """One event as a reader finds it: its text and the utterances in it, in order, without overlap.

    `nonspeech` is what the reader recognised beside them, in order; what it leaves out is unassigned.
    """

    format: str
    text: str
    metadata: Metadata
    utterances: tuple[Utterance, ...]
    warnings: tuple[str, ...] = ()
    nonspeech: tuple[NonSpeech, ...] = ()


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a name stands: words of the text (`start`, `end`), a directory entry, or a field of the metadata."""

    start: int | None = None
    end: int | None = None
    directory: str | None = None
    metadata: str | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Who a label stands for. `name` is None unless the status is named, resolved or inferred.

    `person` is the id of the directory's entry, where it has the person.
    """

    status: Status
    name: str | None = None
    evidence: Evidence | None = None
    candidates: tuple[str, ...] = ()
    person: str | None = None


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
    """One event on the record, read and attributed. `outside` is all text that is no turn's, blanks aside.

    `language` is an ISO 639 code; None is taken for the default of `indexer.languages`.
    """

    id: str
    format: str
    text: str
    title: str | None
    date: datetime.date | None
    url: str | None
    venue: str | None
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...] = ()
    outside: tuple[NonSpeech, ...] = ()
    language: str | None = None

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return sha256_text(self.text)


class Passage(msgspec.Struct, frozen=True):
    """What is embedded and ranked: `text[start:end]` of one turn."""

    turn: int
    start: int
    end: int


class Tenure(msgspec.Struct, frozen=True):
    """A post and the days it was held, both included; None is open.

    `titles` are what stands before the holder's surname in a label ("secretary"), `alone` what stands for
    the holder without a name ("president"), both lower-case and without article. `context` are words of
    which the transcript's own metadata must hold one before a title alone means this post.
    """

    title: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    titles: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    def covers(self, day: datetime.date) -> bool:
        """Whether the post was held on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Speaker(msgspec.Struct, frozen=True):
    """A person who speaks. Whoever no directory knows has an id and a name alone.

    `courtesy` are the courtesy titles that fit, lower-case and without point; none given means any.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    courtesy: tuple[str, ...] = ()


def sha256_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
