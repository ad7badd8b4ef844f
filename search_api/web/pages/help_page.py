"""The help page: what can be asked, and what the answers mean."""

from litestar import Response, get

from search_api.web.addresses import SearchState
from search_api.web.rendering import rendered


@get("/help", sync_to_thread=True, include_in_schema=False)
def help_page() -> Response[str]:
    """What can be asked, and what the answers mean."""
    return rendered("help.html", state=SearchState())
