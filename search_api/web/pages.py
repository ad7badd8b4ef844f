"""All pages, and the files beside them."""

from typing import Any

from litestar import Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from search_api.web.help_page import help_page
from search_api.web.rendering import STATIC
from search_api.web.search_page import search_page
from search_api.web.speaker_page import speaker_page
from search_api.web.transcript_page import around_page, transcript_page


@get("/favicon.ico", sync_to_thread=True, include_in_schema=False)
def favicon() -> Response[bytes]:
    """The icon at the address where browsers look for one."""
    return Response((STATIC / "favicon.svg").read_bytes(), media_type="image/svg+xml")


_FILES: Router = create_static_files_router(
    path="/static",
    directories=[STATIC],
    include_in_schema=False,
    # Addresses of files have a digest of them all (`rendering.environment`).
    cache_control=CacheControlHeader(public=True, max_age=365 * 24 * 3600, immutable=True),
)

PAGES: tuple[Any, ...] = (search_page, transcript_page, around_page, speaker_page, help_page, favicon, _FILES)
