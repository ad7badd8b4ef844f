"""JSON of autoEdit 2 (https://github.com/OpenNewsLabs/autoEdit_2): sections of a speaker, with paragraphs and lines,
which are mostly single words. Times are in seconds.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from indexer.model import Document, Metadata
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of, recording
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class Line(msgspec.Struct, rename="camel"):
    """Words."""

    text: str | None = None
    start_time: float | None = None


class Paragraph(msgspec.Struct):
    """Lines."""

    line: list[Line] | None = None


class Section(msgspec.Struct):
    """What a voice says."""

    paragraph: list[Paragraph] | None = None
    speaker: Voice = None


class File(msgspec.Struct, rename="camel"):
    """A file: one recording."""

    text: list[Section]
    video_url: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with a list `text`, the first with a `paragraph`."""
    text = first_object(source).get("text")
    return isinstance(text, list) and bool(text) and isinstance(text[0], dict) and "paragraph" in text[0]


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no line has words.
    """
    return documents_of(
        source, READER.format, File, _segments, lambda file: Metadata(media=recording(file.video_url))
    )


def _segments(file: File) -> Iterator[Segment]:
    for section in file.text:
        label = voice_label(section.speaker)
        for paragraph in section.paragraph or ():
            for line in paragraph.line or ():
                yield Segment(line.text or "", seconds(line.start_time), label)


_JSON = '{"text": [{"speaker": "Jane Doe", "paragraph": [{"line": [{"text": "Hi.", "startTime": 0.5}]}]}]}'
_EXAMPLE = Example("autoedit", _JSON, "autoEdit", f"`{_JSON}`")
READER = Reader("autoedit", 86, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
