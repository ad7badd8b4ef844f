"""How the server does."""

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.exceptions import ServiceUnavailableException

from indexer.errors import OnrecordError
from search_api.http.description.responses import problems
from search_api.server.state import searcher_of


class Health(msgspec.Struct, frozen=True):
    """How the server does."""

    status: str


@get("/health/live", responses=problems(), sync_to_thread=False, summary="Whether the process runs")
def live() -> Health:
    """Always the same answer: the process runs."""
    return Health("live")


@get("/health/ready", responses=problems(), sync_to_thread=True, summary="Whether searches are answered")
def ready(state: State) -> Health:
    """Ready when the index can be read, is not behind its catalog, and the model encodes; otherwise 503."""
    if state.closing.is_set():
        raise ServiceUnavailableException("the server is about to end.")
    try:
        searcher_of(state).check_ready()
    except OnrecordError:
        raise
    # Whatever it is that the model's runtime raises.
    except Exception as error:
        raise ServiceUnavailableException("the model does not encode; the server's log says why.") from error
    return Health("ready")
