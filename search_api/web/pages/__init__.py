"""All pages, and the files beside them."""

import functools
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from search_api.web.pages.help_page import help_page
from search_api.web.pages.search_page import search_page
from search_api.web.pages.speaker_page import speaker_page
from search_api.web.pages.transcript_page import around_page, transcript_page
from search_api.web.rendering import STATIC

# Addresses of files have a digest of them all (`rendering.environment`): one that is held never grows old.
_HELD = {"Cache-Control": "public, max-age=31536000, immutable"}


@get("/static/{name:path}", sync_to_thread=True, include_in_schema=False)
def static_file(name: str) -> Response[bytes]:
    """A file beside the pages. Names are looked up among those that there are: none leads anywhere else."""
    found = _files().get(str(name).lstrip("/"))
    if found is None:
        raise NotFoundException
    content, media_type = found
    return Response(content, media_type=media_type, headers=_HELD)


@get("/favicon.ico", sync_to_thread=True, include_in_schema=False)
def favicon() -> Response[bytes]:
    """The icon at the address where browsers look for one."""
    content, media_type = _files()["favicon.svg"]
    return Response(content, media_type=media_type)


@functools.cache
def _files() -> dict[str, tuple[bytes, str]]:
    """The files with their media types by their names, read once."""
    return {
        path.relative_to(STATIC).as_posix(): (path.read_bytes(), _media_type(path.name))
        for path in STATIC.rglob("*")
        if path.is_file()
    }


def _media_type(name: str) -> str:
    # Not what the machine's own table says: a wrong one there would keep browsers from running the file.
    known = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    return known.get(name.rpartition(".")[2], "text/plain")


PAGES: tuple[Any, ...] = (
    search_page,
    transcript_page,
    around_page,
    speaker_page,
    help_page,
    static_file,
    favicon,
)
