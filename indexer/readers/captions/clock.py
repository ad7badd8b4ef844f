"""Times in captions, as exactly or sloppily as they are written."""

import re

_CLOCK = re.compile(
    r"(?P<sign>-?)(?:(?P<hours>\d{1,6}):)?(?P<minutes>\d{1,6}):(?P<seconds>\d{1,6})"
    r"(?:[.,](?P<fraction>\d{1,30})(?:[.,]\d{0,30})?|[:;](?P<frames>\d{1,3})(?:\.\d{1,3})?)?"
)
"""`1:02:03,500` and all that programs make of it: no hours, one digit, a point or a comma, more digits, frames."""


def clock_seconds(clock: str, frame_rate: float = 30.0) -> float | None:
    """The seconds of a time, rounded to milliseconds; None if it is no time. A time before the recording is 0.

    Digits after a point or comma are a decimal fraction, however many there are; after a colon they are frames.
    """
    match = _CLOCK.fullmatch(clock.strip())
    if match is None:
        return None
    seconds = int(match["hours"] or 0) * 3600 + int(match["minutes"]) * 60 + int(match["seconds"])
    rest = float(f"0.{match['fraction'] or 0}") + int(match["frames"] or 0) / frame_rate
    return 0.0 if match["sign"] else round(seconds + rest, 3)
