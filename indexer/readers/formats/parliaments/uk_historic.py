"""Historic Hansard of the United Kingdom, as it was digitised for the years 1803 to 2005.

https://github.com/millbanksystems/hansard : `<p><member>Mr. Doe</member><membercontribution>: …</membercontribution>`.
A paragraph without a member goes on with the speech before it, unless it is in italics or reports a question.
"""

import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, pieces_of, speech, spoken_texts
from indexer.readers.titles import own_title
from indexer.readers.xml_tree import child, first_inside, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SITTINGS = frozenset({
    "housecommons", "houselords", "commonlords", "writtenanswers", "writtenstatements", "westminsterhall",
    "grandcommitteereport", "lordswrittenanswers", "lordswrittenstatements",
})  # fmt: skip
_MARKS = frozenset({"col", "image", "date"})
_NOTES = frozenset({"division"})
_OF_CLERKS = re.compile(
    r"(?:Question|Amendment|Motion) (?:proposed|put|made)|The (?:House|Committee) divided|"
    r"(?:\d{1,4}\.\s*)?(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|The|Viscount|Baroness|Earl|Captain|Major|Colonel|"
    r"Lieut|Commander|Brigadier|Rear|Vice|Admiral|General|Rev|Professor)\b[^:]{1,100}?\basked\b",
    re.IGNORECASE,
)
_BEFORE_WORDS = re.compile(r"(?:\d{1,4}\.)?\s*(?:\[[^\[\]]{0,200}\])?\s*:?\s*")


def recognises(source: Source) -> bool:
    """XML whose root is a sitting, or a volume of them, with members."""
    root = xml_root(source)
    has_sitting = root in _SITTINGS or (
        root == "hansard" and any(f"<{name}".encode() in source.data for name in _SITTINGS)
    )
    return has_sitting and (b"<member>" in source.data or b"<membercontribution" in source.data)


def read(source: Source) -> list[Document]:
    """A document for each sitting.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no contribution.
    """
    root = parse_xml(source)
    sittings = [element for element in root.iter() if name_of(element) in _SITTINGS]
    parts_of = [(sitting, list(_Sitting().parts_of(sitting))) for sitting in sittings]
    documents = [
        assemble(READER.format, parts, merge(_metadata(sitting), source.sidecar))
        for sitting, parts in parts_of
        if spoken_texts(parts)
    ]
    if not documents:
        raise InputRefused(
            source.name, "this historic Hansard holds no member's contribution; leave the file out."
        )
    return documents


class _Sitting:
    """Who speaks where the walk through a sitting has arrived; a section begins with nobody."""

    def __init__(self) -> None:
        self._speaker: SpokenPart | None = None
        self._pieces: list[str | Note] = []

    def parts_of(self, element: Any) -> Iterator[SpokenPart | Aside]:
        """The parts of a sitting or section."""
        for part in element:
            name = name_of(part)
            if name == "p":
                yield from self._paragraph(part)
            elif name == "title":
                self._pieces.append(Note(words_of(part), kind="heading"))
            elif name in {"table", "division"}:
                self._pieces.append(Note(words_of(part)))
                # A member's table is in a paragraph; what is between paragraphs, as a division, ends a speech.
                yield from self._end()
            elif name in _SITTINGS:
                continue
            elif name and name not in _MARKS:
                if name != "body":
                    yield from self._end()
                yield from self.parts_of(part)
                if name != "body":
                    yield from self._end()

    def _end(self) -> Iterator[SpokenPart | Aside]:
        yield from self._spoken()
        self._speaker = None

    def _spoken(self) -> Iterator[SpokenPart | Aside]:
        pieces = [piece for piece in self._pieces if isinstance(piece, str) or piece.text]
        yield from speech(self._speaker or SpokenPart("", ""), pieces)
        self._pieces = []

    def _paragraph(self, element: Any) -> Iterator[SpokenPart | Aside]:
        member = first_inside(element, "member")
        words = words_of(element, _MARKS)
        if member is not None:
            yield from self._end()
            self._speaker = SpokenPart(words_of(member).strip(" :"), "")
            pieces = list(pieces_of(element, _NOTES, skipped=_MARKS | {"member"}))
            if pieces and isinstance(pieces[0], str):
                pieces[0] = _contribution(pieces[0])
            self._pieces += (piece for piece in pieces if piece)
        elif self._speaker is None or _is_italic(element) or _OF_CLERKS.match(words):
            yield from self._end()
            if words:
                self._pieces.append(Note(words))
        else:
            self._pieces += pieces_of(element, _NOTES, skipped=_MARKS)


def _contribution(words: str) -> str:
    """What a member says, without the number of a question, a remark and the colon before it."""
    before = _BEFORE_WORDS.match(words)
    return words[before.end() if before else 0 :]


def _is_italic(paragraph: Any) -> bool:
    """Whether all words of a paragraph are in italics, as those of the clerks are."""
    inside = [part for part in paragraph if name_of(part) not in _MARKS]
    outside = [paragraph.text, *(part.tail for part in paragraph)]
    return (
        bool(inside)
        and all(name_of(part) == "i" for part in inside)
        and not any((s or "").strip() for s in outside)
    )


def _metadata(sitting: Any) -> Metadata:
    date = first_inside(sitting, "date")
    return Metadata(
        title=own_title(words_of(child(sitting, "title"))),
        date=iso_day(date.get("format")) if date is not None else None,
        language="en",
    )


_EXAMPLE = Example(
    "uk-historic-hansard",
    '<housecommons><title>House of Commons</title><date format="1995-11-06">Monday 6 November 1995</date><debates>'
    "<section><title>FERRIES</title><p><member>Ms. Doe</member><membercontribution>: They are late."
    "</membercontribution></p></section></debates></housecommons>",
    "historic Hansard XML (United Kingdom)",
    "`<member>Ms. Doe</member><membercontribution>: They are late.</membercontribution>`",
)
READER = Reader("uk-historic-hansard", 45, recognises, read, (".xml",), examples=(_EXAMPLE,))
