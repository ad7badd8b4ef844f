"""Which of several forms a client wants: proactive negotiation by `Accept` (RFC 9110, 12.5.1).

Litestar's `Accept` ignores q=0 and the precedence of the more specific range.
"""

from collections.abc import Sequence

import msgspec
from litestar.exceptions import HTTPException


class Range(msgspec.Struct, frozen=True):
    """A media range, `text/*`, and how much it is wanted, from 0 to 1."""

    kind: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How specifically a media type is meant: 3 by name, 2 by its kind, 1 by `*/*`, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


def choose(accept: str | None, offered: Sequence[str]) -> str:
    """The media type that a client wants most; of those it wants alike, the first that is offered.

    Raises:
        HTTPException: 406, it takes none of them.
    """
    ranges = [one for part in (accept or "").split(",") if (one := _range(part)) is not None]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda one: _wanted(one, ranges))
    if not _wanted(best, ranges):
        raise HTTPException(
            status_code=406, detail=f"Accept: this is answered as {', '.join(offered)}; ask for one of them."
        )
    return best


def _wanted(media_type: str, ranges: Sequence[Range]) -> float:
    """The quality of the most specific range that fits."""
    fitting = [(specific, one.quality) for one in ranges if (specific := one.fits(media_type))]
    return max(fitting, default=(0, 0.0))[1]


def _range(part: str) -> Range | None:
    """A range, or None for what is none: it is passed over."""
    media, *parameters = (one.strip().lower() for one in part.split(";"))
    kind, slash, subtype = media.partition("/")
    if not (slash and kind and subtype):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                return None
    return Range(kind, subtype, quality)
