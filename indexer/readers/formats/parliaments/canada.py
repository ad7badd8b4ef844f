"""Debates and committee evidence of the Canadian House of Commons: `<Hansard>` with `<Intervention>`.

https://www.ourcommons.ca/en/open-data : the speaker is an `<Affiliation>`; others who speak inside an intervention
have their label in bold at the beginning of a paragraph.
"""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, Role
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speeches import Note, full_name, pieces_of, speech, spoken_texts
from indexer.readers.xml_tree import LANGUAGE, child, first_inside, name_of, parse_xml, words_of, xml_root
from indexer.turns.layout import Example

_HEADINGS = frozenset(
    "CatchLine OrderOfBusinessTitle SubjectOfBusinessTitle SubjectOfBusinessQualifier".split()
)
_NOTES = frozenset(
    "Division FloorLanguage Intro Pause Prayer ProceduralText StartPageNumber Timestamp ThroneSpeech WrittenQuestion "
    "Appendix Insertion".split()
)
_ROLES: dict[str, Role] = {"Question": "questioner"}
_MARKS = frozenset({"FloorLanguage", "Timestamp"})
_PROCEDURE = re.compile(r"\([^()]{1,300}\)")
_HOLDER = re.compile(r"\((?P<name>(?:Right Hon|Hon|Mr|Mrs|Ms|Miss|Dr)\. [^()]{1,80}?)\s*[()]")
_OTHER = re.compile(r"(?P<label>[^\W\d_][^:]{1,120}?)\s*:\s*")
_ADDITION = re.compile(r"\s*\(.*")


def recognises(source: Source) -> bool:
    """XML whose root is `Hansard` with a `HansardBody`."""
    return xml_root(source) == "Hansard" and b"<HansardBody" in source.data


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: the XML is unsafe or not well formed, or holds no intervention.
    """
    root = parse_xml(source)
    parts = list(_parts(first_inside(root, "HansardBody")))
    if not spoken_texts(parts):
        raise InputRefused(source.name, "this Canadian Hansard holds no intervention; leave the file out.")
    return [assemble(READER.format, parts, merge(_metadata(root), source.sidecar))]


def _parts(element: Any) -> Iterator[SpokenPart | Aside]:
    for part in element if element is not None else ():
        name = name_of(part)
        if name == "Intervention":
            yield from _intervention(part)
        elif name in _HEADINGS or name in _NOTES or not len(part) or name == "ParaText":
            if words := words_of(part):
                yield Aside("heading" if name in _HEADINGS else "procedure", words)
        else:
            yield from _parts(part)


def _intervention(element: Any) -> Iterator[SpokenPart | Aside]:
    label = words_of(child(element, "PersonSpeaking", "Affiliation")) or words_of(
        child(element, "PersonSpeaking")
    )
    role = _ROLES.get(element.get("Type") or "")
    own = speaker = _speaker(label.strip(" :"), None if _is_post(label) else role)
    pieces: list[str | Note] = []
    content = child(element, "Content")
    for part in content if content is not None else ():
        words = words_of(part)
        if name_of(part) in _NOTES or _PROCEDURE.fullmatch(words):
            # Times and changes of the language interrupt nobody.
            pieces += [Note(words, is_inside=name_of(part) in _MARKS)] if words else []
            continue
        found: list[str | Note] = list(pieces_of(part, _NOTES))
        other = _other_speaker(part)
        if other is not None and found and isinstance(found[0], str):
            yield from speech(speaker, pieces)
            speaker = own if other == own.label else _speaker(other, None)
            pieces, found[0] = [], found[0][len(other) :].lstrip(" :")
        pieces += (piece for piece in found if piece)
    yield from speech(speaker, pieces)


def _other_speaker(paragraph: Any) -> str | None:
    """The label in bold with which a paragraph begins: `<B>Some hon. members:</B> Agreed.`"""
    first = next(iter(paragraph), None)
    if first is None or name_of(first) != "B" or (paragraph.text or "").strip():
        return None
    words = words_of(first)
    match = _OTHER.match(f"{words}{first.tail or ''}")
    return match["label"] if match and len(match["label"]) >= len(words.rstrip(" :")) else None


def _speaker(label: str, role: Role | None) -> SpokenPart:
    holder = _HOLDER.search(label)
    return SpokenPart(
        label, "", role=role, name=full_name(holder["name"] if holder else _ADDITION.sub("", label))
    )


def _is_post(label: str) -> bool:
    return label.startswith("The ")


def _metadata(root: Any) -> Metadata:
    items = {
        item.get("Name"): words_of(item)
        for item in root.iter()
        if name_of(item) == "ExtractedItem" and item.get("Name")
    }
    title = ", ".join(
        filter(None, (items.get("InstitutionDebate"), items.get("MetaTitle") or items.get("Number")))
    )
    return Metadata(
        title=title or None,
        date=_day(*(items.get(f"MetaDateNum{part}", "") for part in ("Year", "Month", "Day"))),
        venue=items.get("Institution") or None,
        language=language_code(root.get(LANGUAGE)),
    )


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


_EXAMPLE = Example(
    "canada-hansard",
    '<?xml version="1.0"?><Hansard xml:lang="EN"><HansardBody><Intervention Type="Debate"><PersonSpeaking>'
    "<Affiliation>Ms. Jane Doe (Northtown, XYZ)</Affiliation></PersonSpeaking><Content><ParaText>The ferries are late."
    "</ParaText><ParaText><B>Some hon. members:</B> Oh, oh!</ParaText></Content></Intervention></HansardBody>"
    "</Hansard>",
    "Canadian Hansard XML",
    "`<Affiliation>Ms. Jane Doe (Northtown, XYZ)</Affiliation>`",
)
READER = Reader("canada-hansard", 43, recognises, read, (".xml",), examples=(_EXAMPLE,))
