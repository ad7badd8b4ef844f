"""The answers of the tools: pydantic models, from which the mcp package derives its schemas.

Descriptions are part of the protocol, and written for an assistant.
"""

import datetime

from pydantic import BaseModel, ConfigDict

from indexer.model import Status


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Said(_Record):
    """Words of a transcript, verbatim, with their speaker."""

    turn: str
    """The turn's id; give it to get_context."""
    said_by: str
    """Whom to credit. "[name inferred]" is part of it; where it is a label such as QUESTION, no name is known."""
    status: Status
    """How the speaker is known: named, resolved, inferred, ambiguous, or by label alone. Never add a name yourself."""
    readable: str
    """The words, verbatim, without the file's marks and line breaks. Quote them unchanged."""
    words: str
    """The same words as the file has them, to the character, with marks such as <s> and line breaks; for checking."""
    start: int
    end: int
    """The words are characters start to end of the transcript's text."""
    start_time: float | None
    """Seconds from the beginning of the recording at which the words begin; null where it is not known."""
    recording: str | None
    """The address of the recording, at that second where it is known."""


class Quote(Said):
    """A quote that may answer, with all that a citation needs."""

    transcript: str
    """The transcript's id; give it to verify_quote."""
    text_sha256: str
    """SHA-256 of the text that start and end refer to."""
    title: str | None
    date: datetime.date | None
    source_url: str | None
    """Where the transcript was published."""
    question: str | None
    """The question, where the quote is a reply."""
    citation: str
    """The citation to put below the quote."""


class MayBeMeant(_Record):
    """One of several people who may be meant by a name or post in the question."""

    mention: str
    """The words of the question."""
    id: str
    """Search again with this as the speaker to choose this person."""
    name: str


class Corrected(_Record):
    """Misspelt words, and what was searched instead. Say so."""

    given: str
    searched: str


class Quotes(_Record):
    """The quotes found. Where `answered` is false nothing indexed answers, and the quotes are the nearest passages."""

    answered: bool
    answer_probability: float
    read_as: str
    """How the question was interpreted: topic, speakers, dates, what is wanted, order."""
    several: list[MayBeMeant]
    """Where a name or post fits several people: all of them were searched, the one who says most first."""
    unknown: list[str]
    """Names of people who speak nowhere in the archive. The quotes are others' words, which may mention them."""
    corrections: list[Corrected]
    count: int | None
    """Where the question asks how often something was said: the number of turns that have all words of the topic."""
    quotes: list[Quote]


class Context(_Record):
    """Turns in order; `at` is the id of the requested one."""

    at: str
    transcript: str
    title: str | None
    date: datetime.date | None
    turns: list[Said]


class VerifiedQuote(_Record):
    """Whether a quote stands."""

    stands: bool
    """True: the transcript has these words now, perhaps with other quotation marks and dashes."""
    verdict: str
    """Of words: exact, typography (except for blanks, quotation marks and dashes), differs, or absent. Of a place:
    unchanged, stands, moved, changed, or removed."""
    readable: str | None
    """The current words of the transcript, verbatim; correct your quote to them."""
    quote: str | None
    """The same words as the file has them, to the character."""
    said_by: str | None
    status: Status | None
    citation: str | None


class QuoteDifference(_Record):
    """How the quote differs from what was said. An empty `given` was left out by the quote, an empty `said` added."""

    kind: str
    """The gravest come first: negation, number, words, notation (a number in another form), punctuation."""
    given: str
    said: str


class QuotedPlace(_Record):
    """Where the words, or a part of them, were said."""

    turn: str
    """The turn's id; give it to get_context."""
    transcript: str
    said_by: str
    """Whom to credit, as it is given."""
    status: Status
    readable: str
    """What was really said, verbatim: quote this."""
    differences: list[QuoteDifference]
    left_out: list[str]
    """What was said where the quote has an ellipsis or words in square brackets."""
    negation_before: str | None
    """A negation that stands directly before the quote, which may mean the contrary without it."""
    citation: str


class CheckedQuote(_Record):
    """The judgement of a quote."""

    verdict: str
    """verbatim; altered: the words differ as listed; spliced: parts that do not stand together; other_speaker: said,
    but not by the named person; not_found."""
    explanation: str
    """The verdict in a sentence or two: say this."""
    speakers: list[str]
    """Of whom the words are said to be: given, or named in the text."""
    places: list[QuotedPlace]


class ListedSpeaker(_Record):
    """A speaker of the archive."""

    id: str
    name: str
    turns: int
    transcripts: int


class Speakers(_Record):
    """Speakers in the order of their names. Where `more` is true there are others: narrow the list by prefix."""

    speakers: list[ListedSpeaker]
    more: bool
