"""The application: all routes and pages over an opened searcher, and the layers around it."""

import threading
from importlib.metadata import version

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import ValidationException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme
from litestar.types import ASGIApp

from search_api.http.description.plugins import JsonPlugin, PagePlugin
from search_api.http.routes import ROUTES
from search_api.http.strict import check, query_parameters, respond_invalid
from search_api.search.searcher import Searcher
from search_api.server.changes import Changes
from search_api.server.layers import wrapped
from search_api.server.lifespan import lifespan
from search_api.server.measures import Measures
from search_api.settings import Settings
from search_api.web.pages import PAGES
from search_api.web.pages.error_pages import respond_error

_GZIP = 5
"""It takes a third of the time of level 9, for answers that are a few percent larger."""


def create_app(searcher: Searcher, settings: Settings, measures: Measures | None = None) -> Litestar:
    """The application over an opened searcher, which the application closes when it ends."""
    measures = measures or Measures()
    smallest = settings.compress_from
    app = Litestar(
        # In one router: else Litestar prepares a handler twice that shares its path with a later one, and fails.
        [Router("/", route_handlers=[*ROUTES, *PAGES])],
        state=State(
            {
                "searcher": searcher,
                "settings": settings,
                "measures": measures,
                "changes": Changes(measures),
                "closing": threading.Event(),
            }
        ),
        lifespan=[lifespan],
        before_request=check,
        exception_handlers={ValidationException: respond_invalid, Exception: respond_error},
        # The server configures the log (`search_api.server.logs`).
        logging_config=None,
        # BodyLayer bounds the body.
        request_max_body_size=None,
        compression_config=CompressionConfig("gzip", smallest, _GZIP) if smallest else None,
        openapi_config=OpenAPIConfig(
            title="onrecord",
            version=version("onrecord"),
            description="Who said what, word for word.",
            license=License("Apache-2.0", identifier="Apache-2.0"),
            path="/schema",
            use_handler_docstrings=True,
            operation_id_creator=lambda handler, _method, _path: handler.handler_name,
            # Litestar's own renderers load scripts from other servers.
            render_plugins=[JsonPlugin(), PagePlugin()],
            components=Components(
                security_schemes={
                    "key": SecurityScheme(type="http", scheme="bearer", description="From `onrecord keys add`.")
                }
            ),
        ),
    )
    app.state.query_parameters = query_parameters(app)
    return app


def create_server(searcher: Searcher, settings: Settings) -> ASGIApp:
    """The application with its layers."""
    measures = Measures()
    return wrapped(create_app(searcher, settings, measures), searcher.folder, settings, measures)
