"""Dates as sources write them: in ISO form, and in the datelines above a transcript's first words."""

import datetime
import functools
import re
from collections.abc import Iterable

from indexer.languages import layout_words
from indexer.model import NonSpeech

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PUBLICATION_DELAY = datetime.timedelta(days=14)
"""A page may be published up to this long after the event."""


def iso_day(value: str | None) -> datetime.date | None:
    """The date in ISO form with which a text begins, or None."""
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def dateline_day(text: str, nonspeech: Iterable[NonSpeech], first_turn: int) -> datetime.date | None:
    """The day in the datelines before the first turn (`April 6, 2020`, `(16 February 2022)`).

    None if they hold no day, or several.
    """
    parts = (part for part in nonspeech if part.kind == "dateline" and part.end <= first_turn)
    matches = (
        match for part in parts for form in _forms() for match in form.finditer(text[part.start : part.end])
    )
    days = {day for match in matches if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def event_day(dateline: datetime.date | None, published: datetime.date | None) -> datetime.date | None:
    """The event's day: the dateline's if the page was published on it or soon after, else the page's own."""
    if dateline is None or published is None:
        return published or dateline
    return dateline if datetime.timedelta() <= published - dateline <= _PUBLICATION_DELAY else published


@functools.cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?P<known>{'|'.join(layout_words().months)})[^\W\d_]*)\.?"
    forms = (
        rf"\b{month}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\.?\s+(?:de\s+|d[’'])?{month}(?:,|\s+del?)?\s+{_YEAR}\b",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _day(match: re.Match[str]) -> datetime.date | None:
    month = match["month"]
    try:
        number = int(month) if month.isdigit() else layout_words().months[match["known"].casefold()]
        return datetime.date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
