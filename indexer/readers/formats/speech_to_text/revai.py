"""JSON of Rev.ai (https://docs.rev.ai/api/asynchronous/get-started): monologues of elements, which are words with
their times, and punctuation and spaces between them. Voices are numbers; people who transcribe may name them.
"""

from collections.abc import Iterator, Mapping

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class Element(msgspec.Struct):
    """A word, or marks and spaces; `ts` is in seconds."""

    value: str | None = None
    ts: float | None = None


class Person(msgspec.Struct):
    """The name of a voice."""

    id: Voice = None
    name: str | None = None
    display_name: str | None = None


class Monologue(msgspec.Struct):
    """What a voice says without interruption."""

    elements: list[Element] | None = None
    speaker: Voice = None
    speaker_info: Person | None = None


class File(msgspec.Struct):
    """A file: one recording."""

    monologues: list[Monologue]
    speakers: list[Person] | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a list of `monologues`."""
    return isinstance(first_object(source).get("monologues"), list)


def read(source: Source) -> list[Document]:
    """A document for each recording.

    Raises:
        InputRefused: a field is invalid, or no element has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    names = {person.id: _name(person) for person in file.speakers or ()}
    for monologue in file.monologues:
        yield from _monologue(monologue, _label(monologue, names))


def _monologue(monologue: Monologue, label: str) -> Iterator[Segment]:
    glued = False
    for element in monologue.elements or ():
        value = element.value or ""
        yield Segment(value, seconds(element.ts), label, glued=glued and not value[:1].isspace())
        glued = not value[-1:].isspace()


def _label(monologue: Monologue, names: Mapping[Voice, str]) -> str:
    own = _name(monologue.speaker_info) if monologue.speaker_info else ""
    return own or names.get(monologue.speaker, "") or voice_label(monologue.speaker)


def _name(person: Person) -> str:
    return voice_label(person.display_name or person.name)


_JSON = '{"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "Hi", "ts": 0.3}]}]}'
_EXAMPLE = Example("revai", _JSON, "Rev.ai", f"`{_JSON}`")
READER = Reader("revai", 78, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
