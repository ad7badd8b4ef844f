"""What handlers share: the opened searcher and the settings."""

from litestar.datastructures import State

from search_api.search import Searcher
from search_api.settings import Settings


def searcher_of(state: State) -> Searcher:
    """The searcher that the application was made with."""
    searcher: Searcher = state.searcher
    return searcher


def settings_of(state: State) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = state.settings
    return settings
