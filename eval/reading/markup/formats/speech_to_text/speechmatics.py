"""Speechmatics: words and marks; in version 1, voices by time."""

from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there is a version of the format."""
    file = decoded(data)
    if not isinstance(file, dict) or str(file.get("format"))[:2] not in {"1.", "2."}:
        return None
    if "results" in file:
        items = [(item["alternatives"][0], item["start_time"]) for item in file["results"]]
        return spoken((best["speaker"].replace("UU", ""), best["content"], time) for best, time in items)
    pieces = []
    for word in file["words"]:
        before = [voice for voice in file["speakers"] if float(voice["time"]) <= float(word["time"])]
        pieces.append((before[-1]["name"], word["name"], number(word["time"])))
    return spoken(pieces)


FORMAT = MarkupFormat("speechmatics", gold)
