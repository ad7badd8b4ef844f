"""Google: the transcript of each result, without voices."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the words have seconds and nanos."""
    file = decoded(data)
    if not isinstance(file, dict) or b'"nanos"' not in data or not isinstance(file.get("results"), list):
        return None
    parts = [result["alternatives"][0] for result in file["results"]]
    times = [part["words"][0]["startTime"] for part in parts]
    return spoken(
        ("", part["transcript"], int(time.get("seconds", 0)) + time.get("nanos", 0) / 1e9)
        for part, time in zip(parts, times, strict=True)
    )


FORMAT = MarkupFormat("google", gold)
