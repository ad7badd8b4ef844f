"""What is measured, for Prometheus."""

from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException

from search_api.http.description.responses import problems
from search_api.server.caller import Caller, caller_of
from search_api.server.measures import FORM
from search_api.server.state import measures_of, searcher_of, settings_of
from search_api.settings import Settings


@get(
    "/metrics",
    responses=problems(401, 404),
    sync_to_thread=True,
    media_type="text/plain",
    summary="Measures for Prometheus",
)
def metrics(state: State, request: Request[Any, Any, State]) -> Response[bytes]:
    """Counts and times of requests and searches, in Prometheus' text format."""
    _check(settings_of(state), caller_of(request.scope))
    held = searcher_of(state).held()
    measures = measures_of(state)
    measures.index(held.generation, held.passages)
    return Response(measures.rendered(), media_type=FORM)


def _check(settings: Settings, caller: Caller) -> None:
    if settings.metrics == "off":
        raise NotFoundException("the setting metrics is off.")
    near = settings.metrics == "local" and caller.is_local
    if settings.metrics != "open" and not near:
        caller.require_key(
            "the measures need a key: send `Authorization: Bearer KEY`; see the setting metrics."
        )
