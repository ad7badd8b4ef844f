"""Comparing a quote with a part of a turn: word for word, else by the alignment that fits best. Pure."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from indexer.export.readable import ReadableText, readable
from indexer.languages.language import QuotingWords
from search_api.quotes.judging.alignment import Alignment, fit, numbered
from search_api.quotes.judging.differences import (
    Compared,
    Difference,
    differences,
    end_marks,
    gravest_first,
    is_negation,
    with_notation,
)
from search_api.quotes.judging.pasted import Part, Pasted
from search_api.quotes.judging.words import Span, Words, without_directions, words_of

_OCCURRENCES = 50
"""How many places of a part within a region are looked at."""
_FEW_LEFT_OUT = 3
"""Up to how many words left out at an ellipsis must not hold a negation."""
_IN_BRACKETS = 15
"""In the place of how many words at most the quoter's own may stand."""


class SaidText(msgspec.Struct, frozen=True, eq=False):
    """A part of a turn as people read it, with its words; `shown` has the map to the transcript's text.

    `spoken` are the words without stage directions.
    """

    shown: ReadableText
    words: Words
    spoken: Words

    def of(self, match: "Match") -> Words:
        """The words that a match counts."""
        return self.spoken if match.spoken else self.words

    def source(self, start: int, end: int) -> Span:
        """The place in the transcript's text of `shown.text[start:end]`."""
        if start == end:
            # The end of the letter before, not of the marks that may follow it in the source.
            border = self.shown.source(start - 1, start)[1] if start else self.shown.source(0, 1)[0]
            return border, border
        return self.shown.source(start, end)


def said_text(text: str, span: Span, source_format: str) -> SaidText:
    """A part of a transcript's text, ready to be compared."""
    shown = readable(text, span, source_format)
    words, spoken = words_of(shown.text), without_directions(shown.text)
    return SaidText(shown, words, words if spoken == shown.text else words_of(spoken))


class Match(msgspec.Struct, frozen=True, eq=False):
    """How a quote fits a part of a turn: an alignment for each part of the quote, in order.

    `matched` are the numbers of the quote's words that are the same; `added` counts the words of the turn that take the
    place of others, or that the quote leaves out, and `longest_gap` those that it leaves out in one place. With
    `spoken`, words are counted without stage directions.
    """

    alignments: tuple[Alignment, ...]
    matched: tuple[int, ...]
    added: int
    longest_gap: int
    spoken: bool

    @property
    def start(self) -> int:
        """The number of the first word that the quote takes up."""
        return self.alignments[0].start

    @property
    def end(self) -> int:
        """The number of the first word after those that the quote takes up."""
        return self.alignments[-1].end


class Comparison(msgspec.Struct, frozen=True):
    """Words that quotes are compared by: the pasted text, what is quoted in it, and the words of their languages."""

    text: str
    pasted: Pasted
    quoting: QuotingWords


def exact_match(comparison: Comparison, said: SaidText) -> tuple[Match, tuple[Difference, ...]] | None:
    """The place at which all parts of a quote stand word for word and in order, the one with the fewest differences.

    None where there is none. The differences that it may have are those of punctuation, and negations left out.
    """
    best: tuple[Match, tuple[Difference, ...]] | None = None
    parts = comparison.pasted.parts
    found_in = [(False, places) for places in _exact_places(parts, said.words)]
    if said.spoken is not said.words:
        found_in += [(True, places) for places in _exact_places(parts, said.spoken)]
    for spoken, places in found_in:
        alignments = [Alignment(start, end, (), end - start) for start, end in places]
        match = _match(comparison.pasted, alignments, spoken=spoken)
        found = differences_of(comparison, said, match)
        if best is None or len(found) < len(best[1]):
            best = match, found
        if not found:
            break
    return best


def nearest_match(comparison: Comparison, said: SaidText) -> Match | None:
    """How a quote fits best: each part after the one before it. None where the text has no words left for one."""
    pasted = comparison.pasted
    *parts, whole = numbered(*(part.words.forms for part in pasted.parts), said.spoken.forms)
    alignments: list[Alignment] = []
    at = 0
    for part in parts:
        if at >= len(whole):
            return None
        fitted = fit(part, whole[at:])
        edits = tuple(msgspec.structs.replace(edit, c=edit.c + at, d=edit.d + at) for edit in fitted.edits)
        alignments.append(Alignment(fitted.start + at, fitted.end + at, edits, fitted.matched))
        at += fitted.end
    return _match(pasted, alignments, spoken=True)


def _match(pasted: Pasted, alignments: Sequence[Alignment], *, spoken: bool) -> Match:
    matched: list[int] = []
    added = longest_gap = 0
    for part, alignment in zip(pasted.parts, alignments, strict=True):
        changed = {number for edit in alignment.edits for number in range(edit.a, edit.b)}
        matched += [part.first + number for number in range(len(part.words)) if number not in changed]
        added += sum(edit.d - edit.c for edit in alignment.edits)
        gaps = (edit.d - edit.c - (edit.b - edit.a) for edit in alignment.edits)
        longest_gap = max([longest_gap, *gaps])
    return Match(tuple(alignments), tuple(matched), added, longest_gap, spoken)


def differences_of(comparison: Comparison, said: SaidText, match: Match) -> tuple[Difference, ...]:
    """All differences, the gravest first; `said_start` and `said_end` are places in the readable text."""
    found: list[Difference] = []
    before: Alignment | None = None
    for part, alignment in zip(comparison.pasted.parts, match.alignments, strict=True):
        given, there = Compared(comparison.text, part.words), Compared(said.shown.text, said.of(match))
        found += differences(given, there, alignment, comparison.quoting)
        if before is not None and alignment.start > before.end:
            found += _hidden_negation(comparison, part, there, (before.end, alignment.start))
        before = alignment
        if part is comparison.pasted.parts[-1] and len(part.words) - 1 + part.first in match.matched:
            found += end_marks(given, there, alignment.end)
    return gravest_first(with_notation(found, comparison.quoting))


def left_out(said: SaidText, match: Match) -> list[Span]:
    """The stretches of the readable text at the quote's ellipses and brackets."""
    spans = said.of(match).spans
    return [
        (spans[before.end][0], spans[after.start - 1][1])
        for before, after in itertools.pairwise(match.alignments)
        if after.start > before.end
    ]


def _hidden_negation(
    comparison: Comparison, part: Part, said: Compared, gap: tuple[int, int]
) -> Iterator[Difference]:
    """A negation among few words left out at an ellipsis, or which the quoter's own words do not have."""
    forms = said.words.forms[slice(*gap)]
    own = words_of(part.after.text).forms if part.after else ()
    dropped, kept = (sum(is_negation(form, comparison.quoting) for form in each) for each in (forms, own))
    if dropped == kept or (part.after is None and len(forms) > _FEW_LEFT_OUT):
        return
    spans = comparison.pasted.words.spans
    start, end = spans[part.first - 1][1], spans[part.first][0]
    begin, stop = said.words.spans[gap[0]][0], said.words.spans[gap[1] - 1][1]
    given = comparison.text[start:end].strip()
    yield Difference(given, said.text[begin:stop], start, end, "negation", begin, stop)


def _exact_places(parts: Sequence[Part], said: Words) -> Iterator[list[Span]]:
    """The places of all parts in order, one for each place of the first."""
    hay = f" {' '.join(said.forms)} "
    begins: list[int] = []
    at = 1
    for form in said.forms:
        begins.append(at)
        at += len(form) + 1
    needles = [f" {' '.join(part.words.forms)} " for part in parts]
    first = -1
    for _ in range(_OCCURRENCES):
        first = hay.find(needles[0], first + 1)
        if first < 0:
            return
        places: list[Span] = []
        found = first
        for part, needle in zip(parts, needles, strict=True):
            found = hay.find(needle, found)
            if found < 0:
                break
            start = bisect_left(begins, found + 1)
            if part.after is not None and places and start - places[-1][1] > _IN_BRACKETS:
                break
            places.append((start, start + len(part.words)))
            # The blank after a part is the blank before the next.
            found += len(needle) - 1
        if len(places) == len(parts):
            yield places
