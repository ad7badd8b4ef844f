"""Templates to HTML. Everything from a transcript or a query is escaped; a name that is missing is an error."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response

from search_api.web.plain_words import counted, listed

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def rendered(template: str, *, status: int = 200, **values: Any) -> Response[str]:
    """A page."""
    html = environment().get_template(template).render(**values)
    # What is shown depends on the index and on the day, and is never to be taken from a store without asking.
    return Response(
        html, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "private, no-cache"}
    )


@functools.cache
def environment() -> Environment:
    """The templates with their filters, read once."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["counted"] = counted
    made.filters["listed"] = listed
    made.globals["version"] = _digest()
    return made


def _digest() -> str:
    """A digest of the files beside the pages: a new one makes browsers ask for them anew."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
