"""Citations of turns and of quotes in them."""

from typing import Annotated, Any

from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import Parameter

from search_api.citation import CitationFormat, cite
from search_api.cited import Citing, cited
from search_api.http.address import address_of
from search_api.http.state import searcher_of

MEDIA_TYPES: dict[CitationFormat, str] = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}


@get(
    "/v1/turns/{turn_id:str}/citation",
    sync_to_thread=True,
    media_type=MediaType.TEXT,
    summary="A quote as a citation",
    operation_id="citeTurn",
    tags=["quotes"],
)
def citation(  # noqa: PLR0913 - one argument a query parameter
    request: Request[Any, Any, Any],
    state: State,
    turn_id: str,
    format: Annotated[  # noqa: A002 - the parameter's name
        CitationFormat, Parameter(description="text, markdown, bibtex, ris or csl (CSL JSON).")
    ] = "text",
    start: Annotated[
        int | None, Parameter(description="Where the quote begins in the text, in code points; else the turn.")
    ] = None,
    end: Annotated[int | None, Parameter(description="Where it ends.")] = None,
    text_sha256: Annotated[
        str | None,
        Parameter(
            description="The hash of the text that start and end count in; the citation says if it was revised."
        ),
    ] = None,
) -> Response[bytes]:
    """A turn, or the part of it from start to end, as it is cited: no name is claimed that the attribution has not.

    409 where the words do not stand in the transcript any more.
    """
    catalog = searcher_of(state).catalog
    with catalog.reading():
        found = cited(catalog, Citing(turn_id, start, end, text_sha256), address_of(request, state))
    return Response(cite(found, format).encode(), headers={"Content-Type": MEDIA_TYPES[format]})
