"""The page of a transcript, and that of a turn with the turns next to it."""

from typing import Any

from litestar import Request, Response, get

from indexer.catalog.protocol import TranscriptReads
from search_api.browse.transcript import read_script, read_window
from search_api.contract.allowed import refuse_value
from search_api.contract.records import SourceRef
from search_api.server.address import address_of
from search_api.server.state import searcher_of
from search_api.web.addresses import Parameters, SearchState
from search_api.web.citations import CitationCheck, check_citation
from search_api.web.find_in_transcript import LONGEST, TextMatches, find
from search_api.web.quotes import Shelf
from search_api.web.rendering import rendered
from search_api.web.transcript_view import page_holding, pager_of, parts_of, turn_part

_LABELS = 12
"""The most labels of nobody known that are listed."""
_WINDOW = 2
"""How many turns are shown before and after a turn."""


@get("/t/{transcript_id:str}", sync_to_thread=True, include_in_schema=False)
def transcript_page(request: Request[Any, Any, Any], transcript_id: str) -> Response[str]:
    """A transcript by turns, with the cited passage and the words that are searched for highlighted."""
    snapshot = searcher_of(request.app).snapshot
    catalog = snapshot.catalog
    words = (request.query_params.get("find") or "").strip()[:LONGEST]
    with catalog.reading():
        citation = check_citation(catalog, transcript_id, request.query_params)
        if citation.check is not None and citation.check.verdict == "removed":
            return rendered("removed.html", status=410, check=citation.check)
        transcript = catalog.transcript_text(transcript_id)
        count = catalog.turn_count(transcript_id)
        matches = find(transcript.text, words, transcript.heading.format)
        shown = page_holding(_wanted(catalog, transcript_id, request.query_params, citation, matches), count)
        cast, unnamed = catalog.cast(transcript_id), catalog.unnamed(transcript_id)
        script = read_script(catalog, transcript, shown)
    lit = sorted([*matches.places, *([citation.lit] if citation.lit else [])], key=lambda part: part.start)
    return rendered(
        "transcript.html",
        heading=transcript.heading,
        count=count,
        cast=cast,
        labels=[
            (label, turns, SearchState(speakers=(label,), transcripts=(transcript_id,)).address())
            for label, turns in unnamed[:_LABELS]
            # A label that is somebody's name, too, would be taken for the name.
            if label.strip() and not snapshot.people.called(label)
        ],
        parts_=parts_of(script, lit),
        pager=pager_of(transcript_id, shown, count, words),
        citation=citation,
        words=words,
        matches=matches,
        by_meaning=SearchState(q=words, transcripts=(transcript_id,)).address(),
    )


def _wanted(
    catalog: TranscriptReads,
    transcript_id: str,
    parameters: Parameters,
    citation: CitationCheck,
    matches: TextMatches,
) -> int:
    """The turn whose page is shown: the requested one, else that of the cited passage or of the first match.

    Raises:
        RequestInvalid: the requested turn is no number.
    """
    if (requested := parameters.get("turn")) is not None:
        if not (requested.isascii() and requested.isdigit() and len(requested) < 10):
            raise refuse_value("turn", requested, {"type": "integer", "minimum": 0})
        return int(requested)
    place = citation.lit or next(iter(matches.places), None)
    return catalog.ordinal_at(transcript_id, place.start) if place else 0


@get("/t/{transcript_id:str}/around/{ordinal:int}", sync_to_thread=True, include_in_schema=False)
def window_page(request: Request[Any, Any, Any], transcript_id: str, ordinal: int) -> Response[str]:
    """A turn with two before and two after it."""
    snapshot = searcher_of(request.app).snapshot
    with snapshot.catalog.reading():
        stored, page = read_window(snapshot.catalog, f"{transcript_id}:{ordinal}", _WINDOW, _WINDOW)
        place = SourceRef(stored.turn.start, stored.turn.end, page.heading.text_sha256)
        quote = Shelf(snapshot, address_of(request)).quote(stored, place)
    return rendered(
        "window.html",
        heading=page.heading,
        quote=quote,
        before=[turn_part(page, turn) for turn in page.turns if turn.turn.ordinal < ordinal],
        after=[turn_part(page, turn) for turn in page.turns if turn.turn.ordinal > ordinal],
    )
