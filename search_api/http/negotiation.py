"""Which of several forms a client wants: proactive negotiation by `Accept` (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

from litestar.exceptions import HTTPException
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header


def choose(accept: str | None, offered: Sequence[str]) -> str:
    """The media type that a client wants most; of those it wants alike, the one it names, then the first offered.

    Raises:
        HTTPException: 406, the client accepts none of them.
    """
    # Our forms have no parameters, so those of a range do not count; what is no range is ignored.
    ranges = MIMEAccept(
        (media_range.partition(";")[0], quality)
        for media_range, quality in parse_accept_header(accept)
        if "/" in media_range
    )
    form = ranges.best_match(offered) if ranges else offered[0]
    if form is None:
        raise HTTPException(
            status_code=406, detail=f"Accept: this is answered as {', '.join(offered)}; accept one of them."
        )
    return form
