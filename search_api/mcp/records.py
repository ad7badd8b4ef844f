"""What the tools answer. Models of pydantic, since the mcp package makes its schemas of them; descriptions are part of
the protocol, and written for an assistant.
"""

import datetime

from pydantic import BaseModel, ConfigDict

from indexer.model import Status


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Said(_Record):
    """Words of a transcript, verbatim, and who says them."""

    turn: str
    """The turn's id; give it to get_context."""
    said_by: str
    """Whom to credit. "[name inferred]" belongs to the name; a label such as QUESTION is all that is known."""
    status: Status
    """How the speaker is known: named, resolved, inferred, ambiguous, or by label alone. Never add a name yourself."""
    words: str
    """The words, verbatim. Quote them unchanged."""
    start: int
    end: int
    """The words are characters start to end of the transcript's text."""


class Quote(Said):
    """A quote that may answer, with all that a citation needs."""

    transcript: str
    """The transcript's id; give it to verify_quote."""
    text_sha256: str
    """The hash of the text that start and end count in."""
    title: str | None
    date: datetime.date | None
    source_url: str | None
    """Where the transcript was published."""
    question: str | None
    """What was asked, where the quote is a reply."""
    citation: str
    """The citation to put below the quote."""


class Found(_Record):
    """What was found. `answered` false: nothing indexed answers, and the quotes are only the nearest."""

    answered: bool
    answer_probability: float
    read_as: str
    """How the question was read: topic, speakers, dates."""
    quotes: list[Quote]


class Context(_Record):
    """Turns in their order; `at` is the id of the one asked for."""

    at: str
    transcript: str
    title: str | None
    date: datetime.date | None
    turns: list[Said]


class Checked(_Record):
    """Whether a quote stands."""

    stands: bool
    """True: these words stand in the transcript now, if perhaps with other quotation marks and dashes."""
    verdict: str
    """Of words: exact, typography (it stands but for blanks, quotation marks and dashes), differs, or absent. Of a
    place: unchanged, stands, moved, changed, or removed."""
    quote: str | None
    """What the transcript has there now, verbatim; correct your quote to it."""
    said_by: str | None
    status: Status | None
    citation: str | None


class Person(_Record):
    """A speaker of the archive."""

    id: str
    name: str
    turns: int
    transcripts: int


class People(_Record):
    """Speakers in the order of their names; `more`: there are others, narrow by prefix."""

    speakers: list[Person]
    more: bool
