"""The words of a stored text as people read and copy them: without Markdown's marks and hard line breaks. Pure.

Marks go and white space changes; no word goes, and no letter changes. When in doubt a mark stays. The rules are those
of CommonMark 0.31, but for marks within words ("f***ing"), which stay. Words that a transcriber struck out were said,
so they stay.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from indexer.languages.scripts import UNSPACED
from indexer.turns import congressional_record, hearing, interview, remarks

_MARKDOWN = frozenset(module.LAYOUT.name for module in (interview, remarks))
"""Formats of running text in which a `*` may be Markdown's; in other formats it is the speaker's."""
_WRAPPED = frozenset(module.LAYOUT.name for module in (congressional_record, hearing))
"""Layouts of lines of fixed length, with paragraphs that begin with spaces; so are the lines of all PDF files."""
_CONTEXT = 4_000
"""Marks are paired within a paragraph, and at most this many code points before and after the span."""

_ADDRESS = r"""(?:https?:|mailto:|tel:|/|\#|\.\.?/|www\.)(?:[^\s()<>]|\([^\s()]*\))*"""
_INLINE = "a|b|del|em|font|i|img|ins|s|small|span|strike|strong|sub|sup|u|wbr"
_BLOCKS = "blockquote|br|div|figcaption|figure|p|t[dhr]|table|tbody"
_ATTRIBUTE = r"""\s+[a-zA-Z][\w:-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+)"""
_INVISIBLE = r"(?P<invisible>[\xad\u200b\u2060\ufeff]+)"
_PLAIN = re.compile(rf"{_INVISIBLE}|(?P<space>[ \t]*[\xa0\u2007\u202f][ \t\xa0\u2007\u202f]*)")
# A single space between words is kept as it is.
_LINES = re.compile(rf"{_INVISIBLE}|(?P<space>(?! \S)\s+)")
_MARKS = re.compile(
    rf"""{_INVISIBLE}
    | (?P<space>(?!\ [^\s&\\<])(?:\s|\\\r?\n|&nbsp;|</?(?:{_BLOCKS})(?:{_ATTRIBUTE})*\s*/?>)+)
    | (?P<prefix>^(?:\#{{1,6}}[ ]+|(?:>[ ]?)+))
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<image>!\[[^\[\]]*\]\(<?{_ADDRESS}>?(?:\s+"[^"]*")?\)[ ]?)
    | (?P<linked>\]\(<?{_ADDRESS}>?(?:\s+"[^"]*")?\))
    | (?P<opening>\[) | (?P<closing>\])
    | <(?P<address>(?:https?://|mailto:)[^\s<>]+|[\w.+-]+@[\w.-]+)>
    | (?P<tag></?(?:{_INLINE})(?:{_ATTRIBUTE})*\s*/?>|<!--\s*-->)
    | (?P<emphasis>\*+|_+|~+)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][\da-fA-F]{{1,6}}|[A-Za-z][\da-zA-Z]{{1,30}});)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Numbers are left out: a sentence may go on with "3." on the next line.
_LIST_ITEM = re.compile(r"[-*+•]\s")
_UNSPACED = re.compile(f"[{UNSPACED}\u3000-\u303f\uff00-\uff60]")

Span = tuple[int, int]
_Edit = tuple[int, int, str]
"""What takes the place of `text[start:end]`."""


class ReadableText(msgspec.Struct, frozen=True):
    """A readable text, and its map to the source.

    `sources` and `places` are borders in the source and in `text`, in ascending order, as many of each. Between two
    borders both texts are the same, or one is in the place of the other.
    """

    text: str
    sources: list[int]
    places: list[int]

    def place(self, offset: int) -> int:
        """The offset in `text` of an offset in the source."""
        run = max(0, bisect_right(self.sources, offset) - 1)
        moved = self.places[run] + max(0, offset - self.sources[run])
        return min(moved, self.places[min(run + 1, len(self.places) - 1)])

    def source(self, start: int, end: int) -> Span:
        """The span in the source of `text[start:end]`, without the marks before and after it."""
        first, last = bisect_right(self.places, start) - 1, bisect_left(self.places, end)
        # What is in the place of white space is as long as it only by chance, and a part of it stands for the whole.
        is_same = self.sources[last] - self.sources[last - 1] == self.places[last] - self.places[last - 1]
        rest = self.places[last] - end if is_same else 0
        return self.sources[first] + start - self.places[first], self.sources[last] - rest


def readable(text: str, span: Span, source_format: str) -> ReadableText:
    """`text[start:end]` as people read it, by the format of its transcript; blank lines separate paragraphs.

    The offsets of the map are those of `text`. White space at both ends is dropped.
    """
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    pieces, sources, places, at, length = [""], [start], [0], start, 0
    for begin, stop, put in _edits(text, (start, end), source_format):
        if stop <= start or begin >= end or (put.strip() and not start <= begin < stop <= end):
            continue
        begin, stop = max(begin, start), min(stop, end)  # noqa: PLW2901 - clipped to the span
        pieces.append(text[at:begin])
        length += begin - at
        last = pieces[-1] or pieces[-2]
        # White space on both sides of a mark is one space.
        inserted = "" if put == " " and (not length or last.endswith((" ", "\n"))) else put
        sources += [begin, stop]
        places += [length, length + len(inserted)]
        pieces.append(inserted)
        length, at = length + len(inserted), stop
    pieces.append(text[at:end])
    return ReadableText("".join(pieces), [*sources, end], [*places, length + end - at])


def readable_quote(text: str, span: Span, source_format: str) -> str:
    """The readable text of a span, without the map."""
    return readable(text, span, source_format).text


def _edits(text: str, span: Span, source_format: str) -> list[_Edit]:
    """What to change, in order; spans at the ends may reach over the span."""
    container, _, layout = source_format.rpartition("/")
    if source_format in _MARKDOWN:
        return sorted(_unmarked(text, _paragraph(text, span)))
    pattern = _LINES if layout in _WRAPPED or container == "pdf" else _PLAIN
    return [_spaced(text, match, indented=True) for match in pattern.finditer(text, *span)]


def _paragraph(text: str, span: Span) -> Span:
    """The span, widened to the blank lines before and after it."""
    start, end = span
    least, most = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    while start > least:
        line = max(text.rfind("\n", least, start - 1) + 1, least)
        if not text[line:start].strip():
            break
        start = line
    while end < most:
        line = text.find("\n", end + 1, most)
        line = most if line < 0 else line
        if not text[end:line].strip():
            break
        end = line
    return start, end


class _Opener(msgspec.Struct):
    """Marks of emphasis that no others close yet: `text[start:end]`."""

    start: int
    end: int


def _unmarked(text: str, span: Span) -> Iterator[_Edit]:  # noqa: C901 - a case for each kind of mark
    """The edits that take Markdown's marks out, not in order."""
    openers: defaultdict[str, list[_Opener]] = defaultdict(list)
    brackets: list[int] = []
    for match in _MARKS.finditer(text, *span):
        start, end = match.span()
        match match.lastgroup:
            case "space" | "invisible":
                edit = _spaced(text, match, indented=False)
                if edit[2] == "\n\n":
                    openers.clear()
                    brackets.clear()
                yield edit
            case "escaped":
                yield start, start + 1, ""
            case "opening":
                brackets.append(start)
            case "closing" if brackets:
                brackets.pop()
            case "linked" if brackets:
                opening = brackets.pop()
                yield opening, opening + 1, ""
                yield start, end, ""
            case "address":
                yield start, start + 1, ""
                yield end - 1, end, ""
            case "entity":
                yield start, end, html.unescape(match[0])
            case "emphasis":
                yield from _emphasis(text, start, end, openers[match[0][0]])
            case "prefix" | "tag":
                yield start, end, ""
            case "image":
                yield start, end, " "


def _emphasis(text: str, start: int, end: int, openers: list[_Opener]) -> Iterator[_Edit]:
    """The marks that these marks and earlier ones of the same character make a pair of."""
    if end - start > 3 or (text[start] == "~" and end - start != 2):
        return
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    if not (before.isspace() or before in "([{“‘«" or after.isalnum()):
        while openers and start < end:
            opener = openers[-1]
            count = min(opener.end - opener.start, end - start)
            yield opener.end - count, opener.end, ""
            yield start, start + count, ""
            opener.end, start = opener.end - count, start + count
            if opener.start == opener.end:
                openers.pop()
    if start < end and not (after.isspace() or after in ".,;:!?…)]}”’»" or before.isalnum()):
        openers.append(_Opener(start, end))


def _spaced(text: str, match: re.Match[str], *, indented: bool) -> _Edit:
    """White space as a space, a line break before a list's item, or a blank line; invisible characters as nothing."""
    start, end, lines = match.start(), match.end(), match[0].count("\n")
    if match.lastgroup == "invisible":
        return start, end, ""
    if lines > 1:
        return start, end, "\n\n"
    if lines and (_LIST_ITEM.match(text, end) or (indented and match[0].endswith(("  ", "\t")))):
        return start, end, "\n"
    if lines and _UNSPACED.match(text, start - 1) and _UNSPACED.match(text, end):
        return start, end, ""
    return start, end, " "
