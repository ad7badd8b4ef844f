"""Dates in words, read out of a question: "in May 2022", "since March 2022", "last spring", "between … and …".

A date counts only behind a preposition, or where it says by itself that it is one ("last week", an ISO date): a
false reading hides answers, a missed one only widens the search. The dates themselves are dateparser's to read;
seasons are the northern hemisphere's, by whole months.
"""

import calendar
import datetime
import functools
import re
from typing import Any

import msgspec

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_UNIT = r"(?:day|week|month|year)s?"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_EXACT = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\d)|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}|{_SEASON}\s+(?:of\s+)?{_YEAR}"
)
_RELATIVE = (
    rf"(?:last|this)\s+(?:week|month|year|{_SEASON}|{_MONTH})|yesterday|today|{_NUMBER}\s+{_UNIT}\s+ago"
    rf"|(?:last|past)\s+{_NUMBER}\s+{_UNIT}"
)
_BARE = rf"{_YEAR}|{_MONTH}"
_END = r"(?![\w'’]|-\w)"
_ANY = rf"(?:{_RELATIVE}|{_EXACT}|{_BARE})"
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{_ANY})\s+(?:and|to|until|till|through)\s+(?P<second>{_ANY}){_END}",
    re.IGNORECASE,
)
# "After the May 2022 penalties" tells which penalties, not on which days to look.
_BEHIND = re.compile(
    rf"\b(?P<word>since|after|before|until|till|through|in|during|on|from|throughout)\s+"
    rf"(?:the\s+(?=(?:{_RELATIVE}|{_SEASON}|{_DAY}\s+of)\b))?(?P<date>{_ANY}){_END}",
    re.IGNORECASE,
)
# "Aid given over the last year" tells of the aid, not of the day on which it was spoken of.
_ALONE = re.compile(
    rf"(?<!\bover )(?<!\bthe )(?<!\bof )(?<!\bfor )\b(?P<date>{_RELATIVE}|\d{{4}}-\d{{2}}-\d{{2}}){_END}",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?:the\s+)?(?:last|past)\s+(?P<length>{_NUMBER}\s+{_UNIT})", re.IGNORECASE)
_SEASONAL = re.compile(
    rf"(?P<which>last|this)?\s*(?P<season>{_SEASON})(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?", re.IGNORECASE
)
_NAMED_MONTH = re.compile(rf"(?P<which>last|this)\s+(?P<month>{_MONTH})", re.IGNORECASE)
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_HINT = re.compile(rf"\b(?:{_YEAR}|{_MONTH}|{_SEASON}|{_UNIT}|yesterday|today)", re.IGNORECASE)

Interval = tuple[datetime.date, datetime.date]


class InterpretedDates(msgspec.Struct, frozen=True):
    """A question without its date, and the days it asks for, both included; None is open.

    `guessed` where the question gives a month or a day without a year: the latest is taken, and may not be meant.
    """

    rest: str
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    guessed: bool = False


def interpret_dates(query: str, today: datetime.date) -> InterpretedDates:
    """Read the first date out of a question; one without a date comes back as it is."""
    if not _HINT.search(query):
        return InterpretedDates(query)
    for match in _BETWEEN.finditer(query):
        first = _interval(_with_year(match["first"], match["second"]), today)
        second = _interval(match["second"], today)
        if first and second and first[0] <= second[1]:
            guessed = _is_guess(match["first"]) and _is_guess(match["second"])
            return InterpretedDates(_without(query, match), first[0], second[1], guessed)
    for match in _BEHIND.finditer(query):
        if (bounds := _bounded(match["word"].casefold(), match["date"], today)) is not None:
            return InterpretedDates(_without(query, match), *bounds, guessed=_is_guess(match["date"]))
    for match in _ALONE.finditer(query):
        if (found := _interval(match["date"], today)) is not None:
            return InterpretedDates(_without(query, match), *found)
    return InterpretedDates(query)


def _is_guess(phrase: str) -> bool:
    return not re.search(_YEAR, phrase) and not re.match(_RELATIVE, phrase, re.IGNORECASE)


def _bounded(
    word: str, phrase: str, today: datetime.date
) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The days that a preposition and a date mean, or None where they need not be a date."""
    # "before May" may be a person, "on March" a street.
    doubtful = phrase.casefold() in {"may", "march"} and word not in {"in", "during", "since"}
    bare_month = re.fullmatch(_MONTH, phrase, re.IGNORECASE) is not None
    found = None if doubtful or (bare_month and word == "on") else _interval(phrase, today)
    if found is None:
        return None
    start, end = found
    day = datetime.timedelta(days=1)
    bounds: dict[str, tuple[datetime.date | None, datetime.date | None]] = {
        "since": (start, None),
        "from": (start, None),
        "after": (end + day, None),
        "before": (None, start - day),
        "until": (None, end),
        "till": (None, end),
        "through": (None, end),
    }
    return bounds.get(word, found)


def _interval(phrase: str, today: datetime.date) -> Interval | None:
    """The days that a phrase means, both included."""
    if span := _SPAN.fullmatch(phrase):
        begin = _parser(today).get_date_data(f"{span['length']} ago").date_obj
        return (begin.date(), today) if begin else None
    if season := _SEASONAL.fullmatch(phrase):
        return _season(season, today)
    if month := _NAMED_MONTH.fullmatch(phrase):
        return _named_month(month, today)
    if re.fullmatch(_YEAR, phrase):
        return _of_year(int(phrase))
    return _around(phrase.casefold(), today) or _parsed(re.sub(r"\bof\b", "", phrase), today)


def _named_month(match: re.Match[str], today: datetime.date) -> Interval | None:
    found = _parsed(match["month"], today)
    if found is None:
        return None
    month = found[0].month
    this = match["which"].casefold() == "this"
    return _of_month(today.year if this or month < today.month else today.year - 1, month)


def _around(phrase: str, today: datetime.date) -> Interval | None:
    """This and last week, which begins on Monday, and this and last year."""
    monday = today - datetime.timedelta(days=today.weekday())
    if phrase in {"this week", "last week"}:
        start = monday - datetime.timedelta(days=7 * (phrase == "last week"))
        return start, start + datetime.timedelta(days=6)
    if phrase in {"this year", "last year"}:
        return _of_year(today.year - (phrase == "last year"))
    return None


def _parsed(phrase: str, today: datetime.date) -> Interval | None:
    found = _parser(today).get_date_data(phrase)
    if found.date_obj is None:
        return None
    day = found.date_obj.date()
    if found.period == "month":
        return _of_month(day.year, day.month)
    return _of_year(day.year) if found.period == "year" else (day, day)


@functools.lru_cache(maxsize=4)
def _parser(today: datetime.date) -> Any:
    # Imported late: it takes a third of a second.
    from dateparser.date import DateDataParser

    base = datetime.datetime.combine(today, datetime.time(12))
    return DateDataParser(
        languages=["en"],
        settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "YMD"},
    )


def _season(match: re.Match[str], today: datetime.date) -> Interval | None:
    first = _FIRST_MONTH[match["season"].casefold()]
    if match["year"]:
        return _three_months(int(match["year"]), first)
    if match["which"] is None:
        return None
    year = today.year if match["which"].casefold() == "this" else today.year + 1
    found = _three_months(year, first)
    while match["which"].casefold() == "last" and found[1] >= today:
        year -= 1
        found = _three_months(year, first)
    return found


def _three_months(year: int, first: int) -> Interval:
    last_year, last = (year + 1, 2) if first == 12 else (year, first + 2)
    return datetime.date(year, first, 1), _of_month(last_year, last)[1]


def _of_month(year: int, month: int) -> Interval:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _of_year(year: int) -> Interval:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _with_year(first: str, second: str) -> str:
    """The first date with the second's year where it has none: "between May and July 2022"."""
    year = re.search(_YEAR, second)
    has_own = re.search(rf"{_YEAR}|\b(?:last|this|ago)\b", first, re.IGNORECASE)
    return f"{first} {year.group()}" if year and not has_own else first


def _without(query: str, match: re.Match[str]) -> str:
    """A question without a date; a question mark or point behind it stays."""
    before, after = query[: match.start()].rstrip(" ,"), query[match.end() :].lstrip(" ,")
    return f"{before} {after}".strip() if after[:1] not in {"?", ".", "!"} else f"{before}{after}"
