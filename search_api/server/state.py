"""What an application's handlers share: the searcher, the settings, the metrics, the queue of changes."""

from litestar import Litestar

from search_api.search.searcher import Searcher
from search_api.server.changes import Changes
from search_api.server.measures import Measures
from search_api.settings import Settings


def searcher_of(app: Litestar) -> Searcher:
    """The searcher that the application was made with."""
    searcher: Searcher = app.state.searcher
    return searcher


def settings_of(app: Litestar) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = app.state.settings
    return settings


def measures_of(app: Litestar) -> Measures:
    """The metrics of the process."""
    measures: Measures = app.state.measures
    return measures


def changes_of(app: Litestar) -> Changes:
    """The queue of changes."""
    changes: Changes = app.state.changes
    return changes
