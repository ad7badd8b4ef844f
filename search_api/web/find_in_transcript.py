"""Finding words in a transcript: the words as they are typed, regardless of case."""

import itertools
import re

import msgspec

from indexer.export.readable import ReadableText, readable, readable_quote
from search_api.web.marked_text import Lit

_MOST = 500
LONGEST = 200
_WORD = re.compile(r"\w+")


class TextMatches(msgspec.Struct, frozen=True):
    """The places of words. `whole` is true where the text has them as typed; else each word was searched for."""

    places: tuple[Lit, ...]
    whole: bool
    more: bool


def find(text: str, words: str, source_format: str) -> TextMatches:
    """The places of words in a text as people read it, in order: of the words as typed, spaces aside, else of each as a
    word's beginning.

    At most 500 places are returned.
    """
    typed = readable_quote(words, (0, min(len(words), LONGEST)), source_format)
    parts = typed.split()
    if not parts:
        return TextMatches((), whole=True, more=False)
    shown = readable(text, (0, len(text)), source_format)
    places = _matches(shown, r"\s+".join(re.escape(part) for part in parts))
    whole = bool(places)
    single = sorted(set(_WORD.findall(typed)), key=len, reverse=True)
    if not whole and len(single) > 1:
        places = _matches(shown, rf"\b(?:{'|'.join(re.escape(word) for word in single)})")
    return TextMatches(tuple(places[:_MOST]), whole, len(places) > _MOST)


def _matches(shown: ReadableText, pattern: str) -> list[Lit]:
    matches = itertools.islice(re.finditer(pattern, shown.text, re.IGNORECASE), _MOST + 1)
    return [Lit(*shown.source(*match.span()), "found") for match in matches]
