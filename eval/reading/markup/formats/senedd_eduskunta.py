"""The Senedd's rows, and the Eduskunta's turns."""

import datetime
import html
import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from eval.reading.markup.gold import MarkupFormat, MarkupGold, MarkupTurn, procedure


def gold(path: Path, data: bytes) -> list[MarkupGold] | None:
    """One transcript, if the root is one of both parliaments'."""
    if path.suffix != ".xml":
        return None
    if b"<dataroot" in data and b"contribution_verbatim" in data:
        return [_senedd(fromstring(data))]
    return [_eduskunta(fromstring(data))] if b"PuheenvuoroToimenpide" in data else None


def _senedd(root: Element) -> MarkupGold:
    turns = []
    for row in root:
        words = html.unescape(html.unescape(html.unescape(row.findtext("contribution_verbatim", ""))))
        name = row.findtext("Member_name_English")
        label = name or row.findtext("Member_job_title_English") or ""
        turns.append(MarkupTurn((label,), re.sub("<[^>]*>", " ", words), name))
    return MarkupGold(tuple(turns), datetime.date.fromisoformat(root[0].findtext("MeetingDate", "")[:10]))


def _eduskunta(root: Element) -> MarkupGold:
    turns: list[MarkupTurn] = []
    name, chair = "", False
    for element in root.iter():
        tag, text = element.tag.rpartition("}")[2], "".join(element.itertext())
        if tag == "EtuNimi":
            name, chair = text, False
        elif tag == "SukuNimi":
            name = f"{name} {text}"
        elif tag == "PuheenjohtajaTeksti":
            name, chair = text, True
        elif tag == "KappaleKooste":
            person = name.partition(" ")[2] if chair else name
            parts = re.split(r"(\[[^]]*\])", text)
            turns += [
                procedure(part) if at % 2 else MarkupTurn((name,), part, person, continues=at > 0)
                for at, part in enumerate(parts)
            ]
    day = re.search(r"Hetki'?: '?(\d{4}-\d\d-\d\d)", str([element.attrib for element in root.iter()]))
    return MarkupGold(tuple(turns), datetime.date.fromisoformat(day[1]) if day else None)


FORMAT = MarkupFormat("senedd, eduskunta", gold)
