"""Texts with numbered lines, as depositions and pleadings have them: the numbers of lines and pages are taken out.

The stored text of such a file is therefore not the decoded source itself, as that of a PDF is not: a number at every
line end would otherwise stand in every quote.
"""

import re
from itertools import islice

_NUMBERED = re.compile(r"[ \t]{0,8}(?P<number>\d{1,2})(?:(?P<gap>[ \t]+)(?P<words>\S.*)?)?$")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,5}\s*", re.IGNORECASE)
_MARGIN_CODE = re.compile(r"^\d{2}/\d{2}/\d{4}[A-Z]{1,2}\d{5}(?=\S)", re.MULTILINE)
_LEAST_LINES = 4
_LEAST_SHARE = 0.7


def without_line_numbers(text: str) -> str:
    """The text without the numbers of its lines and pages; the text itself if its lines are not numbered.

    Lines are numbered if at least four lines, and seven of ten, begin with a number that is one more than the last such
    number, or 1.
    """
    lines = text.splitlines()
    matches = [_NUMBERED.match(line) for line in lines]
    counted = last = 0
    for match in matches:
        if match is None:
            continue
        number = int(match["number"])
        counted += number in {1, last + 1}
        last = number
    if counted < _LEAST_LINES or counted < _LEAST_SHARE * sum(bool(line.strip()) for line in lines):
        return text
    kept = []
    for line, match in zip(lines, matches, strict=True):
        if match is not None and (match["gap"] or not _PAGE_NUMBER.fullmatch(line)):
            kept.append((match["gap"] or "") + (match["words"] or ""))
        elif match is not None or not _PAGE_NUMBER.fullmatch(line):
            kept.append("" if match is not None else line)
    return "\n".join(line.rstrip() for line in kept) + "\n"


def without_margin_codes(text: str) -> str:
    """The text without the codes that some parliaments print before each paragraph (`24/04/2015A00200Deputy …`)."""
    if sum(1 for _ in islice(_MARGIN_CODE.finditer(text), _LEAST_LINES)) < _LEAST_LINES:
        return text
    return _MARGIN_CODE.sub("\n", text)
