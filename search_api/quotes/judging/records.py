"""The judgement of a quote, as the HTTP API, the command line and assistants give it."""

from typing import Literal, TypeAlias

import msgspec

from search_api.contract.records import Candidate, SourceRef, SpeakerRef, TranscriptRef, TurnRef
from search_api.quotes.judging.differences import Difference
from search_api.quotes.judging.pasted import Insertion

Verdict: TypeAlias = Literal["verbatim", "altered", "spliced", "other_speaker", "not_found"]


class QuoteMatch(msgspec.Struct, frozen=True):
    """Where the words, or a part of them, stand.

    `quote` is `text[start:end]` of the transcript, `readable` the same words to show and to copy. `given_start` and
    `given_end` are the part of the pasted text that stands here. `differences` are the gravest first. `left_out` is
    what was said at the quote's ellipses and brackets, as people read it. `negation_before` is what stands directly
    before the quote, from a negation on, at most three words: the quote may mean the contrary without it.
    """

    speaker: SpeakerRef
    turn: TurnRef
    transcript: TranscriptRef
    source: SourceRef
    quote: str
    readable: str
    given_start: int
    given_end: int
    differences: tuple[Difference, ...]
    left_out: tuple[str, ...]
    negation_before: str | None
    url: str


class QuoteJudgement(msgspec.Struct, frozen=True):
    """Whether somebody said what is quoted in `text`.

    `verdict`: the words stand in one turn, but for case, quotation marks, dashes and white space (verbatim); one turn
    has them with the differences listed (altered); they stand in one transcript, but not together, a match for each
    part (spliced); they stand somewhere, verbatim or altered, but nobody of `speakers` says them (other_speaker);
    nobody says them (not_found, without matches).

    `explanation` says so in a sentence or two, a changed negation or number first. `speakers` are those of whom the
    words are said to be: given as a parameter, or named in the text. `insertions` are the quoter's own words in square
    brackets.
    """

    text: str
    verdict: Verdict
    explanation: str
    speakers: tuple[Candidate, ...]
    insertions: tuple[Insertion, ...]
    matches: tuple[QuoteMatch, ...]
