"""Rendering of templates. All values are escaped; a missing name is an error."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response

from indexer.recording_times import clock
from indexer.web_address import is_web_address, recording_address
from search_api.search.turns import turn_address
from search_api.web.addresses import speaker_address, transcript_address, window_address
from search_api.web.plain_words import counted, day_in_words, days_in_words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def rendered(template: str, *, status: int = 200, **values: Any) -> Response[str]:
    """A page."""
    html = environment().get_template(template).render(**values)
    # A page depends on the index and on the day, so a cache must revalidate it each time.
    return Response(
        html, status_code=status, media_type=MediaType.HTML, headers={"Cache-Control": "private, no-cache"}
    )


@functools.cache
def environment() -> Environment:
    """The environment of the templates, made once."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["counted"] = counted
    for function in (
        clock, day_in_words, days_in_words, is_web_address, recording_address,
        speaker_address, transcript_address, turn_address, window_address,
    ):  # fmt: skip
        made.globals[function.__name__] = function
    made.globals["version"] = _digest()
    return made


def _digest() -> str:
    """A digest of the static files, part of their addresses: browsers load them again when it changes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
