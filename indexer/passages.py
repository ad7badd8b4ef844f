"""Splitting turns into passages: a turn, or a run of whole sentences of one turn. No passage crosses a turn."""

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import msgspec
from sentencex import get_sentence_boundaries

from indexer.languages import default
from indexer.languages.language import Language
from indexer.languages.scripts import UNSPACED
from indexer.model import Passage, Turn

# A run without spaces counts as a word for every 200 characters, so that it is cut too.
_WORDS = re.compile(r"\S{1,200}")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_UNITS = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]{{1,200}}")
"""Words, and each character of text without spaces."""
_CHARACTER = 0.75
"""The weight of such a character in words: the encoder takes about four tokens for three English words, and one for
each character.
"""
_CLAUSE_ENDS = "。！？、，；：．.!?,;:…ฯ។၊။"
_LEADING_VOWELS = "เแโใไເແໂໃໄ"
_VIRAMA = 9
"""The combining class of the sign that joins a letter to the next."""
_STRETCH = 60_000
"""How many code points of a turn are split into sentences at once."""


class PassageSettings(msgspec.Struct, frozen=True):
    """How turns are cut; recorded in the index. `max_words` bounds a passage, but never cuts a sentence
    shorter than `max_sentence_words` (speech-to-text without punctuation makes "sentences" of pages).
    """

    max_words: int = 110
    max_sentence_words: int = 180
    version: int = 1


def sentences(text: str, start: int, end: int, language: Language | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets into `text`, without the space around them.

    They end by the rules of a language; None means the default.
    """
    spans = [_trim(text, first, last) for first, last in _boundaries(text, start, end, language or default())]
    return [span for span in spans if span[0] < span[1]]


def _boundaries(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` with the space around them, one stretch of text after the other.

    The library's time grows with the square of the text's length where quotation marks are never closed.
    """
    while start < end:
        stop = min(end, start + _STRETCH)
        spans = [
            (start + boundary["start_index"], start + boundary["end_index"])
            for boundary in get_sentence_boundaries(language.sentences, text[start:stop])
        ]
        if stop < end:
            # The boundaries in the last quarter depend on the text that follows.
            sure = [span for span in spans if span[1] <= start + _STRETCH * 3 // 4]
            # A sentence of pages is cut into pieces anyway.
            gap = max(text.rfind(" ", start + 1, stop), text.rfind("\n", start + 1, stop))
            spans = sure or [(start, gap if gap > start else stop)]
        yield from spans
        start = spans[-1][1] if spans and stop < end else stop


def split_turn(
    text: str, turn: Turn, settings: PassageSettings, language: Language | None = None
) -> list[Passage]:
    """The passages of a turn, in order; together they hold all of its words. Empty for a turn of white space.

    Sentences end by the rules of a language; None means the default.
    """
    start, end = _trim(text, turn.start, turn.end)
    if start == end:
        return []
    words = _count(text, start, end)
    if words <= settings.max_words:
        return [Passage(turn.ordinal, start, end)]
    spans = sentences(text, start, end, language)
    units = [unit for sentence in spans for unit in _cut(text, sentence, settings)]
    # Passages of about equal length: a short rest would make a poor passage.
    target = words / math.ceil(words / settings.max_words)
    passages: list[Passage] = []
    first, length = units[0][0], 0.0
    for position, (unit_start, unit_end) in enumerate(units):
        length += _count(text, unit_start, unit_end)
        last = position == len(units) - 1
        following = 0 if last else _count(text, *units[position + 1])
        if last or length >= target or length + following > settings.max_words:
            passages.append(Passage(turn.ordinal, first, unit_end))
            if not last:
                first, length = units[position + 1][0], 0.0
    return passages


def _cut(text: str, sentence: tuple[int, int], settings: PassageSettings) -> list[tuple[int, int]]:
    """A sentence; if it is too long to be one, pieces of it cut between words."""
    if _UNSPACED.search(text, *sentence):
        return _cut_unspaced(text, sentence, settings)
    words = [match.span() for match in _WORDS.finditer(text, *sentence)]
    if len(words) <= settings.max_sentence_words:
        return [sentence]
    step = math.ceil(len(words) / math.ceil(len(words) / settings.max_words))
    return [(words[at][0], words[min(at + step, len(words)) - 1][1]) for at in range(0, len(words), step)]


def _cut_unspaced(text: str, sentence: tuple[int, int], settings: PassageSettings) -> list[tuple[int, int]]:
    """The same for text without spaces between words: pieces end at spaces and punctuation where they can."""
    start, end = sentence
    words = _count(text, start, end)
    if words <= settings.max_sentence_words:
        return [sentence]
    units = [match.span() for match in _UNITS.finditer(text, start, end)]
    target = words / math.ceil(words / settings.max_words)
    pieces: list[tuple[int, int]] = []
    length, cut, good = 0.0, start, start
    for (at, until), (following, _) in pairwise(units):
        length += _weight(text, at)
        if following > until or text[until - 1] in _CLAUSE_ENDS:
            good = following
        if length < target or not _can_begin(text, following):
            continue
        # A space or punctuation in the second half of the piece is a better end than the point where it is full.
        end_of_piece = good if 2 * _count(text, cut, good) >= target else following
        pieces.append(_trim(text, cut, end_of_piece))
        length, cut = _count(text, end_of_piece, following), end_of_piece
    return [*pieces, _trim(text, cut, end)]


def _can_begin(text: str, at: int) -> bool:
    """Whether a piece can begin at an offset: not with a mark that belongs to the letter before, or ends its clause."""
    mark = unicodedata.category(text[at])[0] == "M" or text[at] in "\u200c\u200d" or text[at] in _CLAUSE_ENDS
    joined = text[at - 1] in _LEADING_VOWELS + "\u200d" or unicodedata.combining(text[at - 1]) == _VIRAMA
    return not mark and not joined


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return min(start + left, end), max(start + left, start + len(piece.rstrip()))


def _count(text: str, start: int, end: int) -> float:
    """How many words: runs between spaces, and the characters of text without spaces by their weight."""
    if not _UNSPACED.search(text, start, end):
        return sum(1 for _ in _WORDS.finditer(text, start, end))
    return sum(_weight(text, match.start()) for match in _UNITS.finditer(text, start, end))


def _weight(text: str, at: int) -> float:
    return _CHARACTER if _UNSPACED.match(text, at) else 1.0
