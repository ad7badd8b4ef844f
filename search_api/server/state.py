"""What handlers share: the searcher, the settings, the metrics, the queue of changes."""

from litestar.datastructures import State

from search_api.search.searcher import Searcher
from search_api.server.changes import Changes
from search_api.server.measures import Measures
from search_api.settings import Settings


def searcher_of(state: State) -> Searcher:
    """The searcher that the application was made with."""
    searcher: Searcher = state.searcher
    return searcher


def settings_of(state: State) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = state.settings
    return settings


def measures_of(state: State) -> Measures:
    """The metrics of the process."""
    measures: Measures = state.measures
    return measures


def changes_of(state: State) -> Changes:
    """The queue of changes."""
    changes: Changes = state.changes
    return changes
