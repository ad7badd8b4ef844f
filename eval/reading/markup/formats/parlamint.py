"""ParlaMint: `<u who="#id">` with `<seg>`; persons in the file and in a list next to it."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, parse

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_TEI = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOTES = {f"{_TEI}{name}" for name in ("note", "kinesic", "vocal", "incident", "gap", "head")}
_HOLDER = re.compile(r"\((?P<name>[^\W\d]\S+ [^()\d]+)\)$")

_FULL_NAME = re.compile(r"(?!(?:El|La|Els|A|O|The) )[A-ZÀ-Ý][\w'’·-]+( (i |de )?[A-ZÀ-Ý][\w'’·-]+){1,4}")


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is TEI with utterances."""
    if path.suffix != ".xml" or b"<u " not in data or b"<TEI" not in data:
        return None
    root = fromstring(data)
    people: dict[str, str | None] = {}
    for other in (path, *sorted(path.parent.glob(f"{path.name.partition('_')[0]}*listPerson*.xml"))):
        for person in parse(other).iter(f"{_TEI}person"):
            people[person.get(_ID, "")] = _name(person.find(f"{_TEI}persName"))
    turns: list[MarkupTurn] = []
    label = ""
    for element in _top(root.find(f"{_TEI}text")):
        words = " ".join("".join(element.itertext()).split())
        if element.tag == f"{_TEI}u":
            key = element.get("who", "").removeprefix("#")
            name, labels = people.get(key), (label or people.get(key) or key,)
            holder = _HOLDER.search(label)
            name = name or (holder["name"] if holder else label if _FULL_NAME.fullmatch(label) else None)
            begun = False
            for text, is_note in _pieces(element):
                turns.append(procedure(text) if is_note else MarkupTurn(labels, text, name, continues=begun))
                begun = begun or not is_note
            label = ""
        elif element.get("type") == "speaker":
            label = words.strip(" :")
        else:
            turns.append(procedure(words))
    dates = [date.get("when", "") for part in ("settingDesc", "sourceDesc") for date in root.iterfind(
        f".//{_TEI}{part}//{_TEI}date[@when]")]  # fmt: skip
    return [MarkupGold(tuple(turns), datetime.date.fromisoformat(dates[0]) if dates else None)]


def _name(element: Element | None) -> str | None:
    if element is None or element.find(f"{_TEI}forename") is None or element.find(f"{_TEI}surname") is None:
        return None
    last = [part for part in element if part.tag in {f"{_TEI}nameLink", f"{_TEI}surname"}]
    return " ".join(
        " ".join((part.text or "").split()) for part in [*element.iterfind(f"{_TEI}forename"), *last]
    )


def _top(element: Element | None) -> Iterator[Element]:
    for part in element if element is not None else ():
        if part.tag == f"{_TEI}u" or part.tag in _NOTES:
            yield part
        else:
            yield from _top(part)


def _pieces(element: Element) -> Iterator[tuple[str, bool]]:
    """The text in an utterance, and whether each part of it is a note."""
    yield element.text or "", False
    for part in element:
        if part.tag in _NOTES:
            yield "".join(part.itertext()), True
        else:
            yield from _pieces(part)
        yield part.tail or "", False


FORMAT = MarkupFormat("parlamint", gold)
