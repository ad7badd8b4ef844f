"""Parliamentary corpora in TEI as ParlaMint publishes them: `<u who="#person" ana="#chair">` with `<seg>`.

https://clarin-eric.github.io/ParlaMint/ . Persons are listed in the same file, in the file `*-listPerson.xml` of the
corpus or in its root, which are next to the file or in the folder above. Without that list, the label is the speaker's
id and no name is given.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Companions, Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, pieces_of, speech
from indexer.readers.xml_tree import (
    ID,
    LANGUAGE,
    child,
    children,
    first_inside,
    name_of,
    parse_xml,
    words_of,
    xml_root,
)
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address

_TRANSCRIPTS = frozenset({"TEI", "teiCorpus"})
_LISTS = frozenset({"listPerson", "listOrg", "taxonomy"})
"""The roots of files that a corpus shares between its transcripts."""
_NOTES = frozenset({"note", "kinesic", "vocal", "incident", "gap", "desc"})
_TOKENS = frozenset({"w", "pc"})
_UTTERANCE = re.compile(rb"<(?:[A-Za-z][\w.\-]{0,30}:)?u[\s>]")
_COMMA = re.compile(r",(?=[^\W\d_])")
_CORPUS = re.compile(r"(ParlaMint-[A-Z]{2}(?:-[A-Z]{2})?(?:-[a-z]{2,3})?)_")


def recognises(source: Source) -> bool:
    """XML whose root is `TEI` or `teiCorpus`, or a list that belongs to them."""
    return xml_root(source) in _TRANSCRIPTS | _LISTS


def are_companions(source: Source) -> bool:
    """Whether a source is a list of a corpus, or its root without the transcripts themselves."""
    root = xml_root(source)
    return root in _LISTS or (root == "teiCorpus" and not _UTTERANCE.search(source.data))


def companions_of(name: str) -> tuple[str, ...]:
    """The lists of persons and the root of the corpus of `ParlaMint-XX_2021-03-04.xml`."""
    corpus = _CORPUS.match(posixpath.basename(name))
    if corpus is None:
        return ()
    # Transcripts in machine translation, ParlaMint-XX-en, have the persons of their original.
    originals = dict.fromkeys((corpus[1], re.sub(r"-[a-z]{2,3}$", "", corpus[1])))
    names = [f"{original}{end}" for original in originals for end in ("-listPerson.xml", ".xml", ".ana.xml")]
    return tuple(f"{folder}{file}" for folder in ("", "../") for file in names)


def read(source: Source) -> list[Document]:
    """A document for each `TEI` element with utterances.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no utterance.
    """
    root = parse_xml(source)
    if are_companions(source):
        raise InputRefused(
            source.name,
            "this is a list or the root of a corpus and holds no speech; it is read with the transcripts next to it.",
        )
    people, warnings = _people_of(source, root)
    documents = [
        assemble(READER.format, _parts(tei, people), merge(_metadata(tei), source.sidecar))
        for tei in root.iter()
        if name_of(tei) == "TEI" and first_inside(tei, "u") is not None
    ]
    if not documents:
        raise InputRefused(source.name, "the TEI holds no utterance (<u>); leave it out.")
    return [msgspec.structs.replace(document, warnings=warnings) for document in documents]


def _parts(tei: Any, people: Mapping[str, str]) -> Iterator[SpokenPart | Aside]:
    label = ""
    text = child(tei, "text")
    for element in _part_elements(text if text is not None else tei):
        name = name_of(element)
        if name == "u":
            who = (element.get("who") or "").rpartition("#")[2]
            person = people.get(who)
            speaker = SpokenPart(label or person or who, "", role=_role(element), name=person)
            yield from speech(speaker, _pieces(element))
            label = ""
        elif name == "note" and element.get("type") == "speaker":
            label = _words(element).strip(" :")
        elif words := _words(element):
            yield Aside("heading" if name == "head" else "procedure", words)


def _pieces(utterance: Any) -> Iterator[str | Note]:
    """The segments of an utterance and the notes between and in them."""
    if first_inside(utterance, "w") is None:
        yield from pieces_of(utterance, _NOTES)
        return
    for part in utterance:
        if name_of(part) in _NOTES:
            if words := _words(part):
                yield Note(words)
        elif words := _words(part):
            yield words
            yield from (Note(_words(note), is_inside=True) for note in part.iter() if name_of(note) in _NOTES)


def _words(element: Any) -> str:
    """The words of an element; tokens are joined as the attribute `join` says, and else divided by spaces."""
    tokens = [token for token in element.iter() if name_of(token) in _TOKENS]
    if not tokens:
        return words_of(element)
    pieces: list[str] = []
    for token in tokens:
        # A word of two syntactic words has them inside: only the outer one is what was said.
        if name_of(token.getparent()) in _TOKENS:
            continue
        if name_of(element) not in _NOTES and any(
            name_of(parent) in _NOTES for parent in token.iterancestors()
        ):
            continue
        glued = token.get("join") in {"right", "both"}
        pieces += [token.text or "", "" if glued else " "]
    # A comma may be marked as joined on both sides; no language writes a letter at once after it.
    return " ".join(_COMMA.sub(", ", "".join(pieces)).split())


def _part_elements(element: Any) -> Iterator[Any]:
    for part in element:
        name = name_of(part)
        if name in {"u", "head"} or name in _NOTES:
            yield part
        elif name:
            yield from _part_elements(part)


def _role(utterance: Any) -> Role | None:
    kinds = (utterance.get("ana") or "").split()
    return "chair" if "#chair" in kinds else None


def _people_of(source: Source, root: Any) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The names of persons by their ids, and warnings of lists that cannot be read."""
    people: dict[str, str] = {}
    warnings: list[str] = []
    for name, data in source.companions.items():
        try:
            people = {**_listed(name, data), **people}
        except InputRefused as refusal:
            warnings.append(f"the persons in {name} are not known: {refusal.reason}")
    return {**people, **_people(root)}, tuple(warnings)


@lru_cache(maxsize=8)
def _listed(name: str, data: bytes) -> dict[str, str]:
    """The persons in a companion, which many transcripts share."""
    return _people(parse_xml(Source(name, data)))


def _people(root: Any) -> dict[str, str]:
    named = (
        (person.get(ID), _name(child(person, "persName")))
        for person in root.iter()
        if name_of(person) == "person" and person.get(ID)
    )
    return {key: name for key, name in named if name}


def _name(person: Any | None) -> str | None:
    if person is None:
        return None
    forenames = [words_of(part) for part in children(person, "forename")]
    # A link ("van den") belongs to the surname after it.
    surnames = [words_of(part) for part in children(person, "nameLink", "surname")]
    return " ".join(forenames + surnames) if forenames and child(person, "surname") is not None else None


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
READER = Reader(
    "parlamint-tei",
    50,
    recognises,
    read,
    (".xml",),
    {"application/tei+xml": ".xml"},
    (_EXAMPLE,),
    companions=Companions(companions_of, are_companions),
)
