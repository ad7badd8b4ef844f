"""Whether exact words are found wherever they stand: random stretches of turns, searched for as quoted phrases.

What is expected is found by comparing folded texts, in which case, quotation marks, dashes and white space are all
alike; it shares no code with the search. Phrases are written otherwise than the text has them, where that means the
same. Every fourth reaches over the end of a passage where the turn has several.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

import msgspec

from indexer.export.readable import readable_quote
from indexer.stored_records import StoredTurn
from search_api.contract.cursor import DEEPEST
from search_api.contract.records import MODES, Mode, Result, SearchRequest
from search_api.search.searcher import Searcher
from search_api.search.turns import turn_id

LONGEST = 14
"""The most words of a phrase."""
_STRADDLING = 4
_QUOTATION_MARKS = re.compile('["“”„«»]')
_DASHES = re.compile(r"\s*[-‐‑‒–—―−]+\s*")
_WORD = re.compile(r"\S+")
_WRITTEN = (
    lambda words: words,
    str.upper,
    str.lower,
    lambda words: words.replace("’", "'").replace("—", "--"),
    lambda words: words.replace("'", "’").replace(" ", "  "),
    lambda words: words.replace("—", "–").replace(" ", "\u00a0"),
)


class FoundPhrase(msgspec.Struct, frozen=True):
    """A phrase, the turns that were expected but not found, and those whose quote does not hold it."""

    phrase: str
    mode: Mode
    straddles: bool
    turns: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


class PhraseFigures(msgspec.Struct, frozen=True):
    """How many phrases there were, how many reach over the ends of passages, how many turns they stand in."""

    phrases: int
    straddling: int
    turns: int
    missed: int
    false: int
    faults: tuple[FoundPhrase, ...]


def measure_phrases(searcher: Searcher, count: int, random: Random) -> PhraseFigures:
    """Search for `count` random phrases, in each mode in turn."""
    turns = [turn for heading in searcher.catalog.headings() for turn in searcher.catalog.turns_of(heading.id)]
    folded = _FoldedTurns(searcher, turns)
    drawn = [_draw(searcher, turns, random, straddles=not number % _STRADDLING) for number in range(count)]
    found = [
        _search(searcher, folded, phrase, straddles, MODES[number % len(MODES)])
        for number, (phrase, straddles) in enumerate(drawn)
    ]
    return PhraseFigures(
        len(found),
        sum(each.straddles for each in found),
        sum(each.turns for each in found),
        sum(len(each.missed) for each in found),
        sum(len(each.false) for each in found),
        tuple(each for each in found if each.missed or each.false),
    )


def fold(text: str) -> str:
    """A text in which what a phrase may differ in is the same."""
    composed = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").casefold()
    return _DASHES.sub("-", " ".join(_QUOTATION_MARKS.sub("", composed).split()))


def holds(folded: str, phrase: str) -> bool:
    """Whether a folded text holds a folded phrase in whole words."""
    at = folded.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        before = at > 0 and folded[at - 1].isalnum() and phrase[0].isalnum()
        after = end < len(folded) and folded[end].isalnum() and phrase[-1].isalnum()
        if not before and not after:
            return True
        at = folded.find(phrase, at + 1)
    return False


class _FoldedTurns:
    """All turns, folded, as they are stored and as people read them, in one string to search in."""

    def __init__(self, searcher: Searcher, turns: Sequence[StoredTurn]) -> None:
        texts = {heading.id: (heading.format, "") for heading in searcher.catalog.headings()}
        self._turns: list[tuple[str, str]] = []
        of_transcript: dict[str, list[StoredTurn]] = defaultdict(list)
        for turn in turns:
            of_transcript[turn.transcript].append(turn)
        for transcript, own in of_transcript.items():
            text, written_as = searcher.catalog.text(transcript), texts[transcript][0]
            for stored in own:
                span = stored.turn.start, stored.turn.end
                stored_words, read = fold(text[slice(*span)]), fold(readable_quote(text, span, written_as))
                self._turns.append((turn_id(stored), stored_words))
                if read != stored_words:
                    self._turns.append((turn_id(stored), read))

    def holding(self, phrase: str) -> set[str]:
        return {turn for turn, words in self._turns if phrase in words and holds(words, phrase)}


def _draw(
    searcher: Searcher, turns: Sequence[StoredTurn], random: Random, *, straddles: bool
) -> tuple[str, bool]:
    """A phrase of a random turn, and whether it reaches over the end of a passage."""
    while True:
        stored = random.choice(turns)
        text = searcher.catalog.text(stored.transcript)
        ordinal = stored.turn.ordinal
        words = [match.span() for match in _WORD.finditer(text, stored.turn.start, stored.turn.end)]
        starts = searcher.catalog.passage_starts(stored.transcript, range(ordinal, ordinal + 1))[1:]
        if not words or (straddles and not starts):
            continue
        length = random.randint(2 if straddles else 1, LONGEST)
        first = random.randrange(len(words))
        if straddles:
            border = random.choice(starts)
            first = sum(start < border for start, _ in words) - random.randint(1, length - 1)
        first = max(0, first)
        chosen = words[first : first + length]
        reaches = any(chosen[0][0] < start < chosen[-1][1] for start in starts)
        phrase = _QUOTATION_MARKS.sub("", random.choice(_WRITTEN)(text[chosen[0][0] : chosen[-1][1]]))
        # Upper case is not always one letter for one: "ß".
        if (
            any(map(str.isalnum, phrase))
            and len(phrase.lower()) == len(phrase.upper())
            and (reaches or not straddles)
        ):
            return phrase, reaches


def _search(searcher: Searcher, folded: _FoldedTurns, phrase: str, straddles: bool, mode: Mode) -> FoundPhrase:
    wanted = fold(phrase)
    expected = folded.holding(wanted)
    found: set[str] = set()
    false: list[str] = []
    for result in _results(searcher, SearchRequest(f'"{phrase}"', mode=mode, limit=100)):
        found.add(result.turn.id)
        if not holds(fold(result.quote), wanted) and not holds(fold(result.readable), wanted):
            false.append(result.turn.id)
    missed = expected - found if len(found) < DEEPEST else set[str]()
    return FoundPhrase(phrase, mode, straddles, len(expected), tuple(sorted(missed)), tuple(false))


def _results(searcher: Searcher, request: SearchRequest) -> Iterator[Result]:
    """All results of a request whose phrase was found, page by page."""
    while True:
        answer = searcher.search(request)
        if answer.answered:
            yield from answer.results
        if answer.next_cursor is None or not answer.answered:
            return
        request = msgspec.structs.replace(request, cursor=answer.next_cursor)
