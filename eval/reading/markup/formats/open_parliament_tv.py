"""Open Parliament TV: speaker and sentences of each paragraph; times of the first sentences."""

import datetime
import json
from pathlib import Path

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """A transcript for each item."""
    if path.suffix != ".json" or b'"textContents"' not in data:
        return None
    golds = []
    for item in json.loads(data)["data"]:
        turns: list[MarkupTurn] = []
        last = None
        for block in item["textContents"][0]["textBody"]:
            if block["type"] != "speech":
                turns.append(procedure(block["text"]))
                continue
            speaker = block["speaker"]
            begun = speaker == last
            time = None if begun or not block["sentences"] else float(block["sentences"][0]["timeStart"])
            turns.append(MarkupTurn((speaker,), block["text"], speaker, time, continues=begun))
            last = speaker
        golds.append(MarkupGold(tuple(turns), datetime.date.fromisoformat(item["dateStart"][:10])))
    return golds


FORMAT = MarkupFormat("open-parliament-tv", gold)
