"""Comparing a quote with a part of a turn: word for word, else by the alignment that fits best. Pure."""

import itertools
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from indexer.export.readable import ReadableText, readable
from indexer.languages.language import QuotingWords
from search_api.quotes.judging.alignment import Alignment, Gap, fit, numbered
from search_api.quotes.judging.differences import (
    Compared,
    Difference,
    differences,
    end_marks,
    gravest_first,
    is_negation,
    with_notation,
)
from search_api.quotes.judging.pasted import Break, Pasted
from search_api.quotes.judging.words import Span, Words, without_directions, words_of

_OCCURRENCES = 50
"""How many places of a part within a region are looked at."""
_FEW_LEFT_OUT = 3
"""Up to how many words left out at an ellipsis must not hold a negation."""
_BEFORE = 3
"""How many words before a quote must not negate without being shown."""
_SENTENCE_ENDS = frozenset(".?!;")
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
    """How a quote fits a part of a turn.

    `matched` are the numbers of the quote's words that are the same; `added` counts the words of the turn that take the
    place of others or that the quote leaves out, and `longest_gap` those that it leaves out in one place. With
    `spoken`, words are counted without stage directions.
    """

    alignment: Alignment
    matched: tuple[int, ...]
    added: int
    longest_gap: int
    spoken: bool


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
    pasted = comparison.pasted
    found_in = [(False, places) for places in _exact_places(pasted, said.words)]
    if said.spoken is not said.words:
        found_in += [(True, places) for places in _exact_places(pasted, said.spoken)]
    for spoken, places in found_in:
        borders = zip(pasted.breaks, itertools.pairwise(places), strict=True)
        gaps = tuple(Gap(own.at, before[1], after[0]) for own, (before, after) in borders)
        match = _match(pasted, Alignment(places[0][0], places[-1][1], (), gaps), spoken=spoken)
        found = differences_of(comparison, said, match)
        if best is None or len(found) < len(best[1]):
            best = match, found
        if not found:
            break
    return best


def nearest_match(comparison: Comparison, said: SaidText) -> Match | None:
    """How a quote fits best. None where the text has no words."""
    pasted = comparison.pasted
    given, there = numbered(pasted.words.forms, said.spoken.forms)
    if not len(there):
        return None
    return _match(pasted, fit(given, there, [own.at for own in pasted.breaks]), spoken=True)


def _match(pasted: Pasted, alignment: Alignment, *, spoken: bool) -> Match:
    changed = {number for edit in alignment.edits for number in range(edit.a, edit.b)}
    matched = tuple(number for number in range(len(pasted.words)) if number not in changed)
    left = [edit.d - edit.c - (edit.b - edit.a) for edit in alignment.edits]
    bracketed = {own.at for own in pasted.breaks if own.insertion}
    wide = [gap.d - gap.c - _IN_BRACKETS for gap in alignment.gaps if gap.at in bracketed]
    added = sum(edit.d - edit.c for edit in alignment.edits)
    return Match(alignment, matched, added, max([0, *left, *wide]), spoken)


def differences_of(comparison: Comparison, said: SaidText, match: Match) -> tuple[Difference, ...]:
    """All differences, the gravest first; `said_start` and `said_end` are places in the readable text."""
    pasted, alignment = comparison.pasted, match.alignment
    given, there = Compared(comparison.text, pasted.words), Compared(said.shown.text, said.of(match))
    breaks = {own.at: own for own in pasted.breaks}
    found = list(differences(given, there, alignment, breaks, comparison.quoting))
    for gap in alignment.gaps:
        found += _hidden_negation(given, there, breaks[gap.at], gap, comparison.quoting)
    if len(pasted.words) - 1 in match.matched:
        found += end_marks(given, there, alignment.end)
    return gravest_first(with_notation(found, comparison.quoting))


def left_out(said: SaidText, match: Match) -> list[Span]:
    """The stretches of the readable text at the quote's ellipses and brackets."""
    spans = said.of(match).spans
    return [(spans[gap.c][0], spans[gap.d - 1][1]) for gap in match.alignment.gaps if gap.c < gap.d]


def negation_before(comparison: Comparison, said: SaidText, match: Match) -> Span | None:
    """The stretch of the readable text from a negation to the quote, at most three words of the same sentence."""
    words, start = said.of(match), match.alignment.start
    for at in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
        if not _SENTENCE_ENDS.isdisjoint(words.marks[at + 1]):
            return None
        if is_negation(words.forms[at], comparison.quoting):
            return words.spans[at][0], words.spans[start - 1][1]
    return None


def _hidden_negation(
    given: Compared, said: Compared, own: Break, gap: Gap, quoting: QuotingWords
) -> Iterator[Difference]:
    """A negation among few words left out at an ellipsis, or which the quoter's own words do not have."""
    forms = said.words.forms[gap.c : gap.d]
    inserted = words_of(own.insertion.text).forms if own.insertion else ()
    dropped, kept = (sum(is_negation(form, quoting) for form in each) for each in (forms, inserted))
    if dropped == kept or (own.insertion is None and len(forms) > _FEW_LEFT_OUT):
        return
    (start, end), (begin, stop) = given.between(gap.at), said.place(gap.c, gap.d)
    yield Difference(given.text[start:end].strip(), said.text[begin:stop], start, end, "negation", begin, stop)


def _exact_places(pasted: Pasted, said: Words) -> Iterator[list[Span]]:
    """The places of all parts in order, one list for each place of the first."""
    hay = f" {' '.join(said.forms)} "
    begins = list(itertools.accumulate((len(form) + 1 for form in said.forms), initial=1))
    needles = [f" {' '.join(pasted.words.forms[slice(*part)])} " for part in pasted.parts]
    first = -1
    for _ in range(_OCCURRENCES):
        first = hay.find(needles[0], first + 1)
        if first < 0:
            return
        places: list[Span] = []
        found = first
        for number, (part, needle) in enumerate(zip(pasted.parts, needles, strict=True)):
            found = hay.find(needle, found)
            if found < 0:
                break
            start = bisect_left(begins, found + 1)
            if number and pasted.breaks[number - 1].insertion and start - places[-1][1] > _IN_BRACKETS:
                break
            places.append((start, start + part[1] - part[0]))
            # The blank after a part is the blank before the next.
            found += len(needle) - 1
        if len(places) == len(needles):
            yield places
