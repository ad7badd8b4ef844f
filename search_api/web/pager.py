"""A transcript in pages: which turns one shows, what of the text goes with them, and the way to the others."""

from urllib.parse import urlencode

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.stored_records import Heading
from search_api.search.turns import TURNS_A_PAGE
from search_api.web.addresses import transcript_address
from search_api.web.transcript_view import Script


class Pager(msgspec.Struct, frozen=True):
    """The way from a page to the others; addresses are empty where there is none. `told` says what is shown."""

    told: str
    first: str
    previous: str
    following: str
    last: str


def page_holding(ordinal: int, count: int) -> range:
    """The ordinals of the page that holds a turn; those of the last page where there is no such turn."""
    at = max(0, min(ordinal, count - 1)) // TURNS_A_PAGE * TURNS_A_PAGE
    return range(at, min(at + TURNS_A_PAGE, count))


def script_of(catalog: TranscriptReads, heading: Heading, text: str, shown: range) -> Script:
    """The turns of a page, with what stands before, between and behind them up to the next page."""
    # One turn more tells where the next page begins.
    turns = catalog.turns_of(heading.id, range(shown.start, shown.stop + 1))
    here = [one for one in turns if one.turn.ordinal in shown]
    begin = here[0].turn.start if here and shown.start else 0
    end = turns[-1].turn.start if len(turns) > len(here) else len(text) + 1
    outside = tuple(one for one in catalog.outside(heading.id) if begin <= one.start < end)
    return Script(text, heading.text_sha256, here, outside)


def pager_of(transcript_id: str, shown: range, count: int, words: str) -> Pager | None:
    """The way to the other pages; None where there are none. `words` are looked for there too."""
    if count <= TURNS_A_PAGE:
        return None

    def address(at: int) -> str:
        pairs = ([("turn", str(at))] if at or words else []) + ([("find", words)] if words else [])
        return transcript_address(transcript_id) + ("?" + urlencode(pairs) if pairs else "")

    last = (count - 1) // TURNS_A_PAGE * TURNS_A_PAGE
    return Pager(
        f"Turns {shown.start:,} to {shown.stop - 1:,} of {count:,}",
        address(0) if shown.start > TURNS_A_PAGE else "",
        address(shown.start - TURNS_A_PAGE) if shown.start else "",
        address(shown.stop) if shown.stop < count else "",
        address(last) if shown.start + TURNS_A_PAGE < last else "",
    )
