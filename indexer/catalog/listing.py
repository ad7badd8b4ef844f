"""Transcripts as a list: filtered, ordered by date and id, read on from any place in it."""

import datetime
import unicodedata
from typing import Any, Literal, TypeAlias

import msgspec

Order: TypeAlias = Literal["newest", "oldest"]


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A place in the list: right behind a transcript, which need not be there any more."""

    date: datetime.date | None
    id: str


class Listing(msgspec.Struct, frozen=True):
    """What of the list is asked for.

    Each of `words` stands in the title, the venue or the id, case and accents aside. `speakers` are ids, any of whom
    speaks. The dates are inclusive; a transcript without a date is outside any bound, and comes last in either order.
    """

    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    order: Order = "newest"
    behind: Place | None = None


def folded(text: str | None) -> str:
    """A text without what tells apart case and accents; registered with SQLite."""
    apart = unicodedata.normalize("NFKD", (text or "").casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def where_listed(listing: Listing) -> tuple[str, list[Any]]:
    """The condition in SQL over transcripts, and the values to bind."""
    clauses, values = ["TRUE"], []
    for word in listing.words:
        clauses.append("instr(folded(coalesce(title, '') || ' ' || coalesce(venue, '') || ' ' || id), ?) > 0")
        values.append(folded(word))
    if listing.speakers:
        clauses.append(
            "key IN (SELECT transcript FROM turns WHERE speaker IN (SELECT value FROM json_each(?)))"
        )
        values.append(msgspec.json.encode(listing.speakers).decode())
    for operator, bound in ((">=", listing.date_from), ("<=", listing.date_to)):
        if bound is not None:
            clauses.append(f"date {operator} ?")
            values.append(bound.isoformat())
    if listing.behind is not None:
        clause, more = _behind(listing.behind, listing.order)
        clauses.append(clause)
        values += more
    return " AND ".join(clauses), values


def _behind(place: Place, order: Order) -> tuple[str, list[str]]:
    if place.date is None:
        return "(date IS NULL AND id > ?)", [place.id]
    day = place.date.isoformat()
    operator = "<" if order == "newest" else ">"
    return f"(date IS NULL OR date {operator} ? OR (date = ? AND id > ?))", [day, day, place.id]
