"""Hansard of the Australian Parliament, versions 2.0 to 2.2: `<hansard version="2.1">` with `<talker>`.

https://www.aph.gov.au/Parliamentary_Business/Hansard . Up to version 2.1, each part of a speech has its talker and
paragraphs. From 2.2 on, all words of a speech, with the interjections, are in one `<talk.text>`, where a link
(`<a type="MemberSpeech" href="ID">`) or a span of a class such as `HPS-MemberInterjecting` begins a turn.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, name_in_order, pieces_of, speech, spoken_texts
from indexer.readers.xml_tree import child, children, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN: dict[str, Role | None] = {
    "speech": None, "question": "questioner", "answer": None, "interjection": None, "continue": None, "petition": None,
}  # fmt: skip
_INFO = re.compile(r"(?:sub)?debateinfo")
_APART = frozenset({*_SPOKEN, "division", "debate", "talk.start", "talk.text"})
_LABEL_CLASS = re.compile(
    r"HPS-(?:Member|Office|General)(?:Speech|I?Interjecting|Continuation|Question|Answer)"
)
_LABEL_TYPE = re.compile(r"(?:Member|Office|General)(?:Speech|I?Interjecting|Continuation|Question|Answer)")
_GROUP = re.compile(r"\s*\([^()]{0,300}\)")
_CHAMBERS = {"REPS": "House of Representatives", "SENATE": "Senate"}


def recognises(source: Source) -> bool:
    """XML whose root is `hansard` with the header of a session."""
    return xml_root(source) == "hansard" and b"<session.header" in source.data


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    people = dict(_people(root))
    header = child(root, "session.header")
    parts = [part for chamber in root if chamber is not header for part in _parts(chamber, people)]
    if not spoken_texts(parts):
        raise InputRefused(source.name, "this Australian Hansard holds no speech; leave the file out.")
    return [assemble(READER.format, parts, merge(_metadata(header), source.sidecar))]


def _people(root: Any) -> Iterator[tuple[str, str]]:
    """The full names by the ids of their members, in lower case."""
    for talker in root.iter():
        if name_of(talker) == "talker":
            key, name = words_of(child(talker, "name.id")).lower(), _metadata_name(talker)
            # Posts share the id 10000.
            if key and key != "10000" and name:
                yield key, name


def _metadata_name(talker: Any) -> str | None:
    names = {name.get("role"): words_of(name) for name in children(talker, "name")}
    return name_in_order(names.get("metadata") or "")


def _parts(element: Any, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    for part in element:
        name = name_of(part)
        if name in _SPOKEN:
            yield from _speech(part, people)
        elif _INFO.match(name):
            if words := words_of(child(part, "title")):
                yield Aside("heading", words)
        elif any(name_of(inside) in _SPOKEN or _INFO.match(name_of(inside)) for inside in part):
            yield from _parts(part, people)
        elif words := words_of(part):
            yield Aside("procedure", words)


def _speech(element: Any, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    start = child(element, "talk.start")
    talker = child(start, "talker") if start is not None else None
    speaker = _speaker(talker, _SPOKEN[name_of(element)]) if talker is not None else SpokenPart("", "")
    pieces: list[str | Note] = []
    for piece in pieces_of(element, skipped=frozenset({"talker"}), apart=_APART):
        name = "" if isinstance(piece, str | Note) else name_of(piece)
        if isinstance(piece, str | Note):
            pieces.append(piece)
        elif name == "talk.start":
            pieces += pieces_of(piece, skipped=frozenset({"talker"}))
        else:
            yield from speech(speaker, pieces)
            pieces = []
            if name == "talk.text":
                yield from _text(piece, speaker, people)
            elif name in _SPOKEN:
                yield from _speech(piece, people)
            else:
                yield from _parts([piece], people)
    yield from speech(speaker, pieces)


def _speaker(talker: Any, role: Role | None) -> SpokenPart:
    names = {name.get("role"): words_of(name) for name in children(talker, "name")}
    name = name_in_order(names.get("metadata") or "")
    label = names.get("display") or name or names.get("metadata") or ""
    return SpokenPart(label.strip(" :"), "", role=role, name=name)


def _text(element: Any, speaker: SpokenPart, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    """The turns in the text of a speech in version 2.2."""
    pieces: list[str | Note] = []
    for paragraph in (part for part in element.iter() if name_of(part) in {"p", "para"}):
        opening = next(filter(_opens_turn, paragraph.iter()), None)
        words = words_of(paragraph)
        if opening is None or not words.startswith(words_of(opening)):
            if words:
                pieces.append(words)
            continue
        yield from speech(speaker, pieces)
        spoken = words_of(opening)
        role: Role | None = (
            "questioner" if "Question" in f"{opening.get('type')}{opening.get('class')}" else None
        )
        name = people.get((opening.get("href") or "").lower())
        speaker = SpokenPart(spoken.strip(" :"), "", role=role, name=name)
        pieces = [_without_titles(words[len(spoken) :])]
        if not pieces[0]:
            pieces = []
    yield from speech(speaker, pieces)


def _opens_turn(element: Any) -> bool:
    is_link = name_of(element) == "a" and _LABEL_TYPE.fullmatch(element.get("type") or "")
    return bool(is_link or (name_of(element) == "span" and _LABEL_CLASS.fullmatch(element.get("class") or "")))


def _without_titles(words: str) -> str:
    """The words after a label, without electorate, office and time: `(Northtown—Minister) (10:01): I move`."""
    at = 0
    while match := _GROUP.match(words, at):
        at = match.end()
    rest = words[at:].lstrip()
    return rest[1:].lstrip() if rest.startswith(":") else words.lstrip(" :")


def _metadata(header: Any | None) -> Metadata:
    chamber = words_of(child(header, "chamber")) if header is not None else ""
    date = words_of(child(header, "date")) if header is not None else ""
    venue = _CHAMBERS.get(chamber.upper(), chamber) or None
    return Metadata(title=f"{venue} Hansard" if venue else None, date=iso_day(date), venue=venue)


_EXAMPLE = Example(
    "australia-hansard",
    '<hansard version="2.1"><session.header><date>2006-03-04</date><chamber>REPS</chamber></session.header>'
    "<chamber.xscript><debate><debateinfo><title>FERRIES</title></debateinfo><speech><talk.start><talker>"
    '<name role="metadata">Doe, Jane, MP</name><name role="display">Ms DOE</name></talker>'
    "<para>They are late.</para></talk.start></speech></debate></chamber.xscript></hansard>",
    "Australian Hansard XML (2.0 to 2.2)",
    '`<talker><name role="display">Ms DOE</name></talker>`',
)
READER = Reader("australia-hansard", 44, recognises, read, (".xml",), examples=(_EXAMPLE,))
