"""Whether the process runs, and whether searches are answered."""

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.exceptions import ServiceUnavailableException

from indexer.errors import OnrecordError
from search_api.http.description.responses import problems
from search_api.server.state import searcher_of


class Health(msgspec.Struct, frozen=True):
    """The state of the server: live or ready."""

    status: str


@get("/health/live", responses=problems(), sync_to_thread=False, summary="Whether the process runs")
def live() -> Health:
    """Always 200."""
    return Health("live")


@get("/health/ready", responses=problems(), sync_to_thread=True, summary="Whether searches are answered")
def ready(state: State) -> Health:
    """200 where the index can be read and is up to date with its catalog, and the model encodes; otherwise 503."""
    if state.closing.is_set():
        raise ServiceUnavailableException("the server is about to end.")
    try:
        searcher_of(state).check_ready()
    except OnrecordError:
        raise
    # The model's runtime may raise anything.
    except Exception as error:
        raise ServiceUnavailableException("the model does not encode; see the server's log.") from error
    return Health("ready")
