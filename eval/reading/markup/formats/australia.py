"""Australia: the talker of each part of a speech, or from version 2.2 on the links in its text."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure

_LINK = re.compile("(?:Member|Office|General)(?:Speech|I?Interjecting|Continuation|Question|Answer)")
_CLERK = re.compile(
    r"^(?:(?:Original )?[Qq]uestion|Bill|Debate|Leave|Order|Sitting|Proceeding|Report|Motion|Ordered)[^.]{0,140}"
    r"(?:agreed to|affirmative|negatived?|adjourned|printed|granted|time|interrupted|adopted|suspended[^.]{0,40})\.$|"
    r"^\([^()]{1,80}\)$|^.{1,60} interjecting ?[—-]*$"
)
_ADDITIONS = re.compile(r"^(?: ?\([^()]*\))* ?:? *")
_SPOKEN = {"speech", "question", "answer", "interjection", "continue"}


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if there are talkers with a display name."""
    if path.suffix != ".xml" or b"<talker>" not in data or b"<session.header>" not in data:
        return None
    root = fromstring(data)
    day = datetime.date.fromisoformat(root.findtext("session.header/date", ""))
    if root.find(".//talk.text") is not None:
        return [MarkupGold(tuple(_texts(root)), day)]
    chambers = (part for chamber in root if chamber.tag != "session.header" for part in _parts(chamber))
    return [MarkupGold(tuple(chambers), day)]


def _texts(root: Element) -> Iterator[MarkupTurn]:
    """Version 2.2: a paragraph with a link to a member, or another mark of a label, begins a turn."""
    people = {
        talker.findtext("name.id", "").lower(): _name(talker.findtext("name", ""))
        for talker in root.iter("talker")
    }
    for text in (text for text in root.iter() if text.tag in {"talk.text", "debate.text", "subdebate.text"}):
        label, name, begun = "", None, False
        for paragraph in text.iter("p"):
            words = _text(paragraph)
            link = next(
                (part for part in paragraph.iter() if _is_label(part) and words.startswith(_text(part))), None
            )
            is_table = paragraph.get("class", "").startswith(("HPS-Table", "HPS-Division"))
            if is_table or _CLERK.search(words) or not (label or link is not None):
                yield procedure(words)
                continue
            if link is not None:
                label, begun = _text(link).strip(" :"), False
                name = people.get(link.get("href", "").lower())
                surname = label.split()[-1].casefold()
                name = name if name and (label.startswith("The ") or surname in name.casefold()) else None
                words = _ADDITIONS.sub("", words[len(_text(link)) :])
            if words and (link is not None or text.tag == "talk.text" or paragraph.get("class") == "HPS-Small"):
                yield MarkupTurn((label,), words, name, continues=begun)
                begun = True
            else:
                yield procedure(words)


def _is_label(element: Element) -> bool:
    kind = element.get("type") or element.get("class", "").removeprefix("HPS-")
    is_bold = "font-weight:bold" in element.get("style", "") and _text(element).endswith(":")
    return bool(_text(element)) and (is_bold or _LINK.fullmatch(kind) is not None)


def _name(listed: str) -> str | None:
    surname, comma, given = re.sub(r" ?\(.*", "", listed).partition(",")
    given = " ".join(re.sub(r"\b(?:MP|Sen|Dr|Hon)\b|,.*", "", given.strip()).split())
    return f"{given} {surname}" if comma and given not in {"", "The", "Mr"} else None


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
    name = _name(" ".join(names.get("metadata", "").split()))
    begun = False
    for part in [*element.iterfind("talk.start/*"), *element]:
        if part.tag in _SPOKEN:
            yield from _speech(part)
            begun = False
        elif re.search(_CLERK, _text(part)):
            yield procedure(_text(part))
        elif part.tag not in {"talker", "talk.start"}:
            yield MarkupTurn((names.get("display", ""),), _text(part), name, continues=begun)
            begun = True


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


FORMAT = MarkupFormat("australia", gold)
