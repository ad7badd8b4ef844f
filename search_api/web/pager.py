"""A transcript in pages: which turns a page shows, and the links to the other pages."""

from urllib.parse import urlencode

import msgspec

from search_api.search.turns import TURNS_A_PAGE
from search_api.web.addresses import transcript_address


class Pager(msgspec.Struct, frozen=True):
    """Links from a page to the others; an address is empty where there is no such page. `shown` says which turns are
    shown.
    """

    shown: str
    first: str
    previous: str
    following: str
    last: str


def page_holding(ordinal: int, count: int) -> range:
    """The ordinals of the page that holds a turn; those of the last page where there is no such turn."""
    first = max(0, min(ordinal, count - 1)) // TURNS_A_PAGE * TURNS_A_PAGE
    return range(first, min(first + TURNS_A_PAGE, count))


def pager_of(transcript_id: str, shown: range, count: int, words: str) -> Pager | None:
    """Links to the other pages, which search for the same `words`; None where there is one page."""
    if count <= TURNS_A_PAGE:
        return None

    def address(first: int) -> str:
        pairs = ([("turn", str(first))] if first or words else []) + ([("find", words)] if words else [])
        return transcript_address(transcript_id) + ("?" + urlencode(pairs) if pairs else "")

    last = (count - 1) // TURNS_A_PAGE * TURNS_A_PAGE
    return Pager(
        f"Turns {shown.start:,} to {shown.stop - 1:,} of {count:,}",
        address(0) if shown.start > TURNS_A_PAGE else "",
        address(shown.start - TURNS_A_PAGE) if shown.start else "",
        address(shown.stop) if shown.stop < count else "",
        address(last) if shown.start + TURNS_A_PAGE < last else "",
    )
