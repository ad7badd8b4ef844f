"""Comparing a quote with a part of a turn: word for word, else by the alignment that fits best. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from indexer.export.readable import ReadableText, readable
from indexer.languages.language import QuotingWords
from search_api.quotes.judging.alignment import Alignment, fit, numbered
from search_api.quotes.judging.differences import Difference, differences, gravest_first, is_negation
from search_api.quotes.judging.pasted import Part, Pasted
from search_api.quotes.judging.words import Span, Words, words_of

_OCCURRENCES = 50
"""How many places of a part within a region are looked at."""
_FEW_LEFT_OUT = 3
"""Up to how many words left out at an ellipsis must not hold a negation."""
_IN_BRACKETS = 15
"""In the place of how many words at most the quoter's own may stand."""


class SaidText(msgspec.Struct, frozen=True, eq=False):
    """A part of a turn as people read it, with its words; `shown` has the map to the transcript's text."""

    shown: ReadableText
    words: Words

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
    return SaidText(shown, words_of(shown.text))


class Match(msgspec.Struct, frozen=True, eq=False):
    """How a quote fits a part of a turn.

    `start` and `end` are the numbers of the words there that it takes up; `matched` are the numbers of the quote's
    words that are the same; `differences` are the gravest first, with `said_start` and `said_end` as places in the
    readable text. `left_out` are the stretches of the readable text at the quote's ellipses and brackets.
    """

    start: int
    end: int
    matched: tuple[int, ...]
    longest_gap: int
    differences: tuple[Difference, ...]
    left_out: tuple[Span, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def exact_match(text: str, pasted: Pasted, said: SaidText, quoting: QuotingWords) -> Match | None:
    """The place at which all parts of a quote stand word for word and in order, the one with the fewest differences.

    None where there is none. The differences that it may have are those of punctuation, and negations left out.
    """
    best: Match | None = None
    for places in _exact_places(pasted.parts, said.words):
        alignments = [Alignment(start, end, (), end - start) for start, end in places]
        match = _match(text, pasted, said, alignments, quoting)
        if best is None or len(match.differences) < len(best.differences):
            best = match
        if best.is_verbatim:
            break
    return best


def nearest_match(text: str, pasted: Pasted, said: SaidText, quoting: QuotingWords) -> Match | None:
    """How a quote fits best: each part after the one before it. None where the text has no words."""
    *parts, whole = numbered(*(part.words.forms for part in pasted.parts), said.words.forms)
    if not len(whole):
        return None
    alignments: list[Alignment] = []
    at = 0
    for part in parts:
        if at >= len(whole):
            return None
        fitted = fit(part, whole[at:])
        edits = tuple(msgspec.structs.replace(edit, c=edit.c + at, d=edit.d + at) for edit in fitted.edits)
        alignments.append(Alignment(fitted.start + at, fitted.end + at, edits, fitted.matched))
        at = fitted.end + at
    return _match(text, pasted, said, alignments, quoting)


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
            found = first if not places else hay.find(needle, found)
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


def _match(
    text: str, pasted: Pasted, said: SaidText, alignments: Sequence[Alignment], quoting: QuotingWords
) -> Match:
    found: list[Difference] = []
    matched: list[int] = []
    left_out: list[Span] = []
    longest_gap = 0
    before: Alignment | None = None
    for part, alignment in zip(pasted.parts, alignments, strict=True):
        found += differences(text, part.words, said.shown.text, said.words, alignment, quoting)
        changed = {number for edit in alignment.edits for number in range(edit.a, edit.b)}
        matched += [part.first + number for number in range(len(part.words)) if number not in changed]
        added = [edit.d - edit.c - (edit.b - edit.a) for edit in alignment.edits]
        longest_gap = max([longest_gap, *added])
        if before is not None and alignment.start > before.end:
            spans = said.words.spans
            gap = spans[before.end][0], spans[alignment.start - 1][1]
            left_out.append(gap)
            forms = said.words.forms[before.end : alignment.start]
            found += _hidden_negation(text, pasted, part, forms, (gap, said.shown.text), quoting)
        before = alignment
    start, end = (alignments[0].start, alignments[-1].end) if alignments else (0, 0)
    return Match(start, end, tuple(matched), longest_gap, gravest_first(found), tuple(left_out))


def _hidden_negation(
    text: str,
    pasted: Pasted,
    part: Part,
    forms: Sequence[str],
    gap: tuple[Span, str],
    quoting: QuotingWords,
) -> Iterator[Difference]:
    """A negation among few words left out at an ellipsis, or for which the quoter's own words do not negate."""
    (begin, stop), shown = gap
    own = words_of(part.after.text).forms if part.after else ()
    dropped = sum(is_negation(form, quoting) for form in forms)
    kept = sum(is_negation(form, quoting) for form in own)
    if dropped == kept or (part.after is None and len(forms) > _FEW_LEFT_OUT):
        return
    start, end = pasted.words.spans[part.first - 1][1], pasted.words.spans[part.first][0]
    yield Difference(text[start:end].strip(), shown[begin:stop], start, end, "negation", begin, stop)
