"""Turns to passages: a turn, or a run of whole sentences of one turn. A passage never crosses a turn."""

import math
import re

import msgspec
from sentencex import get_sentence_boundaries

from indexer.model import Passage, Turn

_BLANK = re.compile(r"\s*")
_WORDS = re.compile(r"\S+")


class PassageSettings(msgspec.Struct, frozen=True):
    """How turns are cut; recorded in the index. `max_words` bounds a passage, but never cuts a sentence
    shorter than `max_sentence_words` (speech-to-text without punctuation makes "sentences" of pages).
    """

    max_words: int = 110
    max_sentence_words: int = 180
    version: int = 1


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets into `text`, without the space around them."""
    found: list[tuple[int, int]] = []
    for boundary in get_sentence_boundaries("en", text[start:end]):
        trimmed = _trim(text, start + boundary["start_index"], start + boundary["end_index"])
        if trimmed[0] < trimmed[1]:
            found.append(trimmed)
    return found


def split_turn(text: str, turn: Turn, settings: PassageSettings) -> list[Passage]:
    """The passages of a turn, in order; together they hold all of its words. None for a turn of space."""
    start, end = _trim(text, turn.start, turn.end)
    if start == end:
        return []
    words = _count(text, start, end)
    if words <= settings.max_words:
        return [Passage(turn.ordinal, start, end)]
    units = [unit for sentence in sentences(text, start, end) for unit in _cut(text, sentence, settings)]
    # Passages of about equal length: the last one is no crumb.
    target = words / math.ceil(words / settings.max_words)
    passages: list[Passage] = []
    first, held = units[0][0], 0
    for position, (unit_start, unit_end) in enumerate(units):
        held += _count(text, unit_start, unit_end)
        last = position == len(units) - 1
        following = 0 if last else _count(text, *units[position + 1])
        if last or held >= target or held + following > settings.max_words:
            passages.append(Passage(turn.ordinal, first, unit_end))
            if not last:
                first, held = units[position + 1][0], 0
    return passages


def _cut(text: str, sentence: tuple[int, int], settings: PassageSettings) -> list[tuple[int, int]]:
    """A sentence, or where it is too long to be one, pieces of it cut between words."""
    words = [match.span() for match in _WORDS.finditer(text, *sentence)]
    if len(words) <= settings.max_sentence_words:
        return [sentence]
    step = math.ceil(len(words) / math.ceil(len(words) / settings.max_words))
    return [(words[at][0], words[min(at + step, len(words)) - 1][1]) for at in range(0, len(words), step)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return min(start + left, end), max(start + left, start + len(piece.rstrip()))


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORDS.finditer(text, start, end))
