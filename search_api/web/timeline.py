"""The timeline: matching turns by month, as bars that link to the month; by year where there are too many months."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from search_api.web.plain_words import days_in_words, last_of_month

WIDTH, HEIGHT = 720, 64
_MOST_BARS = 120

Span = tuple[datetime.date, datetime.date]
Link = Callable[[datetime.date, datetime.date], str]


class Bar(msgspec.Struct, frozen=True):
    """A bar and its range of days; `x`, `y`, `width` and `height` are in the drawing's units."""

    first: datetime.date
    last: datetime.date
    name: str
    turns: int
    address: str
    chosen: bool
    x: float
    y: float
    width: float
    height: float


class Timeline(msgspec.Struct, frozen=True):
    """Bars in order of time, one for each month or year."""

    bars: tuple[Bar, ...]
    unit: str
    width: int = WIDTH
    height: int = HEIGHT


def timeline_of(
    months: Iterable[tuple[str, int]], link: Link, chosen: tuple[datetime.date | None, datetime.date | None]
) -> Timeline | None:
    """The timeline of counts by month ("2022-02"); None where there are fewer than two months to choose from.

    `link` returns the address of a range of days; `chosen` are the first and last day of the search.
    """
    counts = dict(months)
    if len(counts) < 2:
        return None
    # Whole years, since a few months would be a few broad blocks.
    years = range(int(min(counts)[:4]), int(max(counts)[:4]) + 1)
    every = [(year, month) for year in years for month in range(1, 13)]
    yearly = len(every) > _MOST_BARS
    spans: dict[Span, int] = {}
    for year, month in every:
        first = datetime.date(year, 1 if yearly else month, 1)
        last = datetime.date(year, 12, 31) if yearly else last_of_month(first)
        spans[first, last] = spans.get((first, last), 0) + counts.get(f"{year:04}-{month:02}", 0)
    return Timeline(tuple(_bars(spans, link, chosen)), "year" if yearly else "month")


def _bars(
    spans: Mapping[Span, int], link: Link, chosen: tuple[datetime.date | None, datetime.date | None]
) -> Iterator[Bar]:
    most, step = max(spans.values()), WIDTH / len(spans)
    for number, ((first, last), turns) in enumerate(spans.items()):
        # A bar of few turns must be visible.
        height = max(3.0, HEIGHT * turns / most) if turns else 0.0
        yield Bar(
            first=first,
            last=last,
            name=days_in_words(first, last).removeprefix("in "),
            turns=turns,
            address=link(first, last),
            chosen=any(chosen) and (chosen[0] or first) <= last and first <= (chosen[1] or last),
            x=round(number * step, 2),
            y=round(HEIGHT - height, 2),
            width=round(step, 2),
            height=round(height, 2),
        )
