"""What is quoted in a text that somebody pastes: its parts, what was left out, and what the quoter added. Pure.

"…", "...", "[…]" and "(...)" stand for words left out. Words in square brackets are the quoter's own. Where the text
also has words around a quotation ('"We will not go," Biden said'), only the quotation is judged, and after a name with
a colon only what follows it.
"""

import itertools
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
_LED = re.compile(r"[^:\n“”\"«»„]{1,80}:(?=\s)")
_LEAST_WORDS = 3
"""How many words must follow a name and a colon."""
_LEAST_QUOTED = 0.5
"""From which share of the words in quotation marks the others are taken for the quoter's."""


class Insertion(msgspec.Struct, frozen=True):
    """Words of the quoter within the quote: `text[start:end]` of the pasted text, with their brackets."""

    text: str
    start: int
    end: int


class Break(msgspec.Struct, frozen=True):
    """Between the words `at - 1` and `at` of a quote words were left out, or the quoter's own `insertion` stands."""

    at: int
    insertion: Insertion | None = None


class Pasted(msgspec.Struct, frozen=True, eq=False):
    """A quote out of a pasted text. `around` are the stretches of the text outside the quotation."""

    words: Words
    breaks: tuple[Break, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    around: tuple[Span, ...] = ()

    @property
    def parts(self) -> list[Span]:
        """The numbers of the words that must stand together: from one break to the next."""
        borders = [0, *(own.at for own in self.breaks), len(self.words)]
        return list(itertools.pairwise(borders))


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


def after_colon(text: str) -> Pasted | None:
    """What follows the first words of a text and a colon, as in "Jane Roe: We will not go"; None without them.

    Those words may belong to the quote: it depends on whether they name somebody.
    """
    led = _LED.match(text)
    rest = _quote(text, [(led.end(), len(text))], ((0, led.end()),)) if led else None
    return rest if rest is not None and len(rest.words) >= _LEAST_WORDS else None


def _between(found: list[Span], length: int) -> list[Span]:
    borders = [0, *(border for start, end in found for border in (start - 1, end + 1)), length]
    return [(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True) if start < end]


def _quote(text: str, spans: list[Span], around: tuple[Span, ...]) -> Pasted:
    pieces: list[Words] = []
    breaks: dict[int, Break] = {}
    insertions: list[Insertion] = []
    count = 0
    for span in spans:
        at = span[0]
        for broken in (*_BREAK.finditer(text, *span), None):
            words = words_of(text, (at, broken.start() if broken else span[1]))
            pieces.append(words)
            count += len(words)
            insertion = None
            if broken is not None:
                at = broken.end()
            if broken is not None and broken.lastgroup == "insertion":
                insertion = Insertion(broken[0], *broken.span())
                insertions.append(insertion)
            breaks[count] = Break(count, insertion)
    together = Words(
        tuple(form for words in pieces for form in words.forms),
        tuple(place for words in pieces for place in words.spans),
        (*(mark for words in pieces for mark in words.marks[:-1]), pieces[-1].marks[-1] if pieces else ""),
    )
    inner = tuple(own for own in breaks.values() if 0 < own.at < count)
    return Pasted(together, inner, tuple(insertions), around)
