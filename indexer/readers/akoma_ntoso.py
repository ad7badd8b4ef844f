"""Debates in Akoma Ntoso (OASIS LegalDocML), as parliaments publish them: speakers and roles stand in the markup.

http://docs.oasis-open.org/legaldocml/akn-core/v1.0/ : `<speech by="#p" as="#r"><from>…</from><p>…</p></speech>`.
"""

from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, Said, assemble
from indexer.readers.source import Source, merge
from indexer.readers.xml_tree import LANGUAGE, is_xml, name_of, parse_xml, words_of
from indexer.turns.days import as_day

FORMAT = "akoma-ntoso"

_SPOKEN: dict[str, Role | None] = {"speech": None, "question": "questioner", "answer": None}
_HEADINGS = frozenset({"heading", "subheading", "num", "docTitle", "docNumber"})
_NOTES = frozenset({"scene", "narrative", "summary", "recordedTime", "vote"})
_CHAIR = ("chair", "speaker", "president", "presid")


def recognises(source: Source) -> bool:
    """XML whose root is `akomaNtoso`."""
    return is_xml(source) and b"akomaNtoso" in source.data[:4000]


def read(source: Source) -> list[Document]:
    """One document a debate.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no speech.
    """
    root = parse_xml(source)
    people = {
        element.get("eId") or element.get("id"): element.get("showAs")
        for element in root.iter()
        if name_of(element) == "TLCPerson"
    }
    roles = {
        element.get("eId") or element.get("id"): element.get("showAs")
        for element in root.iter()
        if name_of(element) == "TLCRole"
    }
    parts = [part for body in _bodies(root) for part in _parts(body, people, roles)]
    if not any(isinstance(part, Said) for part in parts):
        raise InputRefused(source.name, "the document holds no speech; leave it out.")
    whole = assemble(parts)
    metadata = merge(_metadata(root), source.sidecar)
    return [Document(FORMAT, whole.text, metadata, whole.utterances, nonspeech=whole.nonspeech)]


def _bodies(root: Any) -> list[Any]:
    bodies = [element for element in root.iter() if name_of(element) in {"debateBody", "body", "mainBody"}]
    return bodies[:1]


def _parts(element: Any, people: dict[Any, Any], roles: dict[Any, Any]) -> Iterator[Said | Aside]:
    for child in element:
        name = name_of(child)
        if name in _SPOKEN and (child.get("by") or any(name_of(one) == "from" for one in child)):
            yield from _speech(child, people, roles)
        elif name in _HEADINGS or name in _NOTES:
            if words := words_of(child):
                yield Aside("heading" if name in _HEADINGS else "procedure", words)
        elif len(child) and name not in {"p", "from"}:
            yield from _parts(child, people, roles)
        elif words := words_of(child):
            yield Aside("unassigned", words)


def _speech(speech: Any, people: dict[Any, Any], roles: dict[Any, Any]) -> Iterator[Said | Aside]:
    label = next((words_of(one) for one in speech if name_of(one) == "from"), "").strip(" :.")
    person = people.get((speech.get("by") or "").removeprefix("#")) or ""
    paragraphs = [words_of(one) for one in speech if name_of(one) not in {"from", "num", "heading"}]
    role = _SPOKEN[name_of(speech)]
    post = (roles.get((speech.get("as") or "").removeprefix("#")) or speech.get("as") or "").casefold()
    if any(word in post for word in _CHAIR) and "former" not in post:
        role = "chair"
    for one in speech:
        if name_of(one) in {"num", "heading"} and (words := words_of(one)):
            yield Aside("heading", words)
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    yield Said(label or person, text, role=role, name=person if _is_full(person) else None)


def _is_full(name: str) -> bool:
    return 2 <= len(name.split()) <= 6 and not any(character.isdigit() for character in name)


def _metadata(root: Any) -> Metadata:
    def first(name: str) -> Any:
        return next((element for element in root.iter() if name_of(element) == name), None)

    title = first("docTitle")
    if title is None:
        title = first("heading")
    day = first("docDate")
    date = day.get("date") if day is not None else None
    if date is None and (work := first("FRBRdate")) is not None:
        date = work.get("date")
    expression = first("FRBRlanguage")
    return Metadata(
        title=words_of(title) if title is not None else None,
        date=as_day(date),
        language=language_code(expression.get("language") if expression is not None else root.get(LANGUAGE)),
    )
