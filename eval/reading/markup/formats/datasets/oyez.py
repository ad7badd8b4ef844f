"""Oyez: turns in sections, with the full name of each speaker."""

import datetime
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn
from eval.reading.markup.spoken import decoded


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are blocks of text."""
    file = decoded(data)
    if not isinstance(file, dict) or b'"text_blocks"' not in data:
        return None
    turns = []
    for turn in (turn for section in file["transcript"]["sections"] for turn in section["turns"]):
        label = (turn["speaker"] or {}).get("name", "")
        text = " ".join(block["text"] for block in turn["text_blocks"])
        turns.append(MarkupTurn((label,), text, label or None, turn["start"]))
    day = datetime.datetime.strptime(file["title"].partition(" - ")[2], "%B %d, %Y")  # noqa: DTZ007
    return [MarkupGold(tuple(turns), day.date())]


FORMAT = MarkupFormat("oyez", gold)
