"""Parliamentary corpora in TEI as ParlaMint publishes them: `<u who="#person" ana="#chair">` with `<seg>`.

https://clarin-eric.github.io/ParlaMint/ . Persons are listed in the same file, or in the root of the corpus, a
separate file. Without that list, the label is the speaker's id and no name is given.
"""

from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.xml_tree import LANGUAGE, name_of, parse_xml, words_of, xml_root
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOTES = frozenset({"note", "kinesic", "vocal", "incident", "gap", "desc"})


def recognises(source: Source) -> bool:
    """XML whose root is `TEI` or `teiCorpus`."""
    return xml_root(source) in {"TEI", "teiCorpus"}


def read(source: Source) -> list[Document]:
    """A document for each `TEI` element with utterances.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no utterance.
    """
    root = parse_xml(source)
    people = dict(_people(root))
    documents = [
        assemble(READER.format, _parts(tei, people), merge(_metadata(tei), source.sidecar))
        for tei in root.iter()
        if name_of(tei) == "TEI" and any(name_of(element) == "u" for element in tei.iter())
    ]
    if not documents:
        raise InputRefused(source.name, "the TEI holds no utterance (<u>); leave it out.")
    return documents


def _parts(tei: Any, people: dict[str, str]) -> Iterator[SpokenPart | Aside]:
    label = ""
    for element in _part_elements(next((element for element in tei.iter() if name_of(element) == "text"), tei)):
        name = name_of(element)
        words = words_of(element, _NOTES if name == "u" else frozenset())
        if name == "u":
            who = (element.get("who") or "").removeprefix("#")
            person = people.get(who)
            paragraphs = [words_of(segment, _NOTES) for segment in element if name_of(segment) == "seg"]
            text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or words
            yield SpokenPart(label or person or who, text, role=_role(element), name=person)
            label = ""
        elif name == "note" and element.get("type") == "speaker":
            label = words.strip(" :")
        elif words:
            yield Aside("heading" if name == "head" else "procedure", words)


def _part_elements(element: Any) -> Iterator[Any]:
    for child in element:
        name = name_of(child)
        if name in {"u", "head"} or name in _NOTES:
            yield child
        elif name:
            yield from _part_elements(child)


def _role(utterance: Any) -> Role | None:
    kinds = (utterance.get("ana") or "").split()
    return "chair" if "#chair" in kinds else None


def _people(root: Any) -> Iterator[tuple[str, str]]:
    for person in root.iter():
        if name_of(person) != "person" or not person.get(_ID):
            continue
        names = next((child for child in person if name_of(child) == "persName"), None)
        if names is None:
            continue
        forenames = [words_of(part) for part in names if name_of(part) == "forename"]
        # A link ("van den") belongs to the surname after it.
        surnames = [words_of(part) for part in names if name_of(part) in {"nameLink", "surname"}]
        if forenames and any(name_of(part) == "surname" for part in names):
            yield person.get(_ID), " ".join(forenames + surnames)


def _metadata(tei: Any) -> Metadata:
    language = tei.get(LANGUAGE)
    return Metadata(
        title=_title(tei, language),
        date=iso_day(_day_of_sitting(tei)),
        url=_source_address(tei),
        language=language_code(language),
    )


def _title(tei: Any, language: str | None) -> str | None:
    """The title of the corpus and that of the sitting, in the language of the text where they have one in it."""
    statement = next((element for element in tei.iter() if name_of(element) == "titleStmt"), tei)
    titles = [element for element in statement.iter() if name_of(element) == "title"]
    own = [title for title in titles if title.get(LANGUAGE, language) == language] or titles
    parts = (
        next((words for title in own if title.get("type", "main") == kind and (words := words_of(title))), None)
        for kind in ("main", "sub")
    )
    return ", ".join(filter(None, parts)) or next(filter(None, map(words_of, titles)), None)


def _source_address(tei: Any) -> str | None:
    """The web address of the record from which the text was made; not that of a whole site."""
    for source in (element for element in tei.iter() if name_of(element) == "sourceDesc"):
        for element in source.iter():
            address = words_of(element) if name_of(element) == "idno" else ""
            if is_web_address(address) and address.rstrip("/").count("/") > 2:
                return address
    return None


def _day_of_sitting(tei: Any) -> str | None:
    """The day in the setting of the event, or else in its source; the date of the publication is another one."""
    for part in ("settingDesc", "sourceDesc"):
        for description in (element for element in tei.iter() if name_of(element) == part):
            for element in description.iter():
                if name_of(element) == "date" and element.get("when"):
                    return str(element.get("when"))
    return None


_EXAMPLE = Example(
    "parlamint",
    '<?xml version="1.0"?><TEI><text><body><note type="speaker">Chair:</note>'
    '<u who="#d" ana="#chair"><seg>Welcome.</seg></u></body></text></TEI>',
    "ParlaMint TEI",
    '`<u who="#DoeJane" ana="#chair"><seg>Welcome.</seg></u>`',
)
READER = Reader("parlamint-tei", 50, recognises, read, (".xml",), {"application/tei+xml": ".xml"}, (_EXAMPLE,))
