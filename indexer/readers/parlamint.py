"""Parliamentary corpora in TEI as ParlaMint publishes them: `<u who="#person" ana="#chair">` with `<seg>`.

https://clarin-eric.github.io/ParlaMint/ . Persons stand in the same file or in the corpus's root, which is another
file: without them a speaker's id is the label, and no name.
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

FORMAT = "parlamint-tei"

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOTES = frozenset({"note", "kinesic", "vocal", "incident", "gap", "desc"})


def recognises(source: Source) -> bool:
    """XML whose root is `TEI` or `teiCorpus`."""
    head = source.data[:4000]
    return is_xml(source) and (b"<TEI" in head or b"<teiCorpus" in head)


def read(source: Source) -> list[Document]:
    """One document a `TEI` element with utterances.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no utterance.
    """
    root = parse_xml(source)
    people = dict(_people(root))
    documents = [
        _document(source, one, people)
        for one in root.iter()
        if name_of(one) == "TEI" and any(name_of(element) == "u" for element in one.iter())
    ]
    if not documents:
        raise InputRefused(source.name, "the TEI holds no utterance (<u>); leave it out.")
    return documents


def _document(source: Source, tei: Any, people: dict[str, str]) -> Document:
    whole = assemble(_parts(tei, people))
    metadata = merge(_metadata(tei), source.sidecar)
    return Document(FORMAT, whole.text, metadata, whole.utterances, nonspeech=whole.nonspeech)


def _parts(tei: Any, people: dict[str, str]) -> Iterator[Said | Aside]:
    label = ""
    for element in _outline(next((one for one in tei.iter() if name_of(one) == "text"), tei)):
        name = name_of(element)
        words = words_of(element, _NOTES if name == "u" else frozenset())
        if name == "u":
            who = (element.get("who") or "").removeprefix("#")
            person = people.get(who)
            paragraphs = [words_of(one, _NOTES) for one in element if name_of(one) == "seg"]
            text = "\n\n".join(one for one in paragraphs if one) or words
            yield Said(label or person or who, text, role=_role(element), name=person)
            label = ""
        elif name == "note" and element.get("type") == "speaker":
            label = words.strip(" :")
        elif words:
            yield Aside("heading" if name == "head" else "procedure", words)


def _outline(element: Any) -> Iterator[Any]:
    for child in element:
        name = name_of(child)
        if name in {"u", "head"} or name in _NOTES:
            yield child
        elif name:
            yield from _outline(child)


def _role(utterance: Any) -> Role | None:
    kinds = (utterance.get("ana") or "").split()
    return "chair" if "#chair" in kinds else None


def _people(root: Any) -> Iterator[tuple[str, str]]:
    for person in root.iter():
        if name_of(person) != "person" or not person.get(_ID):
            continue
        names = next((one for one in person if name_of(one) == "persName"), None)
        if names is None:
            continue
        parts = {
            kind: [words_of(one) for one in names if name_of(one) == kind] for kind in ("forename", "surname")
        }
        if parts["forename"] and parts["surname"]:
            yield person.get(_ID), " ".join(parts["forename"] + parts["surname"])


def _metadata(tei: Any) -> Metadata:
    titles = [words_of(one) for one in tei.iter() if name_of(one) == "title"]
    days = [one.get("when") for one in tei.iter() if name_of(one) == "date" and one.get("when")]
    return Metadata(
        title=next(iter(titles), None),
        date=as_day(next(iter(days), None)),
        language=language_code(tei.get(LANGUAGE)),
    )
