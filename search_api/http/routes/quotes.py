"""Checking quotes."""

from typing import Annotated

from litestar import get
from litestar.datastructures import State
from litestar.params import Parameter

from search_api.http.state import searcher_of
from search_api.quotes import QuoteCheck, check_quote


@get("/v1/quotes/verify", sync_to_thread=True, summary="Whether a quote still stands")
def verify_quote(
    state: State,
    transcript: Annotated[str, Parameter(description="The transcript's id.")],
    start: Annotated[int, Parameter(description="Where the quote begins in the text, in code points.")],
    end: Annotated[int, Parameter(description="Where it ends.")],
    text_sha256: Annotated[str | None, Parameter(description="The hash of the text that was cited.")] = None,
) -> QuoteCheck:
    """The slice as it stands, whether the text is still the one cited, and what changed if it is not."""
    catalog = searcher_of(state).catalog
    with catalog.reading():
        return check_quote(catalog, transcript, start, end, text_sha256)
