"""Akoma Ntoso: `<speech by="#id"><from>…</from>`; the person's name is in the references."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_NOTES = {"scene", "narrative", "summary", "remark", "authorialNote", "recordedTime"}
_POST = re.compile(
    r"^(?:The |Mr\.?$)|\b(?:SPEAKER|PRESIDENT|MINISTER|CHAIRPERSON)\b|^(?:Mr|Ms|Mrs|Prof|Dr)\.? \S+$"
)


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is `akomaNtoso`."""
    if path.suffix != ".xml" or b"akomaNtoso" not in data[:3000]:
        return None
    root = fromstring(data)
    people = {
        element.get("id") or element.get("eId"): element.get("showAs", "")
        for element in root.iter()
        if _name(element) == "TLCPerson"
    }
    turns: list[MarkupTurn] = []
    for element in root.iter():
        if _name(element) in {"speech", "question", "answer"}:
            start = next(part for part in element if _name(part) == "from")
            label = _text(start)
            person = people.get(element.get("by", "").removeprefix("#"), "")
            name = person if person and " " in person and not _POST.search(person) else None
            begun = False
            for part in element:
                if part is not start and _name(part) not in {"heading", "num"}:
                    for text, is_note in _pieces(part):
                        turns.append(
                            procedure(text) if is_note else MarkupTurn((label,), text, name, continues=begun)
                        )
                        begun = begun or not is_note
        elif _name(element) in {"heading", "scene", "narrative", "other", "prayers"}:
            turns.append(procedure(_text(element)))
    dates = [
        part.get("date", "") for name in ("docDate", "FRBRdate") for part in root.iter() if _name(part) == name
    ]
    date = next(iter(dates), None)
    return [MarkupGold(tuple(turns), datetime.date.fromisoformat(date) if date else None)]


def _pieces(element: Element) -> Iterator[tuple[str, bool]]:
    if _name(element) in _NOTES:
        yield _text(element), True
        return
    # Notes inside a paragraph are left out: readers may put them after it.
    yield _said(element), False


def _said(element: Element) -> str:
    inside = (("" if _name(part) in _NOTES else _said(part)) + (part.tail or "") for part in element)
    return (element.text or "") + "".join(inside)


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


FORMAT = MarkupFormat("akoma-ntoso", gold)
