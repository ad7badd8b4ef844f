"""The exact words of a query in a text: to the letter but for case, quotation marks, dashes and white space.

The store finds the turns that have the words in sequence; here the text itself is compared, punctuation included.
"""

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.export.readable import Span, readable
from indexer.languages.scripts import UNSPACED
from indexer.stored_records import StoredTurn, TranscriptText
from search_api.contract.records import Highlight

_QUOTATION_MARKS = '"“”„‟«»＂'
_APOSTROPHES = "'‘’‚‛ʼ＇"
_DASHES = "\\-‐‑‒–—―−"
_UNITS = re.compile(rf"\s*[{_DASHES}]+\s*|\s+|.", re.DOTALL)
# Possessive: a long run of marks is read once.
_MARKS = f"[{_QUOTATION_MARKS}]*+"
_SPACES = r"\s*+"
_MARK = "\u0300-\u036f"
_WRITTEN_OTHERWISE = re.compile(r"[*_~\\\[<>&#\xad\u200b\u2060\ufeff]")
"""Without these characters people read a text as it is stored, white space apart."""
_LETTER = re.compile(rf"[^\W_{UNSPACED}]")


class ExactWords(msgspec.Struct, frozen=True):
    """What a quote must hold and must not hold."""

    phrases: tuple[str, ...]
    excluded: tuple[str, ...] = ()

    def marks(self, transcript: TranscriptText, span: Span) -> tuple[Highlight, ...]:
        """Where a quote, half-open offsets into the text, holds the phrases; stretches that overlap are one."""
        found = [place for of_phrase in self._places(transcript, span) for place in of_phrase]
        marks: list[Span] = []
        for start, end in sorted(found):
            if marks and start <= marks[-1][1]:
                marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
            else:
                marks.append((start, end))
        return tuple(Highlight(start - span[0], end - start) for start, end in marks)

    def quote(
        self, catalog: TranscriptReads, stored: StoredTurn, transcript: TranscriptText, passage: Span | None
    ) -> Span | None:
        """The quote of a turn: `passage` where that holds all phrases, else the shortest run of passages that does.

        None where no run of passages holds all phrases and nothing that is excluded.
        """
        if passage is not None and self._fits(transcript, passage):
            return passage
        turn = stored.turn
        places = self._places(transcript, (turn.start, turn.end))
        if not all(places):
            return None
        starts = catalog.passage_starts(stored.transcript, range(turn.ordinal, turn.ordinal + 1))
        for first, last in _runs(places, starts):
            end = starts[last + 1] if last + 1 < len(starts) else turn.end
            run = starts[first], starts[first] + len(transcript.text[starts[first] : end].rstrip())
            if self._is_free(transcript.text[slice(*run)]):
                return run
        return None

    def _fits(self, transcript: TranscriptText, span: Span) -> bool:
        words = transcript.text[slice(*span)]
        return all(_pattern(phrase).search(words) for phrase in self.phrases) and self._is_free(words)

    def _is_free(self, words: str) -> bool:
        return not any(_pattern(word).search(words) for word in self.excluded)

    def _places(self, transcript: TranscriptText, span: Span) -> list[list[Span]]:
        """Where a span of the text holds each phrase, in its text or as people read it."""
        start, words = span[0], transcript.text[slice(*span)]
        places = [
            [(start + match.start(), start + match.end()) for match in _pattern(phrase).finditer(words)]
            for phrase in self.phrases
        ]
        if all(places) or not _WRITTEN_OTHERWISE.search(words):
            return places
        shown = readable(transcript.text, span, transcript.heading.format)
        return [
            found or [shown.source(*match.span()) for match in _pattern(phrase).finditer(shown.text)]
            for phrase, found in zip(self.phrases, places, strict=True)
        ]


def _runs(places: Sequence[Sequence[Span]], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The runs of passages, first and last, that hold a place of each phrase, the shortest first.

    Of the runs that begin with the same passage there is only the shortest.
    """
    ends = [_first_ends(of_phrase, starts) for of_phrase in places]
    runs = [(first, max(of_phrase[first] for of_phrase in ends)) for first in range(len(starts))]
    whole = [run for run in runs if run[1] < len(starts)]
    return sorted(whole, key=lambda run: run[1] - run[0])


def _first_ends(places: Iterable[Span], starts: Sequence[int]) -> list[int]:
    """For each passage, in which the first place ends that begins in it or later; the number of passages for none."""
    ends = [len(starts)] * len(starts)
    for start, end in places:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        ends[first] = min(ends[first], last)
    for number in range(len(starts) - 2, -1, -1):
        ends[number] = min(ends[number], ends[number + 1])
    return ends


@functools.lru_cache(1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    """The pattern of exact words, which are whole words."""
    bare = re.sub(f"[{_QUOTATION_MARKS}]", "", unicodedata.normalize("NFC", phrase)).strip()
    units = _UNITS.findall(bare)
    pieces = [_unit(unit) for unit in units]
    for number, (before, unit) in enumerate(pairwise(units), start=1):
        # Within a word there are no quotation marks.
        if not (before.isalnum() and unit.isalnum()):
            pieces[number] = _MARKS + pieces[number]
    left = rf"(?<![^\W_{UNSPACED}])" if bare and _LETTER.match(bare[0]) else ""
    right = rf"(?![^\W_{UNSPACED}]|[{_MARK}])" if bare and _LETTER.match(bare[-1]) else ""
    pattern = "".join(pieces).removeprefix(_SPACES).removesuffix(_SPACES)
    return re.compile(left + pattern + right, re.IGNORECASE)


def _unit(unit: str) -> str:
    """The pattern of a character, a run of white space, or of dashes with white space."""
    if unit.isspace():
        return r"\s++"
    if re.search(f"[{_DASHES}]", unit):
        return f"{_SPACES}[{_DASHES}]++{_SPACES}"
    if unit in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    parts = unicodedata.normalize("NFD", unit)
    return re.escape(unit) if parts == unit else f"(?:{re.escape(unit)}|{re.escape(parts)})"


def turns_holding(
    catalog: TranscriptReads, exact: ExactWords, turns: Iterable[Sequence[int]]
) -> Iterator[StoredTurn]:
    """Those of some turns, by their keys in blocks, that have a quote."""
    for keys in turns:
        stored = catalog.turns_by_key(keys)
        transcripts = catalog.texts({turn.transcript for turn in stored.values()})
        for turn in stored.values():
            transcript = transcripts.get(turn.transcript)
            if transcript and exact.quote(catalog, turn, transcript, None):
                yield turn
