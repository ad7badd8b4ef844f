"""Bundestag: paragraphs after a `redner` or `<name>`."""

import datetime
import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_POST = re.compile(r"^(?:(?:Vize|Alters)?[Pp]räsident(?:in)? |Dr\. |h\. c\. )+")


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is `dbtplenarprotokoll`."""
    if path.suffix != ".xml" or b"<dbtplenarprotokoll" not in data:
        return None
    root = fromstring(data)
    turns: list[MarkupTurn] = []
    label, name, is_chair, begun = "", None, False, False
    minutes = root.iterfind("sitzungsverlauf//*")
    speeches = {paragraph for speech in root.iterfind("sitzungsverlauf//rede") for paragraph in speech}
    inner = {part for paragraph in root.iterfind("sitzungsverlauf//p") for part in paragraph.iter()}
    inner -= set(root.iterfind("sitzungsverlauf//p"))
    was_in_speech = False
    for element in (element for element in minutes if element not in inner):
        in_speech = element in speeches
        if was_in_speech and not in_speech and element.tag in {"p", "name", "rede"}:
            # After a speech, only the chair goes on.
            label, name, begun = (label, name, begun) if is_chair else ("", None, False)
        was_in_speech = in_speech or (was_in_speech and element.tag not in {"p", "name", "rede"})
        member = element.find("redner")
        text = _text(element)
        if element.tag == "p" and member is not None:
            label, is_chair, begun = " ".join((member.tail or "").split()).strip(" :"), False, False
            name = " ".join(
                _text(part) for key in ("vorname", "namenszusatz", "nachname") for part in member.iter(key)
            )
        elif (element.tag == "name" and not len(element)) or element.get("klasse") == "N":
            label, is_chair, begun = text.strip(" :"), True, False
            name = _POST.sub("", label)
        elif element.tag == "p" and element.get("klasse") in {"J", "J_1", "O", "Z"}:
            spoken = " ".join(f"{element.text or ''}{''.join(_inner(part) for part in element)}".split())
            turns.append(MarkupTurn((label,), spoken, name, continues=begun))
            begun = True
        elif element.tag in {"p", "kommentar", "table"}:
            turns.append(procedure(text))
    date = datetime.datetime.strptime(root.get("sitzung-datum", ""), "%d.%m.%Y").date()  # noqa: DTZ007 - a day
    return [MarkupGold(tuple(turns), date)]


def _inner(element: Element) -> str:
    words = "" if element.tag in {"fussnote", "sup"} else _text(element)
    return f"{words}{element.tail or ''}"


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


FORMAT = MarkupFormat("bundestag", gold)
