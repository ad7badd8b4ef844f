"""Metrics for Prometheus."""

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
    summary="Metrics for Prometheus",
)
def metrics(state: State, request: Request[Any, Any, State]) -> Response[bytes]:
    """Counts and times of requests and searches, in Prometheus' text format."""
    _check(settings_of(state), caller_of(request.scope))
    snapshot, measures = searcher_of(state).snapshot, measures_of(state)
    measures.index(snapshot.generation or 0, snapshot.store.count())
    return Response(measures.rendered(), media_type=FORM)


def _check(settings: Settings, caller: Caller) -> None:
    if settings.metrics == "off":
        raise NotFoundException("the setting metrics is off.")
    is_allowed = settings.metrics == "open" or (settings.metrics == "local" and caller.is_local)
    if not is_allowed:
        caller.require_key("/metrics needs a key: send `Authorization: Bearer KEY`; see the setting metrics.")
