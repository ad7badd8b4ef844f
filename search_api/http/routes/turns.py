"""Turns, and quotes: their citations, and whether they still stand."""

from typing import Annotated

from litestar import MediaType, Response, get

from search_api.browse.transcript import TurnAnswer, read_turn
from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import problems, reading
from search_api.http.parameters import TurnId, parameter
from search_api.quotes import cited_quote
from search_api.quotes.citation_formats import MEDIA_TYPES, CitationFormat, cite
from search_api.quotes.citation_source import CitationRequest, read_citation
from search_api.quotes.cited_quote import LONGEST, QuoteCheck
from search_api.server.address import address_of
from search_api.server.state import searcher_of


@get("/v1/turns/{turn_id:str}", responses=reading(404), sync_to_thread=True, summary="A turn")
def turn(request: AnyRequest, turn_id: TurnId) -> Response[TurnAnswer]:
    """A turn, whole, with its speaker, source and event."""
    return answer(request, indexed(request), lambda: read_turn(searcher_of(request.app).catalog, turn_id))


@get(
    "/v1/turns/{turn_id:str}/citation",
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    responses=problems(404, 409),
    summary="A quote as a citation",
)
def citation(  # noqa: PLR0913 - one argument a query parameter
    request: AnyRequest,
    turn_id: TurnId,
    format: Annotated[CitationFormat, parameter("Format of the citation; csl is CSL JSON.", "bibtex")] = "text",  # noqa: A002 - its name
    start: Annotated[
        int | None,
        parameter(
            "Where the quote begins in the text, in code points; else the turn is cited.", 6097, minimum=0
        ),
    ] = None,
    end: Annotated[int | None, parameter("Where the quote ends, exclusive.", 6626, minimum=1)] = None,
    text_sha256: Annotated[
        str | None,
        parameter("SHA-256 of the text of start and end; the citation says if it was revised since."),
    ] = None,
) -> Response[bytes]:
    """A citation of a turn, or of its part from start to end. The name is that of the attribution, with its status.

    409 where the transcript does not have the words any more.
    """
    citation_request = CitationRequest(turn_id, start, end, text_sha256)
    source = read_citation(searcher_of(request.app).catalog, citation_request, address_of(request))
    return Response(cite(source, format).encode(), headers={"Content-Type": MEDIA_TYPES[format]})


@get("/v1/quotes/verify", responses=reading(404), sync_to_thread=True, summary="Whether a quote still stands")
def verify_quote(
    request: AnyRequest,
    transcript: Annotated[str, parameter("The transcript's id.", "blinken-morning-joe")],
    start: Annotated[int, parameter("Where the quote begins in the text, in code points.", 6097, minimum=0)],
    end: Annotated[
        int, parameter(f"Where the quote ends, exclusive; at most {LONGEST:,} after start.", 6626, minimum=1)
    ],
    text_sha256: Annotated[
        str | None, parameter("SHA-256 of the text that was cited; the current text without it.")
    ] = None,
) -> Response[QuoteCheck]:
    """The quote as it is now, whether the text is still the cited one, and what changed where it is not."""
    catalog = searcher_of(request.app).catalog
    return answer(
        request,
        indexed(request),
        lambda: cited_quote.verify_quote(catalog, transcript, start, end, text_sha256),
    )
