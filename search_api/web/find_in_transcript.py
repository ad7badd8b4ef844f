"""Finding words within one transcript: the words as they are typed, whatever their case."""

import re

import msgspec

from search_api.web.marked_text import Lit

_MOST = 500
LONGEST = 200
_WORD = re.compile(r"\w+")


class TextMatches(msgspec.Struct, frozen=True):
    """Where words stand. `whole` says that they stand as they were typed; else each word was looked for."""

    places: tuple[Lit, ...]
    whole: bool
    more: bool


def find(text: str, words: str) -> TextMatches:
    """Where words stand in a text, in order: as they are typed, spaces aside, else each at the beginning of a word.

    No more than 500 places are given.
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
    found = []
    for match in re.finditer(pattern, text, re.IGNORECASE):
        found.append(Lit(match.start(), match.end(), "found"))
        if len(found) > _MOST:
            break
    return found
