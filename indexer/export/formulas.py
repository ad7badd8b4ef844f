"""Cells that a spreadsheet would run as a formula, with an apostrophe before them, and without it again."""

import re

_SIGNS = "=+-@\u207a\u207c\u208a\u208c\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
"""The signs that a formula begins with, and the characters that Unicode normalises to them (NFKC)."""
# A formula may begin after white space, control characters and invisible marks.
_FORMULA = re.compile(rf"[\t\r\n\v\f]|[\s\0-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[{re.escape(_SIGNS)}]")


def escape_formula(cell: object) -> object:
    """A cell that no spreadsheet runs as a formula.

    Transcript text is untrusted: =HYPERLINK(...) in a cell would run when the file is opened, also with a full-width
    sign, or after white space that the spreadsheet drops.
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """A cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
