"""Search requests and answers: the records of the HTTP API, which the command line prints too.

Offsets are Unicode code points into the transcript's text, half-open; those of highlights are into the quote.
"""

import datetime
from typing import Literal, TypeAlias

import msgspec

from indexer.languages.language import Intent, Sort
from indexer.model import Role, Status

Mode: TypeAlias = Literal["ranked", "hybrid", "dense", "lexical"]
MODES: tuple[Mode, ...] = ("ranked", "hybrid", "dense", "lexical")

SORTS: tuple[Sort, ...] = ("relevance", "oldest", "newest")


class SearchRequest(msgspec.Struct, frozen=True):
    """A search, within the bounds of `validate`."""

    q: str
    speakers: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    transcripts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mode: Mode = "ranked"
    limit: int = 10
    cursor: str | None = None
    interpret: bool = True
    context: int = 0
    sort: Sort | None = None


class Candidate(msgspec.Struct, frozen=True):
    """One of several people who may be meant; the id chooses that person as a `speaker`."""

    id: str
    name: str


class SpeakerMention(msgspec.Struct, frozen=True, omit_defaults=True):
    """A speaker read out of the query; `id` and `name` are null with the status `several`: the mention fits several.

    `candidates` are those people, the one who says most first; the words of all of them are searched. Where the mention
    does not narrow the search, their words are ranked first, and the words of others are found as well. The turns
    under `labels` are searched, too: those of a post whose holders are not all known by name. With the status `label`,
    there are only these: the mention is how the source names the speaker.
    """

    id: str | None
    name: str | None
    mention: str
    status: Literal["resolved", "several", "label"]
    candidates: tuple[Candidate, ...] = ()
    narrows: bool = True
    labels: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all who may be meant."""
        if self.candidates:
            return tuple(candidate.id for candidate in self.candidates)
        return (self.id,) if self.id else ()


class Correction(msgspec.Struct, frozen=True):
    """Words of the query that the index lacks, and those of it that were searched instead."""

    given: str
    searched: str


class Interpretation(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was read out of the query.

    `topic` is empty where the query names only who asks or replies. `answered_by` is who replies to the questions that
    are searched for. `unknown` are those whose words are asked for and who speak nowhere in the index: the results are
    others' words that mention them. `corrections` are the misspelt names and words.

    `intent` is what is wanted: passages in which something is said (`said`), all turns of somebody (`turns`), who said
    it, who asked about it, questions of or to somebody, its first or latest mention, how often, a number, yes or no.
    `phrases` must be in the quote to the letter, and `excluded` must not be in it. `sort` is the order of the results
    that is in force: that of the parameter, else `oldest` for a first and `newest` for a latest mention.
    """

    topic: str
    date_from: datetime.date | None
    date_to: datetime.date | None
    speakers: tuple[SpeakerMention, ...]
    # Without defaults, so that answers always have both.
    unknown: tuple[str, ...]
    corrections: tuple[Correction, ...]
    roles: tuple[Role, ...] = ()
    answered_by: tuple[SpeakerMention, ...] = ()
    intent: Intent = "said"
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    sort: Sort = "relevance"


class SpeakerRef(msgspec.Struct, frozen=True):
    """The speaker of a turn; `id` and `name` are null where only the label is known."""

    id: str | None
    name: str | None
    label: str
    status: Status


class TurnRef(msgspec.Struct, frozen=True):
    """A turn's id, its ordinal in the transcript, and its role."""

    id: str
    ordinal: int
    role: Role


class SourceRef(msgspec.Struct, frozen=True):
    """The place of a quote: `text[start:end]` of the text with this SHA-256.

    `start_time` is when the quote begins in the recording, in seconds; null where the source does not say it of these
    words. `media_url` is the address of the recording.
    """

    start: int
    end: int
    text_sha256: str
    start_time: float | None = None
    media_url: str | None = None


class TranscriptRef(msgspec.Struct, frozen=True):
    """The event of a quote."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None


class Highlight(msgspec.Struct, frozen=True):
    """A sentence or clause of the quote that answers, or exact words, in code points."""

    start: int
    length: int


class TurnQuote(msgspec.Struct, frozen=True):
    """A whole turn with its speaker and place. `readable` is the quote as in `Result`."""

    turn: TurnRef
    speaker: SpeakerRef
    quote: str
    source: SourceRef
    readable: str


class Context(msgspec.Struct, frozen=True):
    """The turns before and after a hit, in the transcript's order."""

    before: tuple[TurnQuote, ...] = ()
    after: tuple[TurnQuote, ...] = ()


class Scores(msgspec.Struct, frozen=True):
    """The passage's scores of both retrievers, cosine and BM25; null where a retriever did not find it."""

    dense: float | None = None
    lexical: float | None = None


class Result(msgspec.Struct, frozen=True):
    """A quoted passage. `score` is between 0 and 1, and comparable within one search only.

    `quote` is `text[start:end]` to the character, and `readable` the same words to show and to copy: without Markdown's
    marks and hard line breaks, paragraphs with a blank line between them. `highlights` are offsets into `quote`,
    `readable_highlights` the same words in `readable`.
    """

    rank: int
    score: float
    scores: Scores
    quote: str
    highlights: tuple[Highlight, ...]
    readable: str
    readable_highlights: tuple[Highlight, ...]
    speaker: SpeakerRef
    turn: TurnRef
    source: SourceRef
    question: TurnQuote | None
    context: Context
    transcript: TranscriptRef
    url: str


class SearchAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a search. Where `answered` is false, `results` holds the nearest passages.

    `answer_probability` is the calibrated probability that something indexed answers; 1 or 0 where there is no topic.
    `count` answers how often something is said: the number of turns that hold all words of the topic, apart from
    function words and endings; left out for other questions.
    """

    query: str
    interpretation: Interpretation
    answered: bool
    answer_probability: float
    results: tuple[Result, ...]
    next_cursor: str | None
    count: int | None = None
