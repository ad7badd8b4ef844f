"""The words of a text as quotes are compared: regardless of case, quotation marks, dashes and white space. Pure.

Words are compared without regard to case (Unicode case folding), to how accents are composed (NFC) and to the width of
letters. A word keeps its inner apostrophe ("we're" is not "were"); a number keeps its inner marks and a minus directly
before it ("5.5" is not "55", "-5" is not "5"). A hyphen is a border between words, like a space: "co-operate" is "co
operate", but not "cooperate". Signs such as "$" and "%" are words. Each character of a script without spaces is a word.
All other marks are punctuation.
"""

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right

import msgspec

from indexer.languages.scripts import UNSPACED

Span = tuple[int, int]
"""A stretch of a text in code points, half-open."""

_INVISIBLE = "\xad\u200b-\u200d\u2060\ufeff"
_QUOTES = "\"'“”„‟«»‹›‘’‚‛`´′″ʼ＇＂「」『』"
_DASHES = "\\-‐‑‒–—―−﹘﹣－"
_FORMATTING = "*_\\\\"
"""Marks of Markdown, which come along when a text is copied."""
_ALIKE = str.maketrans("‘’ʼ＇−–", "''''--")
_WIDE = re.compile("[\uff01-\uff5e\ufb00-\ufb06]+")
"""Letters and figures of full width, and joined letters."""
_DIRECTION = re.compile(r"\((?!N(?:o|ot|ever)\b)[A-Z][A-Za-z’' -]{1,60}\.\)")
_UNSEEN = re.compile(f"[{_INVISIBLE}\\[\\]]")


class Words(msgspec.Struct, frozen=True, eq=False):
    """The n words of a text: their compared forms, their places in the text, and the punctuation before each.

    `marks` has n + 1 parts: the last is the punctuation after all words.
    """

    forms: tuple[str, ...]
    spans: tuple[Span, ...]
    marks: tuple[str, ...]

    def __len__(self) -> int:
        """The number of words."""
        return len(self.forms)

    def part(self, start: int, end: int) -> "Words":
        """The words from one number to another."""
        return Words(self.forms[start:end], self.spans[start:end], self.marks[start : end + 1])

    def within(self, span: Span) -> Span:
        """The numbers of the words that lie in a stretch of the text."""
        start = bisect_left(self.spans, (span[0], span[0]))
        return start, max(start, bisect_right(self.spans, span[1], key=lambda place: place[1]))


def words_of(text: str, span: Span | None = None) -> Words:
    """The words of `text[start:end]`; their places are those in `text`."""
    forms: list[str] = []
    spans: list[Span] = []
    marks: list[str] = []
    punctuation = ""
    for match in _pattern().finditer(text, *(span or (0, len(text)))):
        if match.lastgroup is not None:
            punctuation += "..." if match[0] == "…" else match[0]
        elif form := _form(match[0]):
            forms.append(form)
            spans.append(match.span())
            marks.append(punctuation)
            punctuation = ""
    return Words(tuple(forms), tuple(spans), (*marks, punctuation))


def without_directions(text: str) -> str:
    """A text with blanks in the place of stage directions such as "(Laughter.)", which a quoter leaves out."""
    return _DIRECTION.sub(lambda match: " " * len(match[0]), text)


@functools.lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    if word.isascii() and "[" not in word:
        return word.casefold()
    plain = _UNSEEN.sub("", word).translate(_ALIKE)
    # Not of all characters: a raised 2 is no 2.
    plain = _WIDE.sub(lambda letters: unicodedata.normalize("NFKC", letters[0]), plain)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Words, and marks as the group `mark`; what matches neither is ignored."""
    letter = f"(?:(?![{UNSPACED}])[^\\W_]|[\u0300-\u036f{_INVISIBLE}])"
    return re.compile(
        rf"""
        # Most words, which the last alternative would find, too, in three times the time.
        [A-Za-z0-9]++(?:['’][A-Za-z0-9]++)*+(?!['‘’ʼ＇]?[^\W_]|[\u0300-\u036f{_INVISIBLE}]|[.,:/]\d)
        | (?<![^\s(\[{_QUOTES}])[-−–][$€£¥]?\d+(?:[.,:/]\d+)*
        | \d+(?:[.,:/]\d+)+
        | [$€£¥₹¢%‰°+=<>&@\#§]
        | [{UNSPACED}]
        # "[W]e" is "we" with a capital letter that the quoter put there.
        | (?:\[[^\W\d_]\](?=[^\W_]))?{letter}+(?:['‘’ʼ＇]{letter}+)*
        | (?P<mark>[^\s\w{_QUOTES}{_DASHES}{_FORMATTING}])
        """,
        re.VERBOSE,
    )
