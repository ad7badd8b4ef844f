"""JSON of Oyez (https://www.oyez.org): oral arguments of the U.S. Supreme Court.

Sections hold turns, and turns blocks of text, each with its time. A speaker has a full name; the name is the label and
the markup's statement of who speaks. Turns without a speaker have no label.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from indexer.model import Document, Metadata
from indexer.readers.assemble import SpokenPart, field_label
from indexer.readers.json_objects import converted, document_of, first_has, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speech.segments import Segment, seconds, turns
from indexer.turns.dates import written_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address


class Person(msgspec.Struct):
    """A speaker; `last_name` is empty for voices that nobody identified."""

    name: str | None = None
    last_name: str | None = None


class Block(msgspec.Struct):
    """A part of a turn; `start` is in seconds."""

    text: str | None = None
    start: float | None = None


class Turn(msgspec.Struct):
    """A turn; `start` is in seconds."""

    text_blocks: list[Block] | None = None
    speaker: Person | None = None
    start: float | None = None


class Section(msgspec.Struct):
    turns: list[Turn] | None = None


class Sections(msgspec.Struct):
    """The words; `title` is the case's."""

    sections: list[Section]
    title: str | None = None


class Argument(msgspec.Struct):
    """A file: one argument; `title` is `Oral Argument - April 26, 2005`."""

    transcript: Sections
    title: str | None = None
    media_file: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `transcript` and, somewhere in it, `text_blocks`."""
    return first_has(source, "transcript") and b'"text_blocks"' in source.data


def read(source: Source) -> list[Document]:
    """A document for each argument.

    Raises:
        InputRefused: not in Oyez's form, or without words.
    """
    return [_document(place, part, source) for place, part in json_objects(source)]


def _document(place: str, part: object, source: Source) -> Document:
    argument = converted(part, Argument, place, "Oyez")
    titles = (" ".join(title.split()) for title in (argument.transcript.title, argument.title) if title)
    metadata = Metadata(
        title=", ".join(filter(None, titles)) or None,
        date=written_day(argument.title or ""),
        media=_recording(argument.media_file),
    )
    return document_of(READER.format, place, _parts(argument.transcript), merge(metadata, source.sidecar))


def _parts(transcript: Sections) -> Iterator[SpokenPart]:
    for section in transcript.sections:
        for turn in section.turns or ():
            person = turn.speaker or Person()
            label = field_label(person.name)
            blocks = (
                Segment(block.text or "", seconds(block.start), label) for block in turn.text_blocks or ()
            )
            part = next(turns(blocks), SpokenPart(label, ""))
            yield msgspec.structs.replace(part, start_time=turn.start, name=_full_name(label, person))


def _full_name(name: str, person: Person) -> str | None:
    """The name if the last name ends it, or comes before a suffix ("Jr.")."""
    last = field_label(person.last_name)
    return name if last and f" {last}" in name else None


def _recording(files: object) -> str | None:
    """The address of the first sound file."""
    for file in files if isinstance(files, list) else ():
        address = file.get("href") if isinstance(file, dict) else None
        if isinstance(address, str) and is_web_address(address):
            return address
    return None


_EXAMPLE = Example(
    "oyez",
    '{"title": "Oral Argument - April 26, 2005", "transcript": {"sections": [{"turns": [{"start": 0, "speaker": '
    '{"name": "Jane Doe", "last_name": "Doe"}, "text_blocks": [{"start": 0, "text": "We hear argument."}]}]}]}}',
    "Oyez",
    '`{"transcript": {"sections": [{"turns": [{"speaker": {"name": "Jane Doe"}, "text_blocks": […]}]}]}}`',
)
READER = Reader("oyez", 62, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
