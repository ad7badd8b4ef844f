"""The description as JSON and as a page. The page loads nothing from other servers and runs no script."""

import json
from importlib.resources import files
from typing import Any

import jinja2
import msgspec
from litestar import MediaType, Request, Response, Router, get
from litestar.enums import OpenAPIMediaType
from litestar.openapi.plugins import OpenAPIRenderPlugin

from search_api.contract.allowed import allowed
from search_api.http.description.complete import completed, operations


class JsonPlugin(OpenAPIRenderPlugin):
    """The description as JSON."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON, favicon="", style="")
        self._rendered: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - as the plugins are called
        """The whole description as JSON."""
        if self._rendered is None:
            self._rendered = msgspec.json.encode(completed(openapi_schema))
        return self._rendered


class PagePlugin(OpenAPIRenderPlugin):
    """The description as an HTML page."""

    def __init__(self) -> None:
        super().__init__(path="/", media_type=MediaType.HTML, favicon="", style="")
        self._rendered: bytes | None = None

    def receive_router(self, router: Router) -> None:
        """Serve the page's style sheet."""
        router.register(style)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 - as above
        """The whole description as HTML."""
        if self._rendered is None:
            whole = completed(openapi_schema)
            loader = jinja2.PackageLoader(__package__)
            environment = jinja2.Environment(loader=loader, autoescape=True)
            environment.filters |= {"allowed": allowed, "pretty": pretty}
            page = environment.get_template("schema.html")
            self._rendered = page.render(whole=whole, operations=list(operations(whole))).encode()
        return self._rendered


@get("/schema.css", include_in_schema=False, media_type=MediaType.CSS, sync_to_thread=False)
def style() -> Response[bytes]:
    """The style sheet of the page."""
    return Response((files(__package__) / "templates" / "schema.css").read_bytes(), media_type=MediaType.CSS)


def pretty(value: Any) -> str:
    """An example as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)
