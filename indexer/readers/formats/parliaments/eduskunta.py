"""Minutes of plenary sessions of the Finnish Parliament: `<PuheenvuoroToimenpide>` for each turn.

https://avoindata.eduskunta.fi : names of elements and attributes have the prefixes of several schemas, which are not
looked at. What is in brackets are interjections of others, and remarks of the reporters.
"""

import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, full_name, speech, spoken_texts
from indexer.readers.xml_tree import child, first_inside, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_TURN = "PuheenvuoroToimenpide"
_CHAIR = "PuheenjohtajaRepliikki"
_BRACKETS = re.compile(r"\[[^\[\]]{1,1000}\]")
_POST = re.compile(r"(?:Ensimmäinen |Toinen |Ikä)?(?:vara)?puhemies ", re.IGNORECASE)
_ROOTS = frozenset({"Siirto", "PoytakirjaAsiakirja", "Poytakirja", "PTK"})


def recognises(source: Source) -> bool:
    """XML with turns of this name, and a root of these documents."""
    return xml_root(source) in _ROOTS and _TURN.encode() in source.data


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no turn.
    """
    root = parse_xml(source)
    parts = list(_parts(root))
    if not spoken_texts(parts):
        raise InputRefused(source.name, "these minutes of the Eduskunta hold no turn; leave the file out.")
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


def _parts(element: Any) -> Iterator[SpokenPart | Aside]:
    for part in element:
        name = name_of(part)
        if name == _TURN:
            yield from _turn(part, _member(part))
        elif name == _CHAIR:
            yield from _turn(part, _chair(part))
        elif name == "NimekeTeksti" and words_of(part):
            yield Aside("heading", words_of(part))
        else:
            yield from _parts(part)


def _turn(element: Any, speaker: SpokenPart) -> Iterator[SpokenPart | Aside]:
    pieces: list[str | Note] = []
    for part in _leaves(element):
        if name_of(part) == _CHAIR:
            yield from speech(speaker, pieces)
            pieces = []
            yield from _turn(part, _chair(part))
            continue
        words = words_of(part)
        paragraph = " ".join(_BRACKETS.sub(" ", words).split())
        pieces += [paragraph] if paragraph else []
        pieces += [Note(found.group(), is_inside=bool(paragraph)) for found in _BRACKETS.finditer(words)]
    yield from speech(speaker, pieces)


def _leaves(element: Any) -> Iterator[Any]:
    """The paragraphs in a turn, and what the chair says in between."""
    for part in element:
        if name_of(part) in {"KappaleKooste", _CHAIR}:
            yield part
        else:
            yield from _leaves(part)


def _member(element: Any) -> SpokenPart:
    person = first_inside(element, "Henkilo")
    if person is None:
        return SpokenPart("", "")
    name = " ".join(filter(None, (words_of(child(person, part)) for part in ("EtuNimi", "SukuNimi"))))
    post = words_of(child(person, "AsemaTeksti"))
    return SpokenPart(" ".join(filter(None, (post, name))), "", name=full_name(name))


def _chair(element: Any) -> SpokenPart:
    label = words_of(child(element, "PuheenjohtajaTeksti")).strip(" :")
    return SpokenPart(label, "", role="chair", name=full_name(_POST.sub("", label)))


def _metadata(root: Any) -> Metadata:
    turns = (element for element in root.iter() if name_of(element) == _TURN)
    starts = (
        value
        for turn in turns
        for key, value in turn.attrib.items()
        if key.rpartition("}")[2] == "puheenvuoroAloitusHetki"
    )
    heading = first_inside(root, "NimekeTeksti")
    return Metadata(title=words_of(heading) or None, date=iso_day(next(starts, None)), language="fi")


_EXAMPLE = Example(
    "eduskunta",
    '<?xml version="1.0"?><Siirto><PuheenvuoroToimenpide puheenvuoroAloitusHetki="2021-03-04T14:02:00"><Henkilo>'
    "<EtuNimi>Maija</EtuNimi><SukuNimi>Meri</SukuNimi></Henkilo><KappaleKooste>Arvoisa puhemies! [Naurua] Kiitos."
    "</KappaleKooste></PuheenvuoroToimenpide></Siirto>",
    "Eduskunta XML",
    "`<EtuNimi>Maija</EtuNimi><SukuNimi>Meri</SukuNimi>`",
)
READER = Reader("eduskunta", 47, recognises, read, (".xml",), examples=(_EXAMPLE,))
