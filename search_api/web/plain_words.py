"""Dates, times and counts in plain words."""

import calendar
import datetime


def day_in_words(day: datetime.date) -> str:
    """16 February 2022."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def month_in_words(day: datetime.date) -> str:
    """February 2022."""
    return f"{calendar.month_name[day.month]} {day.year}"


def days_in_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """A range of days, both included: "since March 2022", "in May 2022", "1 May 2022 to 3 June 2022"."""
    if first is not None and last is not None:
        return _between(first, last)
    if first is not None:
        return f"since {month_in_words(first) if first.day == 1 else day_in_words(first)}"
    if last is not None:
        return f"until {month_in_words(last) if last == last_of_month(last) else day_in_words(last)}"
    return "at any time"


def _between(first: datetime.date, last: datetime.date) -> str:
    whole = first.day == 1 and last == last_of_month(last)
    years = whole and (first.month, last.month) == (1, 12)
    short = str(first.year) if years else month_in_words(first) if whole else day_in_words(first)
    end = str(last.year) if years else month_in_words(last) if whole else day_in_words(last)
    if short == end:
        return f"{'in' if whole else 'on'} {short}"
    return f"{short} to {end}"


def last_of_month(day: datetime.date) -> datetime.date:
    """The last day of a month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """1 turn, 1,234 turns."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def beginning(text: str, length: int) -> str:
    """The first words of a text, with an ellipsis where more follow."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length + 1].rpartition(" ")[0] or flat[:length]
    return cut.rstrip(" ,;:–—-") + " …"
