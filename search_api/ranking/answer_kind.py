"""What kind of words an answer is likely to hold: numbers for "how many", a reason for "why"."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from indexer.store.analysis import stem_hash
from indexer.store.protocol import PassageStems
from search_api.retrieval.windows import Floats

_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelv dozen twenti thirti forti fifti sixti seventi eighti
    nineti hundr thousand million billion trillion percent half third quarter twice doubl tripl
""".split()
_TIMES = """
    today tomorrow yesterday tonight week month year day hour minut morn afternoon even januari februari march april
    june juli august septemb octob novemb decemb monday tuesday wednesday thursday friday saturday sunday summer fall
    winter spring soon
""".split()
_REASONS = "becaus reason sinc caus due therefor thus given hope so".split()

_AMOUNT = r"\bhow\s+(?:many|much|big|large|high|old|far)\b|\bwhat\s+(?:share|percentage|number)\b"
_SPAN = r"\bhow\s+(?:long|often|soon)\b"
_DAY = r"^\s*when\b|\bwhat\s+(?:day|date|time|year|month)\b"
_CAUSE = r"^\s*why\b|\bfor\s+what\s+reason\b"
_KINDS: tuple[tuple[re.Pattern[str], Sequence[str], Sequence[int]], ...] = (
    (re.compile(_AMOUNT, re.IGNORECASE), _NUMBERS, range(1000)),
    (re.compile(_SPAN, re.IGNORECASE), (*_NUMBERS, *_TIMES), range(1000)),
    (re.compile(_DAY, re.IGNORECASE), _TIMES, (*range(1, 32), *range(1900, 2100))),
    (re.compile(_CAUSE, re.IGNORECASE), _REASONS, ()),
)
"""Forms of questions, and the stems and numbers that their answers hold."""
NOTHING_WANTED = 0.5


def wanted(query: str, passages: PassageStems) -> Floats:
    """Whether each passage holds words of the kind that a query wants, 1 or 0; all a half where it wants none."""
    for number, (form, _, _) in enumerate(_KINDS):
        if form.search(query):
            before = np.concatenate([[0], np.cumsum(np.isin(passages.hashes, _hashes(number)))])
            counts = np.diff(before[passages.ends], prepend=0)
            return (counts > 0).astype(np.float32)
    return np.full(len(passages.ends), NOTHING_WANTED, np.float32)


@cache
def _hashes(number: int) -> npt.NDArray[np.uint32]:
    _, stems, numbers = _KINDS[number]
    return np.array(sorted({stem_hash(stem) for stem in (*stems, *map(str, numbers))}), np.uint32)
