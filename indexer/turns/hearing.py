"""Committee hearings as the Government Publishing Office prints them.

Paragraphs are indented by four spaces. `Senator WYDEN.` and `The CHAIRMAN.` open turns. Headings are centred, such as
`STATEMENT OF HON. JANE DOE`.
"""

import re

from indexer.model import Metadata
from indexer.turns.gpo_text import Indentation, read_turns
from indexer.turns.layout import Example, Layout, LayoutResult

_HEARINGS = re.compile(r"\bHEARINGS?\b|\bCOMMITTEE ON\b|\bSUBCOMMITTEE\b|STATEMENTS? OF (?:HON\. )?[A-Z]")
_LABEL = re.compile(
    r"^ {2,6}(?:The CHAIR(?:MAN|WOMAN|PERSON)?"
    r"|(?:Senator|Chairman|Chairwoman|Mr\.|Ms\.|Mrs\.|Dr\.) [A-Za-z]{0,3}[A-Z]{2}[A-Z'’\- ]*)\. ",
    re.MULTILINE,
)
_INDENTATION = Indentation(2, 6)


def recognises(text: str) -> bool:
    """Whether a text mentions a hearing or committee and has labels of this form."""
    return _HEARINGS.search(text[:20_000]) is not None and _LABEL.search(text) is not None


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of a hearing."""
    del metadata
    return read_turns(text, begin, _INDENTATION)


_EXAMPLE = Example(
    "hearing",
    "     COMMITTEE ON FERRIES\n\n    The CHAIRMAN. Order.\n\n    Senator DOE. Thank you.\n",
    "hearings as GPO prints them",
    "`    Senator WYDEN. Thank you.` · `    The CHAIRMAN. The committee will come to order.`",
)
LAYOUT = Layout("hearing", recognises, read, (_EXAMPLE,))
