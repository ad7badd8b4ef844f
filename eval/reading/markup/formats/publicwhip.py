"""Public Whip: the attribute `speakername` of a speech."""

import datetime
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if speeches have the attribute; expat reads the entities that the file declares."""
    if path.suffix != ".xml" or b" speakername=" not in data:
        return None
    root = fromstring(data)
    turns = []
    for element in root.iter():
        text = " ".join(" ".join(element.itertext()).split())
        if element.tag == "speech" and element.get("speakername"):
            label = element.get("speakername", "")
            is_known = element.get("speakerid", "unknown") != "unknown"
            turns.append(MarkupTurn((label,), text, label if is_known else None))
        elif element.tag in {"major-heading", "minor-heading", "speech"}:
            turns.append(procedure(text))
    day = re.search(rb'<speech[^>]* id="[^"]*?(\d{4}-\d\d-\d\d)', data)
    return [MarkupGold(tuple(turns), datetime.date.fromisoformat(day[1].decode()) if day else None)]


FORMAT = MarkupFormat("publicwhip", gold)
