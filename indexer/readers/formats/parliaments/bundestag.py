"""Minutes of plenary sittings of the German Bundestag, `dbtplenarprotokoll`.

https://www.bundestag.de/services/opendata : the speaker is a paragraph of class `redner`, the chair a `<name>`, and
what follows is theirs until the next of them. Comments (`<kommentar>`) are what others call out, and applause.
"""

from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, full_name, pieces_of, speech, spoken_texts
from indexer.readers.xml_tree import child, children, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN = frozenset({"J", "J_1", "O", "Z", ""})
"""Classes of paragraphs: spoken text, indented text and quotations."""
_FOOTNOTES = frozenset({"fussnote", "sup"})
_CHAIR = "präsident"


def recognises(source: Source) -> bool:
    """XML whose root is `dbtplenarprotokoll`."""
    return xml_root(source) == "dbtplenarprotokoll"


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    sitting = _Sitting()
    for part in children(root, "sitzungsverlauf", "anlagen"):
        # Paragraphs of an annex without a speaker are lists and texts of motions.
        sitting.is_spoken = name_of(part) == "sitzungsverlauf"
        sitting.add(part)
        sitting.end()
    if not spoken_texts(sitting.parts):
        raise InputRefused(source.name, "these minutes of the Bundestag hold no speech; leave the file out.")
    return [assemble(READER.format, sitting.parts, merge(_metadata(root), source.sidecar))]


class _Sitting:
    """The parts of a sitting; `_speaker` is who speaks where the walk through the minutes has arrived."""

    def __init__(self) -> None:
        self.parts: list[SpokenPart | Aside] = []
        self.is_spoken = True
        self._speaker: SpokenPart | None = None
        self._pieces: list[str | Note] = []

    def add(self, element: Any) -> None:
        """Add all that is in an element."""
        for part in element:
            name = name_of(part)
            if name == "p":
                self._paragraph(part)
            elif name == "name":
                self._begin(_chair(part))
            elif name in {"kommentar", "table"}:
                self._note(words_of(part))
            elif name == "anlage":
                self.add(part)
                self.end()
            elif name == "rede":
                # Who speaks in a speech is said in it; after it, only the chair goes on without being named again.
                self.end()
                self.add(part)
                self._end()
                self._keep_chair_alone()
            elif len(part):
                self.add(part)
            elif words := words_of(part):
                self._note(words, is_heading=name.endswith("titel"))
        self._end()

    def _paragraph(self, element: Any) -> None:
        kind = element.get("klasse") or ""
        if child(element, "redner") is not None:
            self._begin(_member(element))
        elif kind == "N":
            self._begin(_chair(element))
        elif kind in _SPOKEN and (self._speaker is not None or self.is_spoken):
            self._pieces += pieces_of(element, _FOOTNOTES)
        else:
            self._note(words_of(element), is_heading=kind.startswith(("T_", "K", "Amtl")))

    def _begin(self, speaker: SpokenPart) -> None:
        self._end()
        self._speaker = speaker

    def _note(self, words: str, *, is_heading: bool = False) -> None:
        if words:
            self._pieces.append(Note(words, kind="heading" if is_heading else "procedure"))

    def _end(self) -> None:
        self.parts += speech(self._speaker or SpokenPart("", ""), self._pieces)
        self._pieces = []

    def end(self) -> None:
        """End the speech; nobody goes on with it."""
        self._end()
        self._speaker = None

    def _keep_chair_alone(self) -> None:
        if self._speaker is not None and self._speaker.role != "chair":
            self._speaker = None


def _chair(element: Any) -> SpokenPart:
    label = words_of(element).strip(" :")
    return SpokenPart(label, "", role="chair" if _CHAIR in label.casefold() else None, name=full_name(label))


def _member(paragraph: Any) -> SpokenPart:
    member = child(paragraph, "redner")
    label = " ".join((member.tail or "").split()).strip(" :") if member is not None else ""
    names = child(member, "name")
    name = " ".join(_name_parts(names)) if names is not None else ""
    return SpokenPart(label or name, "", name=full_name(name))


def _name_parts(names: Any) -> Iterator[str]:
    for part in ("vorname", "namenszusatz", "nachname"):
        if words := words_of(child(names, part)):
            yield words


def _metadata(root: Any) -> Metadata:
    number = "/".join(filter(None, (root.get("wahlperiode"), root.get("sitzung-nr"))))
    return Metadata(
        title=f"Plenarprotokoll {number}" if number else None,
        date=iso_day("-".join(reversed((root.get("sitzung-datum") or "").split(".")))),
        venue=root.get("herausgeber"),
        language="de",
    )


_EXAMPLE = Example(
    "bundestag",
    '<?xml version="1.0"?><dbtplenarprotokoll wahlperiode="21" sitzung-nr="1" sitzung-datum="04.03.2021">'
    '<sitzungsverlauf><rede><p klasse="redner"><redner id="1"><name><vorname>Jana</vorname><nachname>Muster'
    '</nachname></name></redner>Jana Muster (XYZ):</p><p klasse="J_1">Danke.</p></rede></sitzungsverlauf>'
    "</dbtplenarprotokoll>",
    "Bundestag XML (dbtplenarprotokoll)",
    '`<p klasse="redner"><redner><name>…</name></redner>Jana Muster (XYZ):</p><p klasse="J">Danke.</p>`',
)
READER = Reader("bundestag", 42, recognises, read, (".xml",), examples=(_EXAMPLE,))
