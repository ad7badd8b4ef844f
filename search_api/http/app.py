"""The application: all routes over an opened searcher."""

from importlib.metadata import version

from litestar import Litestar
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from search_api.http.problems import respond
from search_api.http.routes import ROUTES
from search_api.search import Searcher
from search_api.settings import Settings


def create_app(searcher: Searcher, settings: Settings) -> Litestar:
    """The application over an opened searcher."""
    return Litestar(
        ROUTES,
        state=State({"searcher": searcher, "settings": settings}),
        exception_handlers={Exception: respond},
        openapi_config=OpenAPIConfig(
            title="onrecord",
            version=version("onrecord"),
            description="Who said what, word for word.",
            path="/schema",
            # The other renderers load scripts from elsewhere; ours ask nobody.
            render_plugins=[JsonRenderPlugin()],
        ),
    )
