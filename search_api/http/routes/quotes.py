"""Checking quotes."""

from typing import Annotated

from litestar import Response, get
from litestar.datastructures import State

from search_api.http.answering import Requested, answer, indexed
from search_api.http.description.responses import reading
from search_api.http.parameters import told
from search_api.quotes.quote_check import LONGEST, QuoteCheck, check_quote
from search_api.server.state import searcher_of


@get("/v1/quotes/verify", responses=reading(404), sync_to_thread=True, summary="Whether a quote still stands")
def verify_quote(  # noqa: PLR0913 - one argument a query parameter
    state: State,
    request: Requested,
    transcript: Annotated[str, told("The transcript's id.", "blinken-morning-joe")],
    start: Annotated[int, told("Where the quote begins in the text, in code points.", 6097, minimum=0)],
    end: Annotated[int, told(f"Where it ends; at most {LONGEST:,} further on.", 6626, minimum=1)],
    text_sha256: Annotated[str | None, told("The hash of the text that was cited.")] = None,
) -> Response[QuoteCheck]:
    """The slice as it stands, whether the text is still the one cited, and what changed if it is not."""
    catalog = searcher_of(state).catalog
    return answer(request, indexed(request), lambda: check_quote(catalog, transcript, start, end, text_sha256))
