"""How the server does."""

import msgspec
from litestar import get
from litestar.datastructures import State

from search_api.http.state import searcher_of


class Health(msgspec.Struct, frozen=True):
    """How the server does."""

    status: str


@get("/health/live", sync_to_thread=False, summary="Whether the process runs")
def live() -> Health:
    """Always the same answer: the process runs."""
    return Health("live")


@get("/health/ready", sync_to_thread=True, summary="Whether searches are answered")
def ready(state: State) -> Health:
    """Ready when the index can be read; otherwise an error."""
    searcher_of(state).catalog.generation()
    return Health("ready")
