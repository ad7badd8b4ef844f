"""The list of transcripts: filtered, ordered by date and id, continued after any position."""

import datetime
import unicodedata
from typing import Any, Literal, TypeAlias

import msgspec

from indexer.catalog.conditions import said_by_any

Order: TypeAlias = Literal["newest", "oldest"]


class ListPosition(msgspec.Struct, frozen=True, array_like=True):
    """A position in the list: directly after a transcript, which may have been removed since."""

    date: datetime.date | None
    id: str


class Listing(msgspec.Struct, frozen=True):
    """Which part of the list to read.

    The title, the venue or the id holds each of `words`, regardless of case and accents. Somebody of the ids `speakers`
    speaks, or a turn has one of `labels`. Dates are inclusive; a transcript without a date is outside any bound, and
    last in either order.
    """

    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    order: Order = "newest"
    after: ListPosition | None = None
    labels: tuple[str, ...] = ()


def folded(text: str | None) -> str:
    """A text without differences of case and accents; registered with SQLite."""
    letters = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def where_listed(listing: Listing) -> tuple[str, list[Any]]:
    """The condition in SQL over transcripts, and the values to bind."""
    clauses, values = ["TRUE"], []
    for word in listing.words:
        clauses.append("instr(folded(coalesce(title, '') || ' ' || coalesce(venue, '') || ' ' || id), ?) > 0")
        values.append(folded(word))
    if said_by := said_by_any(listing.speakers, listing.labels):
        clauses.append(f"key IN (SELECT transcript FROM turns WHERE {said_by[0]})")
        values += said_by[1]
    for operator, bound in ((">=", listing.date_from), ("<=", listing.date_to)):
        if bound is not None:
            clauses.append(f"date {operator} ?")
            values.append(bound.isoformat())
    if listing.after is not None:
        clause, more = _after(listing.after, listing.order)
        clauses.append(clause)
        values += more
    return " AND ".join(clauses), values


def _after(position: ListPosition, order: Order) -> tuple[str, list[str]]:
    if position.date is None:
        return "(date IS NULL AND id > ?)", [position.id]
    day = position.date.isoformat()
    operator = "<" if order == "newest" else ">"
    return f"(date IS NULL OR date {operator} ? OR (date = ? AND id > ?))", [day, day, position.id]
