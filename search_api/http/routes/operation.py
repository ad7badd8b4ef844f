"""Operation: whether the process runs, whether searches are answered, and metrics."""

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException, ServiceUnavailableException

from indexer.errors import OnrecordError
from search_api.http.answering import AnyRequest
from search_api.http.description.responses import problems
from search_api.server.caller import caller_of
from search_api.server.measures import FORM
from search_api.server.state import measures_of, searcher_of, settings_of


class Health(msgspec.Struct, frozen=True):
    """The state of the server: live or ready."""

    status: str


@get("/health/live", responses=problems(), sync_to_thread=False, summary="Whether the process runs")
def live() -> Health:
    """Always 200."""
    return Health("live")


@get("/health/ready", responses=problems(), sync_to_thread=True, summary="Whether searches are answered")
def ready(request: AnyRequest) -> Health:
    """200 where the index can be read and is up to date with its catalog, and the model encodes; otherwise 503."""
    if request.app.state.closing.is_set():
        raise ServiceUnavailableException("the server is about to end.")
    try:
        searcher_of(request.app).check_ready()
    except OnrecordError:
        raise
    # The model's runtime may raise anything.
    except Exception as error:
        raise ServiceUnavailableException("the model does not encode; see the server's log.") from error
    return Health("ready")


@get(
    "/metrics",
    responses=problems(401, 404),
    sync_to_thread=True,
    media_type="text/plain",
    summary="Metrics for Prometheus",
)
def metrics(request: AnyRequest) -> Response[bytes]:
    """Counts and times of requests and searches, in Prometheus' text format."""
    readers, caller = settings_of(request.app).metrics, caller_of(request.scope)
    if readers == "off":
        raise NotFoundException("the setting metrics is off.")
    if readers != "open" and not (readers == "local" and caller.is_local):
        caller.require_key("/metrics needs a key: send `Authorization: Bearer KEY`; see the setting metrics.")
    snapshot, measures = searcher_of(request.app).snapshot, measures_of(request.app)
    measures.index(snapshot.generation or 0, snapshot.store.count())
    return Response(measures.rendered(), media_type=FORM)
