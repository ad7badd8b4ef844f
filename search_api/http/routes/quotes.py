"""Checking quotes."""

from typing import Annotated

from litestar import Response, get
from litestar.datastructures import State

from search_api.http.answering import AnyRequest, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import parameter
from search_api.quotes.quote_check import LONGEST, QuoteCheck, check_quote
from search_api.server.state import searcher_of


@get("/v1/quotes/verify", responses=reading(404), sync_to_thread=True, summary="Whether a quote still stands")
def verify_quote(  # noqa: PLR0913 - one argument a query parameter
    state: State,
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
    catalog = searcher_of(state).catalog
    return answer(request, indexed(request), lambda: check_quote(catalog, transcript, start, end, text_sha256))
