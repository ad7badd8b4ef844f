"""Dates in words, read out of a question: "in May 2022", "since March 2022", "last spring", "between … and …".

A date counts only after a preposition, or where its form shows that it is one ("last week", an ISO date): a date that
is none hides answers, one that is missed only widens the search. So does the year of something that is to happen ("run
again in 2024"). dateparser reads the dates themselves; seasons are those of the northern hemisphere, by whole months.
"""

import calendar
import datetime
import functools
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from indexer.languages import default
from indexer.languages.language import DateForms, Language

Interval = tuple[datetime.date, datetime.date]
Bounds = tuple[datetime.date | None, datetime.date | None]

_DAY = datetime.timedelta(days=1)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMERIC = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4}|\d{2})")
_NUMERIC_MONTH = re.compile(r"(?P<first>\d{1,2})/(?P<year>\d{4})")
_ISO_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])")
_CAPITALISED = re.compile(r"\s+[A-Z][a-z]+")
_MOST_TRIED = 4
"""How many phrases of each kind are tried in a question: each takes up to a millisecond."""


class InterpretedDates(msgspec.Struct, frozen=True):
    """A question without its date, and the first and last day that it means, both included; None is open.

    `guessed` is true where the question gives a month or a day without a year: the latest is taken, and may be wrong.
    `bare_year` is true where it gives only a year or a decade, which may belong to the topic: "the recession in 2008".
    """

    rest: str
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    guessed: bool = False
    bare_year: bool = False


def interpret_dates(query: str, today: datetime.date, language: Language | None = None) -> InterpretedDates:
    """Read the first date out of a question; one without a date is returned unchanged. No language: the default."""
    forms = (language or default()).dates
    return _Reader(forms, today).read(query) if forms else InterpretedDates(query)


class _Reader:
    """Reads dates by the forms of a language, relative to a day."""

    def __init__(self, forms: DateForms, today: datetime.date) -> None:
        self._forms = forms
        self._today = today

    def read(self, query: str) -> InterpretedDates:
        forms = self._forms
        if not forms.hint.search(query):
            return InterpretedDates(query)
        query = forms.short_year.sub(r"\g<of> 20\g<year>", query)
        return next(self._readings(query), None) or InterpretedDates(query)

    def _readings(self, query: str) -> Iterator[InterpretedDates]:
        yield from self._between(query)
        yield from self._after_words(query)
        yield from self._alone(query)

    def _between(self, query: str) -> Iterator[InterpretedDates]:
        forms = self._forms
        for match in (
            *islice(forms.between.finditer(query), _MOST_TRIED),
            *islice(forms.span_of_months.finditer(query), _MOST_TRIED),
        ):
            first = self._interval(self._with_year(match["first"], match["second"]))
            second = self._interval(match["second"])
            if first and second and first[0] > second[1] and self._is_guess(match["first"]):
                # In November, the latest October is later than the latest December.
                first = _a_year_before(first)
            if first and second and first[0] <= second[1]:
                guessed = self._is_guess(match["first"]) and self._is_guess(match["second"])
                bare = self._is_bare_year(match["first"]) and self._is_bare_year(match["second"])
                yield InterpretedDates(_without(query, match), first[0], second[1], guessed, bare)

    def _after_words(self, query: str) -> Iterator[InterpretedDates]:
        forms = self._forms
        for match in islice(forms.after_word.finditer(query), _MOST_TRIED):
            if self._is_of_topic(query, match):
                continue
            word = match["word"].casefold()
            # "remarks from May" are of that month, unlike "since May".
            if word not in forms.certain and forms.of_occasion.search(query, 0, match.start()):
                word = ""
            if (bounds := self._bounded(word, match["date"])) is not None:
                guessed, bare = self._is_guess(match["date"]), self._is_bare_year(match["date"])
                yield InterpretedDates(_without(query, match), *bounds, guessed=guessed, bare_year=bare)

    def _alone(self, query: str) -> Iterator[InterpretedDates]:
        forms = self._forms
        for match in islice(forms.alone.finditer(query), _MOST_TRIED):
            if forms.events.match(query, match.end()) or forms.named_events.match(query, match.end()):
                continue
            if (interval := self._interval(match["date"])) is not None:
                # "38 years ago" may be of the topic.
                bare = forms.years_ago.fullmatch(match["date"]) is not None
                guessed = self._is_guess(match["date"])
                yield InterpretedDates(_without(query, match), *interval, guessed=guessed, bare_year=bare)

    def _is_of_topic(self, query: str, match: re.Match[str]) -> bool:
        """Whether a date says when something happens, or which of several is meant."""
        forms = self._forms
        if forms.events.match(query, match.end()):
            return True
        certain = match["word"].casefold() in forms.certain
        if not certain and forms.named_events.match(query, match.end()):
            return True
        if not certain and forms.month.fullmatch(match["date"]) and _CAPITALISED.match(query, match.end()):
            # "questions from April Ryan"
            return True
        if not self._is_bare_year(match["date"]):
            return False
        year = _YEAR.search(match["date"])
        later = year is not None and int(year.group()) > self._today.year
        return later or forms.plans.search(query, 0, match.start()) is not None

    def _is_bare_year(self, phrase: str) -> bool:
        return bool(_YEAR.fullmatch(phrase) or self._forms.decade.fullmatch(phrase))

    def _is_guess(self, phrase: str) -> bool:
        forms = self._forms
        if forms.weekday.fullmatch(phrase) or _NUMERIC.fullmatch(phrase):
            return True
        season = forms.seasonal.fullmatch(phrase)
        of_year = forms.years.get(phrase.casefold()) is not None or forms.named_month.fullmatch(phrase)
        if of_year or forms.week_in.fullmatch(phrase) or (season and season["which"]):
            # Where nothing of this year is indexed, the year of what is indexed is meant.
            return not _YEAR.search(phrase)
        return not (_YEAR.search(phrase) or forms.relative.match(phrase))

    def _bounded(self, word: str, phrase: str) -> Bounds | None:
        """The days that a preposition and a date mean, or None where they need not be a date."""
        forms = self._forms
        doubtful = phrase.casefold() in forms.doubtful and word not in forms.certain
        never = word in forms.never_month and forms.month.fullmatch(phrase) is not None
        interval = None if doubtful or never else self._interval(phrase)
        if interval is None:
            return None
        start, end = interval
        if forms.days.fullmatch(phrase):
            # "from 1 to 15 March"
            return interval
        bounds: dict[str, Bounds] = {
            "since": (start, None),
            "after": (end + _DAY, None),
            "before": (None, start - _DAY),
            "until": (None, end),
        }
        return bounds.get(forms.bounds.get(word, ""), interval)

    def _interval(self, phrase: str) -> Interval | None:
        """The days that a phrase means, both included."""
        forms = self._forms
        if span := forms.span.fullmatch(phrase):
            begin = _parser(self._today, forms.parser).get_date_data(forms.ago.format(span["length"])).date_obj
            return (begin.date(), self._today) if begin else None
        if season := forms.seasonal.fullmatch(phrase):
            return self._season(season)
        if month := forms.named_month.fullmatch(phrase):
            return self._named_month(month)
        if _YEAR.fullmatch(phrase):
            return _of_year(int(phrase))
        return (
            self._relative(phrase.casefold())
            or self._in_figures(phrase)
            or self._part(phrase)
            or self._parsed(forms.noise.sub("", phrase))
        )

    def _part(self, phrase: str) -> Interval | None:
        """The days of a week, a quarter, a third of a month or year, a weekday or a decade."""
        forms = self._forms
        if week := self._week(phrase):
            return week
        if part := forms.part_of_year.fullmatch(phrase):
            months = forms.parts_of_year.get(" ".join(part["part"].casefold().split()))
            return _months(int(part["year"]), *months) if months else None
        if third := forms.third.fullmatch(phrase):
            return self._third(third)
        if weekday := forms.weekday.fullmatch(phrase):
            return self._weekday(weekday)
        if decade := forms.decade.fullmatch(phrase):
            first = int(decade["first"])
            return _of_year(first)[0], _of_year(first + 9)[1]
        return None

    def _week(self, phrase: str) -> Interval | None:
        forms = self._forms
        if week := forms.week_of.fullmatch(phrase):
            day = self._interval(week["day"])
            return _week_of(day[0]) if day else None
        if week := forms.week_in.fullmatch(phrase):
            month = self._parsed(forms.noise.sub("", week["month"]))
            return _week_in(month, forms.weeks_in[week["which"].casefold()]) if month else None
        return None

    def _in_figures(self, phrase: str) -> Interval | None:
        """The days of "10/26/2022", "3/2022", "2022-03" or "March 1-15"."""
        if numeric := _NUMERIC.fullmatch(phrase) or _NUMERIC_MONTH.fullmatch(phrase):
            return self._numeric(numeric)
        if iso := _ISO_MONTH.fullmatch(phrase):
            return _of_month(int(iso["year"]), int(iso["month"]))
        days = self._forms.days.fullmatch(phrase)
        return self._days(days) if days else None

    def _numeric(self, match: re.Match[str]) -> Interval | None:
        """The day of 10/26/2022, or the month of 3/2022; None where there is none such."""
        groups = match.groupdict()
        year, first, second = int(match["year"]), int(match["first"]), groups.get("second")
        year += 2000 if year < 100 else 0
        if second is None:
            return _of_month(year, first) if first <= 12 else None
        month, day = first, int(second)
        if month > 12 or (day <= 12 and not self._forms.month_first):
            month, day = day, month
        return _day_of(year, month, day)

    def _days(self, match: re.Match[str]) -> Interval | None:
        """The days of "March 1-15, 2022" or "1 to 15 March"."""
        first, last = match["first"] or match["from"], match["last"] or match["until"]
        phrase = " ".join(filter(None, (match["month"] or match["of"], match["year"] or match["in"])))
        month = self._parsed(phrase)
        if month is None:
            return None
        begin = _day_of(month[0].year, month[0].month, int(first))
        end = _day_of(month[0].year, month[0].month, int(last))
        return (begin[0], end[0]) if begin and end and begin <= end else None

    def _third(self, match: re.Match[str]) -> Interval | None:
        number = self._forms.thirds[match["which"].casefold()]
        if match["year"]:
            return _months(int(match["year"]), 4 * number + 1, 4 * number + 4)
        month = self._parsed(self._forms.noise.sub("", match["date"]))
        if month is None:
            return None
        first, last = month
        return first.replace(day=10 * number + 1), last if number > 1 else first.replace(day=10 * number + 10)

    def _weekday(self, match: re.Match[str]) -> Interval:
        """The latest such day; today counts, except as the last one."""
        last = bool(match["which"]) and match["which"].casefold() == self._forms.last
        since = (self._today.weekday() - self._forms.weekdays[match["day"].casefold()]) % 7
        day = self._today - datetime.timedelta(days=since or (7 if last else 0))
        return day, day

    def _named_month(self, match: re.Match[str]) -> Interval | None:
        interval = self._parsed(match["month"])
        if interval is None:
            return None
        month, year = interval[0].month, self._today.year
        this = match["which"].casefold() == self._forms.this
        return _of_month(year if this or month < self._today.month else year - 1, month)

    def _relative(self, phrase: str) -> Interval | None:
        """This and last week, which begins on Monday, and this and last year."""
        weeks, years = self._forms.weeks.get(phrase), self._forms.years.get(phrase)
        if weeks is not None:
            return _week_of(self._today - datetime.timedelta(weeks=weeks))
        return _of_year(self._today.year - years) if years is not None else None

    def _parsed(self, phrase: str) -> Interval | None:
        parsed = _parser(self._today, self._forms.parser).get_date_data(phrase)
        if parsed.date_obj is None:
            return None
        day = parsed.date_obj.date()
        if parsed.period == "month":
            return _of_month(day.year, day.month)
        return _of_year(day.year) if parsed.period == "year" else (day, day)

    def _season(self, match: re.Match[str]) -> Interval | None:
        first = self._forms.first_month[match["season"].casefold()]
        if match["year"]:
            return _three_months(int(match["year"]), first)
        if match["which"] is None:
            return None
        which, today = match["which"].casefold(), self._today
        year = today.year if which == self._forms.this else today.year + 1
        interval = _three_months(year, first)
        while which == self._forms.last and interval[1] >= today:
            year -= 1
            interval = _three_months(year, first)
        return interval

    def _with_year(self, first: str, second: str) -> str:
        """The first date with the second's year where it has none: "between May and July 2022"."""
        year = _YEAR.search(second)
        return f"{first} {year.group()}" if year and not self._forms.own_year.search(first) else first


@functools.lru_cache(maxsize=4)
def _parser(today: datetime.date, language: str) -> Any:
    # Imported late: it takes a third of a second.
    from dateparser.date import DateDataParser

    base = datetime.datetime.combine(today, datetime.time(12))
    return DateDataParser(
        languages=[language], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "YMD"}
    )


def _a_year_before(interval: Interval) -> Interval:
    first, last = interval
    if first.day == 1 and last == _of_month(last.year, last.month)[1]:
        return _of_month(first.year - 1, first.month)[0], _of_month(last.year - 1, last.month)[1]
    return first - datetime.timedelta(days=365), last - datetime.timedelta(days=365)


def _three_months(year: int, first: int) -> Interval:
    last_year, last = (year + 1, 2) if first == 12 else (year, first + 2)
    return datetime.date(year, first, 1), _of_month(last_year, last)[1]


def _day_of(year: int, month: int, day: int) -> Interval | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return datetime.date(year, month, day), datetime.date(year, month, day)


def _week_in(month: Interval, number: int) -> Interval:
    """The seven days of a month that are its first, second, third, fourth, or, with -1, its last week."""
    if number < 0:
        return month[1] - 6 * _DAY, month[1]
    start = month[0] + 7 * number * _DAY
    return start, start + 6 * _DAY


def _months(year: int, first: int, last: int) -> Interval:
    return datetime.date(year, first, 1), _of_month(year, last)[1]


def _week_of(day: datetime.date) -> Interval:
    start = day - datetime.timedelta(days=day.weekday())
    return start, start + datetime.timedelta(days=6)


def _of_month(year: int, month: int) -> Interval:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _of_year(year: int) -> Interval:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _without(query: str, match: re.Match[str]) -> str:
    """A question without a date; a question mark or point after it stays."""
    before, after = query[: match.start()].rstrip(" ,"), query[match.end() :].lstrip(" ,")
    return f"{before} {after}".strip() if after[:1] not in {"?", ".", "!"} else f"{before}{after}"
