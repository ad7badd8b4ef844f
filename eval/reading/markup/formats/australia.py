"""Australia up to version 2.1: the talker of each part of a speech."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_SPOKEN = {"speech", "question", "answer", "interjection", "continue"}


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are talkers with a display name."""
    if path.suffix != ".xml" or b'<name role="display">' not in data:
        return None
    root = fromstring(data)
    day = datetime.date.fromisoformat(root.findtext("session.header/date", ""))
    chambers = (part for chamber in root if chamber.tag != "session.header" for part in _parts(chamber))
    return [MarkupGold(tuple(chambers), day)]


def _parts(element: Element) -> Iterator[MarkupTurn]:
    for part in element:
        if part.tag in _SPOKEN:
            yield from _speech(part)
        elif part.tag in {"title", "para", "division"}:
            yield procedure(_text(part))
        else:
            yield from _parts(part)


def _speech(element: Element) -> Iterator[MarkupTurn]:
    talker = element.find("talk.start/talker")
    names = (
        {name.get("role"): (name.text or "").strip() for name in talker.iter("name")}
        if talker is not None
        else {}
    )
    surname, _, given = names.get("metadata", "").partition(",")
    given = given.partition(",")[0].strip()
    name = f"{given} {surname.strip()}" if given and given not in {"Mr", "The"} else None
    begun = False
    for part in [*element.iterfind("talk.start/*"), *element]:
        if part.tag in _SPOKEN:
            yield from _speech(part)
            begun = False
        elif part.tag not in {"talker", "talk.start"}:
            yield MarkupTurn((names.get("display", ""),), _text(part), name, continues=begun)
            begun = True


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


FORMAT = MarkupFormat("australia", gold)
