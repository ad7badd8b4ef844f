"""Debates as Public Whip's parsers write them, for TheyWorkForYou and OpenAustralia.

https://parser.theyworkforyou.com/hansard.html : `<speech speakername="Jane Doe" speakerid="…"><p>…</p></speech>`.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Kind, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import full_name, pieces_of, speech, spoken_texts
from indexer.readers.titles import own_title
from indexer.readers.xml_tree import name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN: dict[str, Role | None] = {"speech": None, "ques": "questioner", "reply": None}
_HEADINGS = frozenset({"major-heading", "minor-heading", "oral-heading"})
_DAY = re.compile(r"/(\d{4}-\d{2}-\d{2})")


def recognises(source: Source) -> bool:
    """XML whose root is `publicwhip`, or `debates` with speakers as these parsers write them."""
    root = xml_root(source)
    return root == "publicwhip" or (root == "debates" and b"speakername=" in source.data)


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    parts = list(_parts(root))
    if not spoken_texts(parts):
        raise InputRefused(
            source.name, "this Public Whip XML holds no speech with a speaker; leave the file out."
        )
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


def _parts(root: Any) -> Iterator[SpokenPart | Aside]:
    for element in root:
        name = name_of(element)
        if name in _SPOKEN and element.get("nospeaker") != "true":
            yield from speech(_speaker(element), pieces_of(element))
        elif name in _SPOKEN or name in _HEADINGS:
            kind: Kind = "heading" if name in _HEADINGS else "procedure"
            yield from (Aside(kind, piece) for piece in pieces_of(element) if isinstance(piece, str))


def _speaker(element: Any) -> SpokenPart:
    label = (element.get("speakername") or "").strip()
    # Those without an id are posts and groups: The Clerk, Opposition Senators.
    key = element.get("person_id") or element.get("speakerid") or "unknown"
    name = full_name(label) if key != "unknown" else None
    shown = "" if label.casefold() == "unknown" else label
    return SpokenPart(shown, "", role=_SPOKEN[name_of(element)], name=name, doubtful=name is None)


def _metadata(root: Any) -> Metadata:
    first = next((element.get("id") for element in root if element.get("id")), "") or ""
    day = _DAY.search(first)
    date: datetime.date | None = iso_day(day[1]) if day else None
    # A file of a whole day has many debates, none of which is its title.
    headings = [words_of(element) for element in root if name_of(element) == "major-heading"]
    return Metadata(title=own_title(headings[0]) if len(headings) == 1 else None, date=date)


_EXAMPLE = Example(
    "publicwhip",
    '<?xml version="1.0"?><publicwhip><major-heading id="uk.org.publicwhip/debate/2021-03-04a.1.0">Ferries'
    '</major-heading><speech id="uk.org.publicwhip/debate/2021-03-04a.1.1" speakerid="uk.org.publicwhip/member/1" '
    'speakername="Jane Doe"><p>They are late.</p></speech></publicwhip>',
    "Public Whip XML (TheyWorkForYou, OpenAustralia)",
    '`<speech speakername="Jane Doe" speakerid="…"><p>They are late.</p></speech>`',
)
READER = Reader("publicwhip", 41, recognises, read, (".xml",), examples=(_EXAMPLE,))
