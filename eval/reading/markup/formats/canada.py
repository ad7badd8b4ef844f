"""Canada: `<Affiliation>` of `<PersonSpeaking>`, and labels in bold inside an intervention."""

import datetime
import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_NAME = re.compile(
    r"(?:^|\()(?:Right Hon\. |Hon\. |Mr\. |Mrs\. |Ms\. |Dr\. )+(?P<name>[^()]+ [^()]+?)\s*(?:[()]|$)"
)


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is `Hansard`."""
    if path.suffix != ".xml" or b"<Intervention " not in data:
        return None
    root = fromstring(data)
    turns: list[MarkupTurn] = []
    for intervention in root.iter("Intervention"):
        speaking, content = intervention.find("PersonSpeaking/Affiliation"), intervention.find("Content")
        label = _text(speaking) if speaking is not None else ""
        begun = False
        for part in content if content is not None else ():
            text = _text(part)
            if part.tag != "ParaText" or re.fullmatch(r"\([^()]*\)", text):
                turns.append(procedure(text))
                continue
            bold = (
                re.match(r"([^:]+):\s*", text)
                if part.find("B") is not None and not (part.text or "").strip()
                else None
            )
            if bold:
                begun = begun and bold[1] == label
                label, text = bold[1], text[bold.end() :]
            known = _NAME.search(label)
            turns.append(MarkupTurn((label,), text, known["name"] if known else None, continues=begun))
            begun = True
    items = {item.get("Name"): _text(item) for item in root.iter("ExtractedItem")}
    parts = [items.get(f"MetaDateNum{part}", "") for part in ("Year", "Month", "Day")]
    return [MarkupGold(tuple(turns), datetime.date(*map(int, parts)) if all(parts) else None)]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


FORMAT = MarkupFormat("canada", gold)
