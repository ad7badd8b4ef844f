"""Dates as sources write them."""

import datetime


def as_day(value: str | None) -> datetime.date | None:
    """The date that begins a text in ISO form, or None."""
    try:
        return datetime.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
