"""What handlers share: the opened searcher."""

from litestar.datastructures import State

from search_api.search import Searcher


def searcher_of(state: State) -> Searcher:
    """The searcher that the application was made with."""
    searcher: Searcher = state.searcher
    return searcher
