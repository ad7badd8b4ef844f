"""Errors as pages, where a browser asks for one; the API answers with problem details."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from search_api.server.problems import describe, respond
from search_api.web.addresses import SearchState
from search_api.web.rendering import rendered

_API = ("/v1/", "/schema", "/health/", "/metrics", "/static/")
_SAID = {
    400: "That address asks for something that cannot be.",
    404: "There is nothing at this address.",
    410: "What was here has been removed.",
    503: "The index cannot be read just now. Try again in a moment.",
}


def respond_as_asked(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The response to an error: a page for a browser that asks for a page, else problem details."""
    told = respond(request, error)
    if not wants_page(request):
        return told
    problem = describe(error, request.url.path)
    # What the router says of a path is for programs.
    detail = "" if isinstance(error, HTTPException) and problem.status == 404 else problem.detail
    page = rendered(
        "error.html",
        status=problem.status,
        number=problem.status,
        title=_SAID.get(problem.status, problem.title),
        detail=detail,
        near=problem.candidates,
        state=SearchState(),
    )
    page.headers.update(
        {name: value for name, value in told.headers.items() if name.lower() in {"retry-after", "allow"}}
    )
    return page


def wants_page(request: Request[Any, Any, Any]) -> bool:
    """Whether a browser asks for a page: it names HTML among what it accepts, at a path that is not the API's."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_API)
