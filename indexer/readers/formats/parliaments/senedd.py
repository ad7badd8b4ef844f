"""The record of the Welsh Parliament, as it is exported: `<dataroot>` with rows such as `<XML_Plenary_Bilingual>`.

https://record.senedd.wales/XMLExport . A row holds what was said in the language of the speaker, in HTML whose marks
are escaped, and the name of the member; rows without a member have a post or no speaker.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import full_name, spoken_texts
from indexer.readers.xml_tree import child, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_MOST_ESCAPES = 3
_BLOCK = re.compile(r"</?(?:p|br|li|ul|ol|div)\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_SPOKEN = ("contribution_verbatim", "Contribution_verbatim", "contribution_english", "Contribution_English")


def recognises(source: Source) -> bool:
    """XML whose root is `dataroot` with contributions."""
    return xml_root(source) == "dataroot" and b"ontribution_" in source.data


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no contribution.
    """
    root = parse_xml(source)
    parts = list(_parts(root))
    if not spoken_texts(parts):
        raise InputRefused(source.name, "this record of the Senedd holds no contribution; leave the file out.")
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


def _parts(root: Any) -> Iterator[SpokenPart | Aside]:
    heading = ""
    for row in root:
        item = _field(row, "Agenda_item_english") or _field(row, "Agenda_Item_English")
        if item and item != heading:
            heading = item
            yield Aside("heading", item)
        text = "\n\n".join(_paragraphs(next(filter(None, (_field(row, name) for name in _SPOKEN)), "")))
        name = _field(row, "Member_name_English")
        label = name or _field(row, "Member_job_title_English")
        if text and (label or name_of(row).endswith("QNR_Bilingual")):
            yield SpokenPart(label, text, role=_role(row), name=full_name(name))
        elif text:
            yield Aside("procedure", text)


def _field(row: Any, name: str) -> str:
    return words_of(child(row, name))


def _role(row: Any) -> Role | None:
    return "questioner" if _field(row, "contribution_type") in {"Q", "QNR", "OQ", "SQ"} else None


def _paragraphs(field: str) -> list[str]:
    """The paragraphs of a field whose HTML may be escaped several times."""
    for _ in range(_MOST_ESCAPES):
        field = html.unescape(field)
    paragraphs = (" ".join(_TAG.sub("", part).split()) for part in _BLOCK.split(field))
    return [paragraph for paragraph in paragraphs if paragraph]


def _metadata(root: Any) -> Metadata:
    days = (iso_day(_field(row, "MeetingDate")) for row in root)
    return Metadata(
        title="Record of Proceedings, Senedd Cymru / Welsh Parliament",
        date=next(filter(None, days), None),
        venue="Senedd Cymru / Welsh Parliament",
    )


_EXAMPLE = Example(
    "senedd",
    '<?xml version="1.0"?><dataroot><XML_Plenary_Bilingual><MeetingDate>2021-03-04T13:30:00</MeetingDate>'
    "<contribution_verbatim>&lt;p&gt;They are late.&lt;/p&gt;</contribution_verbatim>"
    "<Member_name_English>Jane Doe</Member_name_English></XML_Plenary_Bilingual></dataroot>",
    "Senedd XML",
    "`<Member_name_English>Jane Doe</Member_name_English>`",
)
READER = Reader("senedd", 46, recognises, read, (".xml",), examples=(_EXAMPLE,))
