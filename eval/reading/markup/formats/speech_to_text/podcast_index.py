"""Podcast Index: segments with `body`."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the segments have bodies and each has its speaker."""
    file = decoded(data)
    if not isinstance(file, dict) or b'"body"' not in data or not isinstance(file.get("segments"), list):
        return None
    return spoken((part["speaker"], part["body"], number(part["startTime"])) for part in file["segments"])


FORMAT = MarkupFormat("podcast-index", gold)
