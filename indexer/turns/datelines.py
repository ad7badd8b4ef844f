"""The day that a transcript itself gives, above its first words: `April 6, 2020`, `(16 February 2022)`."""

import datetime
import functools
import re
from collections.abc import Iterable

from indexer.languages import layout_words
from indexer.model import NonSpeech

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_LATE = datetime.timedelta(days=14)
"""How long after the event a page may be published."""


def day_given(text: str, parts: Iterable[NonSpeech], first: int) -> datetime.date | None:
    """The one day that datelines before the first turn give; None where they give none or several."""
    heads = [text[one.start : one.end] for one in parts if one.kind == "dateline" and one.end <= first]
    days = {day for head in heads for form in _forms() for match in form.finditer(head) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def day_of_event(given: datetime.date | None, published: datetime.date | None) -> datetime.date | None:
    """The event's day: the dateline's, if the page was published then or soon after, else the page's own."""
    if given is None or published is None:
        return published or given
    return given if datetime.timedelta() <= published - given <= _LATE else published


@functools.cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?P<known>{'|'.join(layout_words().months)})[a-z]*)\.?"
    forms = (
        rf"\b{month}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+{month},?\s+{_YEAR}\b",
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
