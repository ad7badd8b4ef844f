"""Committee hearings as the Government Publishing Office prints them.

Paragraphs are indented by four spaces. `Senator WYDEN.`, `The CHAIRMAN.` and `Mr. Garrett.` open turns. Headings are
centred, such as `STATEMENT OF HON. JANE DOE`.
"""

import re
from itertools import islice

from indexer.model import Metadata
from indexer.turns.gpo_text import Indentation, label_at, read_turns
from indexer.turns.layout import Example, Layout, LayoutResult

_HEARINGS = re.compile(
    r"\[(?:House|Senate|Joint)[A-Za-z, ]* Hearing|\bHEARINGS?\b|\bCOMMITTEE ON\b|\bSUBCOMMITTEE\b"
    r"|STATEMENTS? OF (?:HON\. )?[A-Z]"
)
_WORDS = ("HEARING", "Hearing", "COMMITTEE", "STATEMENT")
_PARAGRAPH = re.compile(r"^ {2,6}(?=\S)", re.MULTILINE)
_LEAST_LABELS = 2
_INDENTATION = Indentation(2, 6, mixed_case=True)


def recognises(text: str) -> bool:
    """Whether a text mentions a hearing or committee and has labels of this form."""
    head = text[:20_000]
    if not any(word in head for word in _WORDS) or _HEARINGS.search(head) is None:
        return False
    labels = (label_at(text, match.end(), mixed_case=True) for match in _PARAGRAPH.finditer(text))
    found = [label.label for label in islice((label for label in labels if label), _LEAST_LABELS)]
    return len(found) == _LEAST_LABELS or (bool(found) and found[0].isupper())


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of a hearing."""
    del metadata
    return read_turns(text, begin, _INDENTATION)


_EXAMPLE = Example(
    "hearing",
    "     COMMITTEE ON FERRIES\n\n    The CHAIRMAN. Order.\n\n    Senator DOE. Thank you.\n",
    "hearings as GPO prints them",
    "`    Senator WYDEN. Thank you.` · `    The CHAIRMAN. The committee will come to order.` · `    Mr. Garrett. Yes.`",
)
LAYOUT = Layout("hearing", recognises, read, (_EXAMPLE,))
