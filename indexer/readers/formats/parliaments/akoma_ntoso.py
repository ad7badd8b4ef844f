"""Debates in Akoma Ntoso (OASIS LegalDocML), as parliaments publish them. Speakers and roles are in the markup.

http://docs.oasis-open.org/legaldocml/akn-core/v1.0/ : `<speech by="#p" as="#r"><from>…</from><p>…</p></speech>`.
"""

import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.titles import own_title
from indexer.readers.xml_tree import LANGUAGE, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_SPOKEN: dict[str, Role | None] = {"speech": None, "question": "questioner", "answer": None}
_BODIES = frozenset({"debateBody", "body", "mainBody"})
_HEADINGS = frozenset({"heading", "subheading", "num", "docTitle", "docNumber"})
_NOTES = frozenset({"scene", "narrative", "summary", "recordedTime", "vote"})
_CHAIR = ("chair", "speaker", "presid")
"""How the words begin that mean the chair."""
_WITH_CHAIR = frozenset("acting deputy madam mr mrs ms sir the vice".split())
_WORD = re.compile(r"[^\W_]+")
_OFFICE = re.compile(r",|\b(?:of|in|for)\b")


def recognises(source: Source) -> bool:
    """XML whose root is `akomaNtoso`."""
    return xml_root(source) == "akomaNtoso"


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    people, roles = _references(root, "TLCPerson"), _references(root, "TLCRole")
    body = next((element for element in root.iter() if name_of(element) in _BODIES), ())
    parts = list(_parts(body, people, roles))
    if not any(isinstance(part, SpokenPart) for part in parts):
        raise InputRefused(source.name, "the document holds no speech; leave it out.")
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


def _references(root: Any, name: str) -> dict[Any, Any]:
    """The names of people or roles by the ids under which speeches refer to them."""
    return {
        element.get("eId") or element.get("id"): element.get("showAs")
        for element in root.iter()
        if name_of(element) == name
    }


def _parts(element: Any, people: dict[Any, Any], roles: dict[Any, Any]) -> Iterator[SpokenPart | Aside]:
    for child in element:
        name = name_of(child)
        if name in _SPOKEN and (child.get("by") or any(name_of(part) == "from" for part in child)):
            yield from _speech(child, people, roles)
        elif name in _HEADINGS or name in _NOTES:
            if words := words_of(child):
                yield Aside("heading" if name in _HEADINGS else "procedure", words)
        elif len(child) and name not in {"p", "from"}:
            yield from _parts(child, people, roles)
        elif words := words_of(child):
            yield Aside("unassigned", words)


def _speech(speech: Any, people: dict[Any, Any], roles: dict[Any, Any]) -> Iterator[SpokenPart | Aside]:
    # An asterisk marks words that were translated.
    label = next((words_of(part) for part in speech if name_of(part) == "from"), "").strip(" :.*")
    person = people.get((speech.get("by") or "").removeprefix("#")) or ""
    paragraphs = [words_of(part) for part in speech if name_of(part) not in {"from", "num", "heading"}]
    role = _SPOKEN[name_of(speech)]
    post = (roles.get((speech.get("as") or "").removeprefix("#")) or speech.get("as") or "").casefold()
    if _is_chair(post) or (not post and _is_chair_alone(label)):
        role = "chair"
    for part in speech:
        if name_of(part) in {"num", "heading"} and (words := words_of(part)):
            yield Aside("heading", words)
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    yield SpokenPart(label or person, text, role=role, name=person if _is_full(person) else None)


def _is_chair(post: str) -> bool:
    """Whether a post is that of the chair: `Deputy Speaker of the House`, not `Minister, Office of the President`."""
    words = _WORD.findall(_OFFICE.split(post, maxsplit=1)[0])
    return any(word.startswith(_CHAIR) for word in words) and "former" not in words


def _is_chair_alone(label: str) -> bool:
    """Whether a label is the chair's post without a name: `Mr. PRESIDENT`."""
    words = _WORD.findall(label.casefold())
    rest = [word for word in words if word not in _WITH_CHAIR]
    return bool(rest) and all(word.startswith(_CHAIR) for word in rest)


def _is_full(name: str) -> bool:
    return 2 <= len(name.split()) <= 6 and not any(character.isdigit() for character in name)


def _metadata(root: Any) -> Metadata:
    def first(name: str) -> Any:
        return next((element for element in root.iter() if name_of(element) == name), None)

    day = first("docDate")
    date = day.get("date") if day is not None else None
    if date is None and (work := first("FRBRdate")) is not None:
        date = work.get("date")
    expression = first("FRBRlanguage")
    return Metadata(
        title=_title(first("docTitle"), first("preface"), root),
        date=iso_day(date),
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
