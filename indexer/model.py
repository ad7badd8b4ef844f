"""The records shared by all packages. Offsets are code points into the text of a transcript, half-open."""

import datetime
import hashlib
from typing import Literal, TypeAlias

import msgspec

Status: TypeAlias = Literal["named", "resolved", "inferred", "ambiguous", "label"]
Role: TypeAlias = Literal["speaker", "questioner", "chair", "audience", "narration"]

ROLES: tuple[Role, ...] = ("speaker", "questioner", "chair", "audience", "narration")


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Metadata of an event; every field is optional.

    `language` is an ISO 639 code ("en"), `media` the address of the recording. `speakers` are the names of those who
    speak, as the source lists them.
    `speaker_map` gives the full name of the person whom a label means; `KEEP_LABEL` in its place says that the label
    is kept and nothing is inferred.
    """

    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    venue: str | None = None
    language: str | None = None
    media: str | None = None
    speakers: tuple[str, ...] = ()
    speaker_map: dict[str, str] = {}


KEEP_LABEL = "label"
"""What a speaker map says of a label that is nobody's name."""


class Utterance(msgspec.Struct, frozen=True, gc=False):
    """A turn as a reader finds it, before attribution. `text[start:end]` is what was said.

    `role` and the full `name` are None unless the markup of the source states them. `start_time` is in seconds from the
    beginning of the recording. The words of a `doubtful` utterance hold starts of lines that look like labels and were
    not read as such: nobody may be named.
    """

    label: str
    start: int
    end: int
    start_time: float | None = None
    role: Role | None = None
    name: str | None = None
    doubtful: bool = False


Kind: TypeAlias = Literal["front matter", "dateline", "heading", "label", "mark", "procedure", "unassigned"]


class NonSpeech(msgspec.Struct, frozen=True, gc=False):
    """A part of the text outside all turns, and its kind.

    A `mark` is a page mark, time or rule; `procedure` is text by a clerk or reporter; `unassigned` is text that was not
    recognised.
    """

    kind: Kind
    start: int
    end: int


class TimeMark(msgspec.Struct, frozen=True, array_like=True):
    """The words from `start` on begin `time` seconds after the beginning of the recording."""

    start: int
    time: float


class Document(msgspec.Struct, frozen=True):
    """One event as a reader finds it: its text and utterances, in order, without overlap.

    `nonspeech` are the other parts that the reader recognised, in order; all remaining text is unassigned. `times` are
    the times that the source states inside utterances (of cues, segments, words), in order of their offsets.
    """

    format: str
    text: str
    metadata: Metadata
    utterances: tuple[Utterance, ...]
    warnings: tuple[str, ...] = ()
    nonspeech: tuple[NonSpeech, ...] = ()
    times: tuple[TimeMark, ...] = ()


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a name is given: words of the text (`start`, `end`), a directory entry, or a metadata field."""

    start: int | None = None
    end: int | None = None
    directory: str | None = None
    metadata: str | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Whom a label refers to. `name` is None unless the status is named, resolved or inferred.

    `person` is the id of the directory entry, or None if the directory lacks the person.
    """

    status: Status
    name: str | None = None
    evidence: Evidence | None = None
    candidates: tuple[str, ...] = ()
    person: str | None = None


class Turn(msgspec.Struct, frozen=True):
    """What one speaker says without interruption; `ordinal` counts from 0, `start_time` is in seconds."""

    ordinal: int
    label: str
    role: Role
    start: int
    end: int
    attribution: Attribution
    start_time: float | None = None


class Transcript(msgspec.Struct, frozen=True):
    """One event, read and attributed. `outside` is all text outside its turns, except white space.

    `language` is an ISO 639 code; None means the default of `indexer.languages`. `media` is the address of the
    recording. `times` are those of `Document`, in whole milliseconds.
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
    media: str | None = None
    times: tuple[TimeMark, ...] = ()

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return sha256_text(self.text)


class Passage(msgspec.Struct, frozen=True):
    """The unit that is encoded and ranked: `text[start:end]`, within one turn."""

    turn: int
    start: int
    end: int


class Tenure(msgspec.Struct, frozen=True):
    """A post and the first and last day on which it was held; None is open-ended.

    `titles` precede the surname of the holder in a label ("secretary"); `alone` denote the holder without a name
    ("president"). Both are lower-case and without an article. A title alone means this post only if the metadata of the
    transcript contain one of the words in `context`.
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
    """A person who speaks; one that is in no directory has only an id and a name.

    `courtesy` are the courtesy titles that may refer to the person, lower-case and without a period; empty means any.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    courtesy: tuple[str, ...] = ()

    def held_post(self, day: datetime.date) -> bool:
        """Whether the person held any post on a day."""
        return any(tenure.covers(day) for tenure in self.tenures)


def sha256_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
