"""Debates in Akoma Ntoso (OASIS LegalDocML), as parliaments publish them. Speakers and roles are in the markup.

http://docs.oasis-open.org/legaldocml/akn-core/v1.0/ : `<speech by="#p" as="#r"><from>…</from><p>…</p></speech>`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code, languages
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, full_name, pieces_of, speech, spoken_texts
from indexer.readers.titles import own_title
from indexer.readers.xml_tree import (
    LANGUAGE,
    first_inside,
    name_of,
    paragraphs_of,
    parse_xml,
    words_of,
    xml_root,
)
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN: dict[str, Role | None] = {"speech": None, "question": "questioner", "answer": None}
_BODIES = frozenset({"debateBody", "body", "mainBody"})
_HEADINGS = frozenset({"heading", "subheading", "num", "docTitle", "docNumber"})
_NOTES = frozenset({
    "scene", "narrative", "summary", "recordedTime", "vote", "remark", "authorialNote", "editorialNote", "noteRef",
})  # fmt: skip
_PROCEDURE = frozenset({
    "prayers", "papers", "adjournment", "rollCall", "communication", "personalStatements", "nationalInterest",
    "ministerialStatements", "declarationOfVote", "resolutions", "petitions", "oralStatements", "writtenStatements",
    "administrationOfOath", "noticesOfMotion", "proceduralMotions", "pointOfOrder", "questions", "address", "other",
})  # fmt: skip
"""Parts whose bare paragraphs are a clerk's, even between speeches."""
_BARE = frozenset({"p", "ul", "ol", "blockList", "table", "block", "tblock", "blockquote"})
_CHAIR = ("chair", "speaker", "presid")
"""How the words begin that mean the chair."""
_WITH_CHAIR = frozenset("acting deputy madam mr mrs ms sir the vice".split())
_HOUSES = frozenset(
    "assembly chamber committee congress council dail dáil diet house houses oireachtas parliament seanad senate "
    "sitting".split()
)
_WORD = re.compile(r"[^\W_]+")
_OFFICE = re.compile(r",|\b(?:of|in|for)\b")
_LATEST_YEAR = 2200


def recognises(source: Source) -> bool:
    """XML whose root is `akomaNtoso`."""
    return xml_root(source) == "akomaNtoso"


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    speakers = _Speakers(_references(root, "TLCPerson"), _references(root, "TLCRole"))
    body = next((element for element in root.iter() if name_of(element) in _BODIES), ())
    parts = list(_joined(_parts(body, speakers)))
    if not spoken_texts(parts):
        raise InputRefused(source.name, "this Akoma Ntoso holds no speech; leave it out.")
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


class _Speakers(msgspec.Struct, frozen=True):
    """The names of people and of roles, by the ids under which speeches refer to them."""

    people: Mapping[Any, Any]
    roles: Mapping[Any, Any]

    def of(self, element: Any, label: str) -> SpokenPart:
        """The speaker of a speech, with the label before it."""
        person = self.people.get((element.get("by") or "").strip().removeprefix("#")) or ""
        key = (element.get("as") or "").strip()
        post = (self.roles.get(key.removeprefix("#")) or key).casefold()
        role = (
            "chair" if _is_chair(post) or (not post and _is_chair_alone(label)) else _SPOKEN[name_of(element)]
        )
        return SpokenPart(label or person, "", role=role, name=full_name(person))


def _references(root: Any, name: str) -> dict[Any, Any]:
    return {
        element.get("eId") or element.get("id"): element.get("showAs")
        for element in root.iter()
        if name_of(element) == name
    }


def _parts(element: Any, speakers: _Speakers) -> Iterator[SpokenPart | Aside]:
    has_speech = False
    for part in element:
        name = name_of(part)
        if name in _SPOKEN:
            has_speech = True
            yield from _speech(part, speakers)
        elif name in _HEADINGS or name in _NOTES:
            if words := words_of(part):
                yield Aside("heading" if name in _HEADINGS else "procedure", words)
        elif name in _BARE and first_inside(part, "speech") is None:
            # What follows a speech in its section is said by somebody whom the markup does not name.
            is_said = has_speech and name_of(element) not in _PROCEDURE
            is_said = is_said and first_inside(part, "recordedTime") is None
            for words in paragraphs_of(part):
                yield SpokenPart("", words) if is_said else Aside("unassigned", words)
        elif len(part) and name != "from":
            yield from _parts(part, speakers)
        elif words := words_of(part):
            yield Aside("unassigned", words)


def _joined(parts: Iterable[SpokenPart | Aside]) -> Iterator[SpokenPart | Aside]:
    """The parts, with neighbouring paragraphs of nobody known in one turn."""
    for is_unknown, run in groupby(parts, key=_is_of_nobody):
        if is_unknown:
            yield SpokenPart("", "\n\n".join(part.text for part in run))
        else:
            yield from run


def _is_of_nobody(part: SpokenPart | Aside) -> bool:
    return isinstance(part, SpokenPart) and not part.label and part.name is None and part.role is None


def _speech(element: Any, speakers: _Speakers) -> Iterator[SpokenPart | Aside]:
    speaker = speakers.of(element, "")
    pieces: list[str | Note] = []
    is_first = True
    for piece in pieces_of(element, _NOTES, _HEADINGS, apart=frozenset({*_SPOKEN, "from"})):
        if isinstance(piece, str | Note):
            pieces.append(piece)
            continue
        yield from speech(speaker, pieces)
        pieces = []
        if name_of(piece) != "from":
            yield from _speech(piece, speakers) if name_of(piece) in _SPOKEN else _parts(piece, speakers)
            continue
        # An asterisk marks words that were translated.
        label = words_of(piece, _NOTES).strip(" :.*")
        speaker = speakers.of(element, label) if is_first else SpokenPart(label, "")
        is_first = False
    yield from speech(speaker, pieces)


def _is_chair(post: str) -> bool:
    """Whether a post is that of the chair: `Deputy Speaker of the House`, not `Minister, Office of the President`."""
    head, *rest = _OFFICE.split(post, maxsplit=1)
    words = _WORD.findall(head)
    if " ".join(words) in _chairs() or " ".join(head.split()) in _chairs():
        return not rest or not _is_of_state(words, rest)
    return (
        any(word.startswith(_CHAIR) for word in words)
        and "former" not in words
        and not _is_of_state(words, rest)
    )


def _is_of_state(words: list[str], rest: list[str]) -> bool:
    """Whether a president is that of a country or a company, not of a house."""
    return "president" in words and bool(rest) and _HOUSES.isdisjoint(_WORD.findall(rest[0]))


@cache
def _chairs() -> frozenset[str]:
    """The words for the chair alone, in all languages."""
    return frozenset(
        label
        for language in languages().values()
        for label, role in language.labels.generic.items()
        if role == "chair"
    )


def _is_chair_alone(label: str) -> bool:
    """Whether a label is the chair's post without a name: `Mr. PRESIDENT`."""
    words = _WORD.findall(label.casefold())
    rest = [word for word in words if word not in _WITH_CHAIR]
    return bool(rest) and all(word.startswith(_CHAIR) for word in rest)


def _metadata(root: Any) -> Metadata:
    dates = (first_inside(root, name) for name in ("docDate", "FRBRdate"))
    days = (iso_day(date.get("date")) for date in dates if date is not None)
    expression = first_inside(root, "FRBRlanguage")
    return Metadata(
        title=_title(first_inside(root, "docTitle"), first_inside(root, "preface"), root),
        # Publishers without a date write one far away.
        date=next((day for day in days if day and day.year < _LATEST_YEAR), None),
        language=language_code(expression.get("language") if expression is not None else root.get(LANGUAGE)),
    )


def _title(title: Any, preface: Any, root: Any) -> str | None:
    """The document's title, else its cover without the line of the date, else the first heading but the prayers'."""
    if title is not None:
        return own_title(words_of(title))
    cover = [
        words_of(part)
        for part in (preface if preface is not None else ())
        if not any(name_of(element) == "docDate" for element in part.iter())
    ]
    # "The House met at 2.30 p.m." is no part of a title.
    if named := own_title(", ".join(words for words in cover if words and not words.endswith("."))):
        return named
    headings = (words_of(element) for element in root.iter() if name_of(element) == "heading")
    return next(filter(None, map(own_title, headings)), None)


_EXAMPLE = Example(
    "akoma-ntoso",
    '<?xml version="1.0"?><akomaNtoso><debate><meta><TLCPerson eId="d" showAs="Jane Doe"/></meta><debateBody>'
    '<speech by="#d"><from>The Chair</from><p>Order.</p></speech></debateBody></debate></akomaNtoso>',
    "Akoma Ntoso",
    '`<speech by="#doe" as="#chair"><from>The Speaker</from><p>Order!</p></speech>`',
)
READER = Reader("akoma-ntoso", 40, recognises, read, (".xml",), {"application/akn+xml": ".xml"}, (_EXAMPLE,))
