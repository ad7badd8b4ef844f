"""Whisper: segments, alone or as a list, with or without `speaker`."""

import datetime
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold
from eval.reading.markup.spoken import decoded, number, spoken


def gold(_: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are segments with texts and times, or with texts and speakers."""
    file = decoded(data)
    parts = file.get("segments") if isinstance(file, dict) and "language" in file else file
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], dict) or "text" not in parts[0]:
        return None
    if "start" not in parts[0] and "speaker" not in parts[0]:
        return None
    day = parts[0].get("start_time", "")[:10]
    pieces = [(part.get("speaker", ""), part["text"], number(part.get("start"))) for part in parts]
    return spoken(pieces, datetime.date.fromisoformat(day) if day else None)


FORMAT = MarkupFormat("whisper", gold)
