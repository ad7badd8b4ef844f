"""JSON of whisper.cpp (https://github.com/ggml-org/whisper.cpp: `whisper-cli --output-json`): segments with offsets in
milliseconds. Voices are channels (`--diarize`), or only the changes between voices are marked (`--tinydiarize`).
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class Offsets(msgspec.Struct):
    """The first millisecond of a segment."""

    from_: float | None = msgspec.field(default=None, name="from")


class Part(msgspec.Struct):
    """A segment; after one with `speaker_turn_next`, another voice begins."""

    text: str | None = None
    offsets: Offsets | None = None
    speaker: Voice = None
    speaker_turn_next: bool | None = None


class Result(msgspec.Struct):
    """What was found out about the recording."""

    language: Any = None


class File(msgspec.Struct):
    """A file: one recording."""

    transcription: list[Part]
    result: Result | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a list `transcription`."""
    return isinstance(first_object(source).get("transcription"), list)


def read(source: Source) -> list[Document]:
    """A document for each recording.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    changes = 0
    for part in file.transcription:
        start = seconds(part.offsets.from_, 1000) if part.offsets else None
        yield Segment(part.text or "", start, voice_label(part.speaker), voice=changes)
        changes += bool(part.speaker_turn_next)


def _metadata(file: File) -> Metadata:
    return Metadata(language=language_code(file.result.language if file.result else None))


_JSON = '{"transcription": [{"offsets": {"from": 500, "to": 2000}, "text": " Hi.", "speaker": "0"}]}'
_EXAMPLE = Example("whisper-cpp", _JSON, "whisper.cpp", f"`{_JSON}`")
READER = Reader("whisper-cpp", 79, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
