"""Pages of printed text without what is not speech: headers and footers, line numbers, and breaks within words."""

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 2
_LEAST_PAGES = 3
_LEAST_NUMBERS = 8
_NUMBERED = re.compile(r"(?P<number>\d{1,3})(?:[ \t]+(?P<rest>.*))?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LINE_HYPHEN = "\x02"
"""pdfium's mark of a hyphen at the end of a line, in place of hyphen and line end."""
_BROKEN = re.compile(
    rf"(?P<head>[^\W\d_]+)(?:{_LINE_HYPHEN}|-\n(?=[^\W\d_A-Z]))(?P<tail>[^\W\d_]+[^\s\w]*)(?P<space>[ \t]*)"
)
_LEAST_VOTES = 3

Page = list[str]
"""The lines of a page."""


def without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """The pages without first and last lines that most of them repeat, and the number of lines left out.

    Left and right pages of a book may have different ones.
    """
    running = [_running(pages), _running(pages[::2]), _running(pages[1::2])]
    kept, dropped = [], 0
    for number, page in enumerate(pages):
        repeated = running[0] | running[1 + number % 2]
        lines = list(page)
        for end in (0, -1):
            for _ in range(_EDGE):
                while lines and not lines[end]:
                    lines.pop(end)
                if lines and _key(lines[end]) in repeated:
                    lines.pop(end)
                    dropped += 1
        kept.append(lines)
    return kept, dropped


def _running(pages: Sequence[Page]) -> set[str]:
    """The lines that more than half of the pages have at an edge."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)} if key)
    return {key for key, count in edges.items() if len(pages) >= _LEAST_PAGES and count * 2 > len(pages)}


def _edges(page: Page) -> list[str]:
    lines = [line for line in page if line]
    return lines[:_EDGE] + lines[-_EDGE:]


def _key(line: str) -> str:
    """A line with its numbers masked, since running lines hold page numbers."""
    return re.sub(r"\d+", "#", line)


def without_line_numbers(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """The pages without the numbers of their lines, and on how many pages there were some.

    A page has them if most of its lines begin with a number, or are one, and the numbers count up by one.
    """
    stripped = [_without_numbers(page) for page in pages]
    found = sum(page is not None for page in stripped)
    if found * 2 <= sum(len(page) >= _LEAST_NUMBERS for page in pages):
        return list(pages), 0
    return [new if new is not None else page for page, new in zip(pages, stripped, strict=True)], found


def _without_numbers(page: Page) -> Page | None:
    """A page without line numbers; None if it has none."""
    expected: int | None = None
    numbered: dict[int, str] = {}
    for at, line in enumerate(page):
        match = _NUMBERED.fullmatch(line)
        number = int(match["number"]) if match else None
        if number == 1 and len(numbered) <= 1:
            # What came before was the number of the page.
            numbered, expected = {}, 1
        if match and number is not None and number == expected:
            numbered[at], expected = match["rest"] or "", number + 1
    texts = sum(bool(line) for line in page)
    if len(numbered) < _LEAST_NUMBERS or len(numbered) * 2 < texts:
        return None
    lines = [numbered.get(at, line) for at, line in enumerate(page)]
    # A number on a line of its own leaves nothing.
    return [line for at, line in enumerate(lines) if line or at not in numbered]


def whole_words(text: str) -> str:
    """A text whose words are not divided at the ends of lines.

    A hyphen stays where the text elsewhere has the word with it (`long-term`), and goes where it has the word without.
    For other words, what most words of the text show decides: some texts divide words, others only break lines at
    hyphens.
    """
    words = Counter(word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text)))
    breaks = [
        (match["head"].casefold(), _WORD.findall(match["tail"])[0].casefold())
        for match in _BROKEN.finditer(text)
    ]
    known = [keeps for head, tail in breaks if (keeps := _keeps_hyphen(head, tail, words)) is not None]
    usual = sum(known) * 2 > len(known) if len(known) >= _LEAST_VOTES else None

    def joined(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        bare = _WORD.findall(tail)[0].casefold()
        keeps = _keeps_hyphen(head.casefold(), bare, words)
        if keeps is None:
            keeps = usual if usual is not None else head.casefold() in words and bare in words
        line_end = "\n" if "\n" in match[0] else match["space"]
        return f"{head}{'-' if keeps else ''}{tail}{line_end}"

    return _BROKEN.sub(joined, text).replace(_LINE_HYPHEN, "-")


def _keeps_hyphen(head: str, tail: str, words: Counter[str]) -> bool | None:
    """Whether a divided word has a hyphen elsewhere in a text; None if it is nowhere else."""
    if f"{head}-{tail}" in words:
        return True
    return False if head + tail in words else None
