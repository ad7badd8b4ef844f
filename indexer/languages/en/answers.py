"""Kinds of English questions, and the stems that their answers hold."""

import re

from indexer.languages.language import AnswerKind

_NUMBERS = tuple(
    """
    one two three four five six seven eight nine ten eleven twelv dozen twenti thirti forti fifti sixti seventi eighti
    nineti hundr thousand million billion trillion percent half third quarter twice doubl tripl
""".split()
)
_TIMES = tuple(
    """
    today tomorrow yesterday tonight week month year day hour minut morn afternoon even januari februari march april
    june juli august septemb octob novemb decemb monday tuesday wednesday thursday friday saturday sunday summer fall
    winter spring soon
""".split()
)
_REASONS = tuple("becaus reason sinc caus due therefor thus given hope so".split())

_AMOUNT = r"\bhow\s+(?:many|much|big|large|high|old|far)\b|\bwhat\s+(?:share|percentage|number)\b"
_SPAN = r"\bhow\s+(?:long|often|soon)\b"
_DAY = r"^\s*when\b|\bwhat\s+(?:day|date|time|year|month)\b"
_CAUSE = r"^\s*why\b|\bfor\s+what\s+reason\b"

ANSWERS = (
    AnswerKind(re.compile(_AMOUNT, re.IGNORECASE), _NUMBERS, range(1000)),
    AnswerKind(re.compile(_SPAN, re.IGNORECASE), (*_NUMBERS, *_TIMES), range(1000)),
    AnswerKind(re.compile(_DAY, re.IGNORECASE), _TIMES, (*range(1, 32), *range(1900, 2100))),
    AnswerKind(re.compile(_CAUSE, re.IGNORECASE), _REASONS),
)
