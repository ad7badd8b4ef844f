"""Errors as pages for browsers; other clients get problem details."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from search_api.server.problems import describe, respond
from search_api.web.addresses import SearchState
from search_api.web.rendering import rendered

_API = ("/v1/", "/schema", "/health/", "/metrics", "/static/")
_TITLES = {
    400: "This address is not valid.",
    404: "There is nothing at this address.",
    410: "This page has been removed.",
    503: "The index cannot be read at the moment. Try again soon.",
}


def respond_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The response to an error: a page for a browser, which accepts HTML by name, outside the API; else a problem."""
    response, path = respond(request, error), request.url.path
    if "text/html" not in request.headers.get("accept", "") or path.startswith(_API):
        return response
    problem = describe(error, path)
    # The router's message about a path is for programs.
    detail = "" if isinstance(error, HTTPException) and problem.status == 404 else problem.detail
    page = rendered(
        "error.html",
        status=problem.status,
        number=problem.status,
        title=_TITLES.get(problem.status, problem.title),
        detail=detail,
        near=problem.candidates,
        state=SearchState(),
    )
    page.headers.update(
        {name: value for name, value in response.headers.items() if name.lower() in {"retry-after", "allow"}}
    )
    return page
