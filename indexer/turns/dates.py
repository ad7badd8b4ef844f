"""Dates as sources write them: in ISO form, and in the datelines above a transcript's first words."""

import calendar
import datetime
import re
from collections.abc import Iterable

from indexer.model import NonSpeech

_MONTHS = {name.casefold()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b",
    )
)
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
        match for part in parts for form in _FORMS for match in form.finditer(text[part.start : part.end])
    )
    days = {day for match in matches if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def event_day(dateline: datetime.date | None, published: datetime.date | None) -> datetime.date | None:
    """The event's day: the dateline's if the page was published on it or soon after, else the page's own."""
    if dateline is None or published is None:
        return published or dateline
    return dateline if datetime.timedelta() <= published - dateline <= _PUBLICATION_DELAY else published


def _day(match: re.Match[str]) -> datetime.date | None:
    month = match["month"]
    try:
        number = int(month) if month.isdigit() else _MONTHS[month.casefold()[:3]]
        return datetime.date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
