"""All pages, and their static files."""

import functools
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from search_api.web.addresses import SearchState
from search_api.web.pages.check_page import check_page
from search_api.web.pages.search_page import search_page
from search_api.web.pages.speaker_page import speaker_page
from search_api.web.pages.transcript_page import transcript_page, window_page
from search_api.web.rendering import STATIC, rendered

_MEDIA_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
"""Not from the machine's table: with a wrong entry browsers would refuse to run a file."""
_IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
"""Addresses of files have a digest of all of them (`rendering.environment`), so a cached file never expires."""


@get("/help", sync_to_thread=True, include_in_schema=False)
def help_page() -> Response[str]:
    """What can be asked, and what the answers mean."""
    return rendered("help.html", state=SearchState())


@get("/static/{name:path}", sync_to_thread=True, include_in_schema=False)
def static_file(name: str) -> Response[bytes]:
    """A static file. Names are looked up in a dictionary, so that no path leads out of the folder."""
    file = _files().get(str(name).lstrip("/"))
    if file is None:
        raise NotFoundException
    content, media_type = file
    return Response(content, media_type=media_type, headers=_IMMUTABLE)


@get("/favicon.ico", sync_to_thread=True, include_in_schema=False)
def favicon() -> Response[bytes]:
    """The icon at the address that browsers request."""
    content, media_type = _files()["favicon.svg"]
    return Response(content, media_type=media_type)


@functools.cache
def _files() -> dict[str, tuple[bytes, str]]:
    """The static files with their media types, by name, read once."""
    return {
        path.relative_to(STATIC).as_posix(): (
            path.read_bytes(),
            _MEDIA_TYPES.get(path.suffix[1:], "text/plain"),
        )
        for path in STATIC.rglob("*")
        if path.is_file()
    }


PAGES: tuple[Any, ...] = (
    search_page,
    transcript_page,
    window_page,
    speaker_page,
    check_page,
    help_page,
    static_file,
    favicon,
)
