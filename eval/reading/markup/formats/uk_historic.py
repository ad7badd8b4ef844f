"""Historic Hansard: `<member>` at the beginning of a paragraph; the next paragraphs go on, but for clerks' words."""

import datetime
import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_REPORTED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Sir|Dr|Dame)\.? .{1,60}? asked |Question put|The House divided|\(\d\) (?:if|what)"
)
_LABEL = re.compile(r"^\s*(?:\[[^\]]*\])?\s*:?\s*")


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is a sitting."""
    if path.suffix != ".xml" or not re.match(rb"\s*<(?:housecommons|writtenanswers)>", data):
        return None
    root = fromstring(data)
    turns: list[MarkupTurn] = []
    for section in root.iter("section"):
        label = None
        body = section.find("body")
        for part in body if body is not None else section:
            member = part.find("member")
            text = _text(part)
            if part.tag != "p":
                label = label if part.tag in {"col", "image"} else None
                turns.append(procedure(text))
            elif member is not None:
                label = _text(member).strip()
                # Only knights have their whole name in a label without doubt.
                knight = re.fullmatch(r"(?:Sir|Dame) (?P<name>\S+ \S+)", label)
                said = " ".join(text[len("".join(member.itertext()).strip()) :].split())
                turns.append(MarkupTurn((label,), _LABEL.sub("", said), knight["name"] if knight else None))
            elif (
                label is None
                or _REPORTED.match(text)
                or (len(part) == 1 and part[0].tag == "i" and not part[0].tail)
            ):
                label = None
                turns.append(procedure(text))
            else:
                turns.append(MarkupTurn((label,), text, continues=True))
    date = root.find("date")
    return [
        MarkupGold(
            tuple(turns), datetime.date.fromisoformat(date.get("format", "")) if date is not None else None
        )
    ]


def _text(element: Element) -> str:
    """The words of an element, without numbers of columns."""
    words = [element.text or "" if element.tag != "col" else ""]
    for part in element:
        words += [_text(part), part.tail or ""]
    return " ".join("".join(f"{word} " if len(element) else word for word in words).split())


FORMAT = MarkupFormat("uk-historic", gold)
