"""Hansard of the Australian Parliament, versions 2.0 to 2.2: `<hansard version="2.1">` with `<talker>`.

https://www.aph.gov.au/Parliamentary_Business/Hansard . Up to version 2.1, each part of a speech has its talker and
paragraphs. From 2.2 on, all words of a speech, with the interjections, are in one `<talk.text>`, where a link
(`<a type="MemberSpeech" href="ID">`) or a span of a class such as `HPS-MemberInterjecting` begins a turn.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, name_in_order, pieces_of, speech, spoken_texts
from indexer.readers.xml_tree import child, children, name_of, paragraphs_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN: dict[str, Role | None] = {
    "speech": None, "question": "questioner", "answer": None, "interjection": None, "continue": None, "petition": None,
}  # fmt: skip
_INFO = re.compile(r"(?:sub)?debateinfo")
_TEXTS = frozenset({"debate.text", "subdebate.text"})
_STRUCTURE = frozenset({*_SPOKEN, *_TEXTS})
_HEADINGS = frozenset({"HPS-Debate", "HPS-SubDebate", "HPS-SubSubDebate"})
_VOTES = ("HPS-Division", "HPS-Table")
_OF_CLERKS = re.compile(
    r"\([^()]{1,80}\)|.{1,60} interjecting\s*[-–—]*|"
    r"(?:Original q|Q)uestions? .{0,80}(?:agreed to|resolved .{0,40}|negatived)\.|"
    r"Leave (?:not )?granted(?:; debate adjourned)?\.|"
    r"(?:Bills?|Debate|Sitting|Proceedings|Reports?|Motion|Ordered)\b.{0,120}(?:agreed to|adjourned|interrupted|"
    r"adopted|suspended .{0,40}|(?:first|second|third) time|printed)\."
)
_APART = frozenset({*_SPOKEN, "division", "debate", "talk.start", "talk.text"})
_LABEL_CLASS = re.compile(
    r"HPS-(?:Member|Office|General)(?:Speech|I?Interjecting|Continuation|Question|Answer)"
)
_LABEL_TYPE = re.compile(r"(?:Member|Office|General)(?:Speech|I?Interjecting|Continuation|Question|Answer)")
_BEFORE_WORDS = re.compile(
    r"[ \-–—]*(?:\[\d{1,2}[.:]\d{1,2}(?: ?[ap]\.?m\.?)?\]|\([^()]{1,80}\))?\s*\.?\s*[-–—]+\s*|[ \-–—]+"
)
"""What the print has between a name and the first words: `[3.2]. -`, `(Hon. Jane Doe). -`, `—`."""
_GROUP = re.compile(r"\s*\([^()]{0,300}\)")
_CHAIR = re.compile(
    r"(?:The|Madam|Mr) (?:ACTING |DEPUTY |TEMPORARY |VICE[- ])*(?:SPEAKER|PRESIDENT|CHAIR)", re.IGNORECASE
)
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
        elif name in _TEXTS:
            yield from _text(part, None, people)
        elif any(name_of(inside) in _STRUCTURE or _INFO.match(name_of(inside)) for inside in part):
            yield from _parts(part, people)
        elif words := words_of(part):
            yield Aside("procedure", words)


def _speech(element: Any, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    if name_of(element) == "petition" and child(element, "talk.start") is None:
        # The text of a petition, which nobody reads out.
        yield from (Aside("procedure", words) for words in paragraphs_of(element))
        return
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
            yield from speech(speaker, _spoken(pieces))
            pieces = []
            if name == "talk.text":
                yield from _text(piece, speaker, people)
            elif name in _SPOKEN:
                yield from _speech(piece, people)
            else:
                yield from _parts([piece], people)
    yield from speech(speaker, _spoken(pieces))


def _speaker(talker: Any, role: Role | None) -> SpokenPart:
    names = {name.get("role"): words_of(name) for name in children(talker, "name")}
    name = name_in_order(names.get("metadata") or "")
    label = (names.get("display") or name or names.get("metadata") or "").strip(" :")
    return SpokenPart(label, "", role="chair" if _CHAIR.match(label) else role, name=name)


def _spoken(pieces: Sequence[str | Note]) -> Iterator[str | Note]:
    """The pieces of a turn, with what clerks write as notes, and without what is before its first words."""
    is_first = True
    for piece in pieces:
        if not isinstance(piece, str):
            yield piece
        elif _OF_CLERKS.fullmatch(piece):
            yield Note(piece)
        elif words := _first_words(piece) if is_first else piece:
            yield words
            is_first = False


def _first_words(piece: str) -> str:
    match = _BEFORE_WORDS.match(piece)
    return piece[match.end() :] if match else piece


def _text(element: Any, speaker: SpokenPart | None, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    """The turns in a text of version 2.2. Outside of a speech, a label is only that of its own paragraph."""
    in_speech = speaker is not None
    pieces: list[str | Note] = []
    for paragraph in (part for part in element.iter() if name_of(part) in {"p", "para"}):
        kind = paragraph.get("class") or ""
        words = words_of(paragraph)
        if kind in _HEADINGS or not words:
            continue
        opening = _opening(paragraph, words)
        spoken = _without_titles(words[len(opening[0]) :]) if opening else words
        if opening is None and (speaker is None or (not in_speech and kind != "HPS-Small")):
            pieces.append(Note(words))
        elif kind.startswith(_VOTES) or (not spoken and not words.endswith(":")):
            # Without a colon or words of their own, members are only said to interject.
            pieces.append(Note(words))
        elif opening is None:
            pieces.append(words)
        else:
            yield from speech(speaker or SpokenPart("", ""), _spoken(pieces))
            label, mark = opening
            role: Role | None = "questioner" if "Question" in f"{mark.get('type')}{mark.get('class')}" else None
            label = label.strip(" :")
            is_chair = _CHAIR.match(label)
            name = people.get((mark.get("href") or "").lower())
            # Links of interjections lead to other members now and then.
            if name and not is_chair and label.split()[-1].casefold() not in name.casefold():
                name = None
            speaker = SpokenPart(label, "", role="chair" if is_chair else role, name=name)
            pieces = [spoken] if spoken else []
    yield from speech(speaker or SpokenPart("", ""), _spoken(pieces))


def _opening(paragraph: Any, words: str) -> tuple[str, Any] | None:
    """The label at the beginning of a paragraph, and the element that marks it."""
    for element in paragraph.iter():
        label = words_of(element)
        is_link = name_of(element) == "a" and _LABEL_TYPE.fullmatch(element.get("type") or "")
        is_span = name_of(element) == "span" and _LABEL_CLASS.fullmatch(element.get("class") or "")
        is_bold = "font-weight:bold" in (element.get("style") or "") and label.endswith(":")
        if (is_link or is_span or is_bold) and label and words.startswith(label):
            return label, element
    return None


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
