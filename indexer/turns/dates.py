"""Dates and times as sources write them: in fields, in names of files, in the datelines above a transcript's words, and
next to labels.
"""

import datetime
import functools
import re
from collections.abc import Iterable

from indexer.languages import layout_words
from indexer.model import NonSpeech

CLOCK = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2}(?:[.,]\d{1,3})?)"
"""A time of the recording, with the groups that `clock_seconds` reads."""
_HALF_DAY = r"(?:[AaPp]\.[Mm]\.|[AP]M\b|[ap]m\b)"
TIME_OF_DAY = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?[ \xa0]?{_HALF_DAY}"
"""A time of day as people write it next to labels: it is no time of the recording."""
_LEADING_TIME = re.compile(
    rf"(?P<bracket>[\[(<])?{CLOCK}[\])>]?(?:[\s\xa0]+|$)(?:[-–—|][\s\xa0]+)?(?!{_HALF_DAY})"
)
_TIME_OF_DAY = re.compile(r"\b\d{1,2}(?::\d{2})?[ \xa0]*(?:A\.?M\.?|P\.?M\.?)(?![a-z])", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_FOUR_DIGITS = re.compile(r"\d{4}")
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


def written_day(value: str) -> datetime.date | None:
    """The day that a field gives: in ISO form, as `2022/02/16`, or in words; None if there is none, or several."""
    if day := iso_day(value) or iso_day(value[:10].replace("/", "-").replace(".", "-")):
        return day
    return _only_day(_forms(), value)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return any(form.fullmatch(text) for form in _forms())


def file_name_day(name: str) -> datetime.date | None:
    """The day at the beginning or the end of a file's name: `2018-Apr-26-AMZN.txt`, `interview-2015-07-19.txt`.

    None if there is none, or another at the other end. `name` may be a path.
    """
    stem = re.sub(r"\.[A-Za-z]\w{0,9}$", "", name.rpartition("/")[2])
    return _only_day(_name_forms(), stem)


def _only_day(forms: Iterable[re.Pattern[str]], text: str) -> datetime.date | None:
    days = {day for form in forms for match in form.finditer(text) if (day := _day(match))}
    return days.pop() if len(days) == 1 else None


def dateline_day(text: str, nonspeech: Iterable[NonSpeech], first_turn: int) -> datetime.date | None:
    """The day in the datelines before the first turn (`April 6, 2020`, `(16 February 2022)`).

    None if they hold no day, or several.
    """
    parts = (part for part in nonspeech if part.kind == "dateline" and part.end <= first_turn)
    return _only_day(_forms(), "\n".join(text[part.start : part.end] for part in parts))


def event_day(dateline: datetime.date | None, published: datetime.date | None) -> datetime.date | None:
    """The event's day: the dateline's if the page was published on it or soon after, else the page's own.

    `published` may also be the day in the name of the file.
    """
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


@functools.cache
def _name_forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?P<known>{'|'.join(layout_words().months)})[a-z]*)"
    gap = r"[-_. ]"
    year, day = r"(?P<year>(?:19|20)\d{2})", r"(?P<day>\d{2})"
    short_day = r"(?P<day>\d{1,2})"
    digits = rf"{year}(?P<gap>{gap}?)(?P<month>\d{{2}})(?P=gap){day}"
    words = (
        rf"{year}{gap}?{month}{gap}?{short_day}",
        rf"{short_day}{gap}?{month}{gap}?{year}",
        rf"{month}{gap}?{short_day},?{gap}?{year}",
    )
    at_the_end = [rf"(?<!\d){digits}\Z", *(rf"(?<![^\W_]){form}\Z" for form in words)]
    forms = [*(rf"\A{form}(?!\d)" for form in (digits, *words)), *at_the_end]
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _day(match: re.Match[str]) -> datetime.date | None:
    month = match["month"]
    try:
        number = int(month) if month.isdigit() else layout_words().months[match["known"].casefold()]
        return datetime.date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


def leading_time(text: str, at: int = 0) -> re.Match[str] | None:
    """A time of the recording at an offset. Without brackets it needs hours: `3:05 P.M.` is none."""
    leading = _LEADING_TIME.match(text, at)
    return leading if leading and (leading["bracket"] or leading["hours"]) else None


def is_time(line: str) -> bool:
    """Whether a line holds a time of the recording and nothing else."""
    leading = leading_time(line)
    return leading is not None and leading.end() == len(line)


def clock_seconds(match: re.Match[str], prefix: str = "") -> float:
    """The seconds of a match of `CLOCK`, the names of whose groups may have a prefix."""
    hours, minutes, seconds = (match[prefix + name] for name in ("hours", "minutes", "seconds"))
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def is_dated(paragraph: str) -> bool:
    """Whether a short paragraph holds a time of day or a date: `END 3:56 P.M. EST`."""
    return len(paragraph.split()) <= 12 and has_time(paragraph)


def has_time(text: str) -> bool:
    """Whether a text holds a time of day or a date."""
    if _DIGIT.search(text) is None:
        return False
    return _TIME_OF_DAY.search(text) is not None or (
        _FOUR_DIGITS.search(text) is not None and _date().search(text) is not None
    )


@functools.cache
def _date() -> re.Pattern[str]:
    months = "|".join(layout_words().months)
    return re.compile(rf"\b(?:{months})[^\W\d_]*\.?[ \xa0]+\d{{1,2}}\b.{{0,3}}\b\d{{4}}", re.IGNORECASE)
