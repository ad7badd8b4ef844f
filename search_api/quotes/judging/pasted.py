"""What is quoted in a text that somebody pastes: its parts, what was left out, and what the quoter added. Pure.

"…", "...", "[…]" and "(...)" stand for words left out. Words in square brackets are the quoter's own. Where the text
also has words around a quotation ('"We will not go," Biden said'), only the quotation is judged.
"""

import re

import msgspec

from search_api.quotes.judging.words import Span, Words, words_of

_DOTS = r"(?:…|\.{3,}|\.(?:[ \xa0]\.){2,})"
_BREAK = re.compile(
    rf"(?P<elision>\[\s{{0,3}}{_DOTS}\s{{0,3}}\]|\(\s{{0,3}}{_DOTS}\s{{0,3}}\)|{_DOTS})"
    r"|(?P<insertion>(?<![^\W_])[^\W_]{1,40}\[[^\[\]]{1,200}\]|(?!\[[^\W\d_]\][^\W_])\[[^\[\]]{1,200}\])"
)
_QUOTATION = re.compile(
    r"“(?P<a>[^“”]+)”|\"(?P<b>[^\"]+)\"|«(?P<c>[^«»]+)»|„(?P<d>[^„“”]+)[“”]"
    r"|(?<!\w)‘(?P<e>(?:[^‘’]|’(?=\w))+)’(?!\w)"
)
_LEAST_QUOTED = 0.5
"""From which share of the words in quotation marks the others are taken for the quoter's."""


class Insertion(msgspec.Struct, frozen=True):
    """Words of the quoter within the quote: `text[start:end]` of the pasted text, with their brackets."""

    text: str
    start: int
    end: int


class Part(msgspec.Struct, frozen=True, eq=False):
    """Words that must stand together. `first` and `end` are their numbers among all words of the quote.

    `after` says what stands before the part: nothing, words left out, or words that the quoter put in their place.
    """

    words: Words
    first: int
    after: Insertion | None = None

    def __len__(self) -> int:
        """The number of words."""
        return len(self.words)


class Pasted(msgspec.Struct, frozen=True, eq=False):
    """A quote out of a pasted text. `around` are the stretches of the text outside the quotation."""

    parts: tuple[Part, ...]
    words: Words
    insertions: tuple[Insertion, ...] = ()
    around: tuple[Span, ...] = ()


def readings(text: str) -> list[Pasted]:
    """The quotes that a pasted text may be: all of it, and what it has in quotation marks, if that is most of it.

    None of them has no words.
    """
    whole = _quote(text, [(0, len(text))], ())
    found = [match.span(match.lastgroup or 0) for match in _QUOTATION.finditer(text)]
    quoted = _quote(text, found, tuple(_between(found, len(text))))
    if not len(quoted.words):
        return [whole] if len(whole.words) else []
    opens, closes = found[0][0] - 1, found[-1][1] + 1
    at_an_end = not words_of(text, (0, opens)) or not words_of(text, (closes, len(text)))
    count = len(words_of(text))
    if len(found) == 1 and len(quoted.words) == len(whole.words):
        return [whole]
    if at_an_end and len(quoted.words) >= _LEAST_QUOTED * count:
        return [whole, quoted]
    return [whole] if len(whole.words) else []


def _between(found: list[Span], length: int) -> list[Span]:
    borders = [0, *(border for start, end in found for border in (start - 1, end + 1)), length]
    return [(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True) if start < end]


def _quote(text: str, spans: list[Span], around: tuple[Span, ...]) -> Pasted:
    parts: list[Part] = []
    insertions: list[Insertion] = []
    count = 0
    for span in spans:
        at, inserted = span[0], None
        for broken in (*_BREAK.finditer(text, *span), None):
            stop = broken.start() if broken else span[1]
            words = words_of(text, (at, stop))
            if len(words):
                parts.append(Part(words, count, inserted))
                count += len(words)
                inserted = None
            if broken is None:
                break
            at = broken.end()
            if broken.lastgroup == "insertion":
                inserted = Insertion(broken[0], *broken.span())
                insertions.append(inserted)
    together = Words(
        tuple(form for part in parts for form in part.words.forms),
        tuple(place for part in parts for place in part.words.spans),
        (*(mark for part in parts for mark in part.words.marks[:-1]), ""),
    )
    return Pasted(tuple(parts), together, tuple(insertions), around)
