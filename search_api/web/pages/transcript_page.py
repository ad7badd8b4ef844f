"""The page of a transcript, and that of a turn with those beside it."""

from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TurnUnknown
from indexer.stored_records import Heading
from indexer.web_address import is_web_address
from search_api.contract.records import SourceRef
from search_api.server.address import address_of
from search_api.server.state import searcher_of
from search_api.web.addresses import Parameters, SearchState, transcript_address
from search_api.web.citations import Checked, checked, read_place
from search_api.web.find_in_transcript import LONGEST, TextMatches, find
from search_api.web.pager import page_holding, pager_of, script_of
from search_api.web.plain_words import counted, day_in_words
from search_api.web.quotes import Shelf
from search_api.web.rendering import rendered
from search_api.web.transcript_view import Script, parts_of, turn_part

_BESIDE = 2
"""How many turns stand before and behind the one asked for."""
_MOST_TURNS = 10**9
"""No transcript has so many; SQLite's numbers end further on."""


class Leaf(msgspec.Struct, frozen=True):
    """What stands above a transcript. `source` is a web address or empty."""

    id: str
    title: str
    day: str
    iso_day: str
    venue: str
    source: str
    turns: str
    speakers: tuple[tuple[str, str, int], ...]
    address: str


class Search(msgspec.Struct, frozen=True):
    """A search within the transcript. `told` says how it went; `everywhere` searches it by meaning."""

    words: str
    told: str
    count: int
    everywhere: str


@get("/t/{transcript_id:str}", sync_to_thread=True, include_in_schema=False)
def transcript_page(request: Request[Any, Any, Any], state: State, transcript_id: str) -> Response[str]:
    """A transcript by turns; the cited passage is lit, and so are words that are looked for."""
    catalog = searcher_of(state).catalog
    place = read_place(request.query_params)
    words = (request.query_params.get("find") or "").strip()[:LONGEST]
    with catalog.reading():
        cited = checked(catalog, transcript_id, place)
        if cited.note is not None and cited.note.verdict == "removed":
            return rendered("removed.html", status=410, id=transcript_id, note=cited.note)
        heading, text = catalog.heading(transcript_id), catalog.text(transcript_id)
        count = catalog.turn_count(transcript_id)
        found = find(text, words)
        shown = page_holding(_wanted(catalog, transcript_id, request.query_params, cited, found), count)
        leaf = _leaf(heading, count, catalog.cast(transcript_id))
        script = script_of(catalog, heading, text, shown)
    lit = sorted([*found.places, *([cited.lit] if cited.lit else [])], key=lambda one: one.start)
    return rendered(
        "transcript.html",
        leaf=leaf,
        parts_=parts_of(script, lit),
        pager=pager_of(heading.id, shown, count, words),
        note=cited.note,
        cited=cited.lit is not None,
        search=_search(transcript_id, words, found),
    )


def _wanted(
    catalog: TranscriptReads, transcript_id: str, parameters: Parameters, cited: Checked, found: TextMatches
) -> int:
    """The turn whose page is shown: the one that is named, else that of the cited passage, or of the first words found.

    Raises:
        RequestInvalid: what is named is no number.
    """
    if (named := parameters.get("turn")) is not None:
        if not (named.isascii() and named.isdigit() and len(named) < 10):
            raise RequestInvalid("turn", f"{named[:40]!r} is no number of a turn; write it as 500.")
        return int(named)
    place = cited.lit or next(iter(found.places), None)
    return catalog.ordinal_at(transcript_id, place.start) if place else 0


def _leaf(heading: Heading, count: int, cast: list[tuple[str, str, int]]) -> Leaf:
    return Leaf(
        heading.id,
        heading.title or heading.id,
        day_in_words(heading.date) if heading.date else "",
        heading.date.isoformat() if heading.date else "",
        heading.venue or "",
        heading.url if heading.url and is_web_address(heading.url) else "",
        counted(count, "turn"),
        tuple(cast),
        transcript_address(heading.id),
    )


def _search(transcript_id: str, words: str, found: TextMatches) -> Search:
    count = len(found.places)
    if not words:
        told = ""
    elif not count:
        told = f"“{words}” does not stand in this transcript."
    else:
        many = f"more than {count}" if found.more else str(count)
        places = "place" if count == 1 else "places"
        told = f"{many} {places}" if found.whole else f"Not as typed, but its words stand in {many} {places}"
    everywhere = SearchState(q=words, transcripts=(transcript_id,)).address() if words else ""
    return Search(words, told, count, everywhere)


@get("/t/{transcript_id:str}/around/{ordinal:int}", sync_to_thread=True, include_in_schema=False)
def around_page(
    request: Request[Any, Any, Any], state: State, transcript_id: str, ordinal: int
) -> Response[str]:
    """A turn with two before and two behind it."""
    if not 0 <= ordinal < _MOST_TURNS:
        raise TurnUnknown(f"{transcript_id}:{ordinal}")
    searcher = searcher_of(state)
    catalog = searcher.catalog
    with catalog.reading():
        shelf = Shelf(catalog, searcher.snapshot.people, address_of(request, state))
        heading, text = shelf.heading(transcript_id), shelf.text(transcript_id)
        first = max(0, ordinal - _BESIDE)
        stored = catalog.turns_of(transcript_id, range(first, ordinal + _BESIDE + 1))
        middle = next((one for one in stored if one.turn.ordinal == ordinal), None)
        if middle is None:
            raise TurnUnknown(f"{transcript_id}:{ordinal}")
        place = SourceRef(middle.turn.start, middle.turn.end, heading.text_sha256)
        quote = shelf.quote(middle, place)
    script = Script(text, heading.text_sha256, stored, ())
    parts = [turn_part(script, one) for one in stored]
    return rendered(
        "around.html",
        quote=quote,
        before=[part for part in parts if part.ordinal is not None and part.ordinal < ordinal],
        after=[part for part in parts if part.ordinal is not None and part.ordinal > ordinal],
    )
