"""Committee hearings as the Government Publishing Office prints them.

Paragraphs are indented by four spaces; `Senator WYDEN.`, `The CHAIRMAN.` open turns; `STATEMENT OF HON. JANE
DOE` and other headings are centred.
"""

import re

from indexer.model import Metadata
from indexer.turns.gpo_text import Setting, lay_out
from indexer.turns.layout_result import LayoutResult

NAME = "hearing"

_HEARINGS = re.compile(r"\bHEARINGS?\b|\bCOMMITTEE ON\b|\bSUBCOMMITTEE\b|STATEMENTS? OF (?:HON\. )?[A-Z]")
_OPENING = re.compile(
    r"^ {2,6}(?:The CHAIR(?:MAN|WOMAN|PERSON)?"
    r"|(?:Senator|Chairman|Chairwoman|Mr\.|Ms\.|Mrs\.|Dr\.) [A-Za-z]{0,3}[A-Z]{2}[A-Z'’\- ]*)\. ",
    re.MULTILINE,
)
_SETTING = Setting(2, 6)


def recognises(text: str) -> bool:
    """Whether a text speaks of a hearing or committee and has turns of this form."""
    return _HEARINGS.search(text[:20_000]) is not None and _OPENING.search(text) is not None


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of a hearing."""
    del metadata
    return lay_out(text, begin, _SETTING)
