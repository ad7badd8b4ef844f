"""JSON of the Council Data Project (https://councildataproject.org): sentences with times.

Consecutive sentences of the same speaker are a single turn. `speaker_index` tells voices apart and names nobody.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from indexer.model import Document, Metadata
from indexer.readers.assemble import field_label
from indexer.readers.json_objects import converted, document_of, first_has, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speech.segments import Segment, seconds, turns
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example


class Sentence(msgspec.Struct):
    """A sentence; `start_time` is in seconds."""

    text: str
    start_time: float | None = None
    speaker_name: str | int | None = None
    speaker_index: int | None = None


class Session(msgspec.Struct):
    """A file: one session. The day on which the file was made is another one."""

    sentences: list[Sentence]
    session_datetime: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `sentences` and `session_datetime`."""
    return first_has(source, "sentences", "session_datetime")


def read(source: Source) -> list[Document]:
    """A document for each session.

    Raises:
        InputRefused: not in the project's form, or without words.
    """
    return [_document(place, part, source) for place, part in json_objects(source)]


def _document(place: str, part: object, source: Source) -> Document:
    session = converted(part, Session, place, "the Council Data Project")
    day = session.session_datetime
    metadata = Metadata(date=iso_day(day if isinstance(day, str) else None))
    return document_of(
        READER.format, place, turns(_segments(session.sentences)), merge(metadata, source.sidecar)
    )


def _segments(sentences: Iterable[Sentence]) -> Iterator[Segment]:
    for sentence in sentences:
        label = field_label(sentence.speaker_name)
        # Voices without a label are told apart by their index.
        voice = None if label else (sentence.speaker_index, sentence.speaker_name)
        yield Segment(sentence.text, seconds(sentence.start_time), label, voice=voice)


_EXAMPLE = Example(
    "council-data",
    '{"session_datetime": "2021-08-02T09:30:00", "sentences": [{"start_time": 0.5, "speaker_name": "Jane Doe", '
    '"text": "The council will come to order."}]}',
    "Council Data Project",
    '`{"session_datetime": …, "sentences": [{"start_time": 0.5, "speaker_name": "Jane Doe", "text": "Hi."}]}`',
)
READER = Reader("council-data", 64, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
