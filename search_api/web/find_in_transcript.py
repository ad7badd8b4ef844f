"""Finding words in a transcript: the words as they are typed, regardless of case."""

import itertools
import re

import msgspec

from search_api.web.marked_text import Lit

_MOST = 500
LONGEST = 200
_WORD = re.compile(r"\w+")


class TextMatches(msgspec.Struct, frozen=True):
    """The places of words. `whole` is true where the text has them as typed; else each word was searched for."""

    places: tuple[Lit, ...]
    whole: bool
    more: bool


def find(text: str, words: str) -> TextMatches:
    """The places of words in a text, in order: of the words as typed, spaces aside, else of each as a word's beginning.

    At most 500 places are returned.
    """
    parts = words[:LONGEST].split()
    if not parts:
        return TextMatches((), whole=True, more=False)
    places = _matches(text, r"\s+".join(re.escape(part) for part in parts))
    whole = bool(places)
    single = sorted(set(_WORD.findall(words[:LONGEST])), key=len, reverse=True)
    if not whole and len(single) > 1:
        places = _matches(text, rf"\b(?:{'|'.join(re.escape(word) for word in single)})")
    return TextMatches(tuple(places[:_MOST]), whole, len(places) > _MOST)


def _matches(text: str, pattern: str) -> list[Lit]:
    matches = itertools.islice(re.finditer(pattern, text, re.IGNORECASE), _MOST + 1)
    return [Lit(match.start(), match.end(), "found") for match in matches]
