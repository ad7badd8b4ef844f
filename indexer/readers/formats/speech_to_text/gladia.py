"""JSON of Gladia (https://docs.gladia.io/api-reference/v2/pre-recorded/get): utterances with voices and channels, as
numbers. Times are in seconds.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of, recording
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example


class SpokenWord(msgspec.Struct):
    """A word, with the space before it."""

    word: str | None = None
    start: float | None = None


class Utterance(msgspec.Struct):
    """What a voice says without interruption."""

    text: str | None = None
    start: float | None = None
    speaker: Voice = None
    channel: Voice = None
    language: Any = None
    words: list[SpokenWord] | None = None


class Transcription(msgspec.Struct):
    """The words of a recording."""

    utterances: list[Utterance] | None = None
    full_transcript: str | None = None


class Result(msgspec.Struct):
    """The result of a job."""

    transcription: Transcription


class Sound(msgspec.Struct):
    """The recording."""

    source: Any = None


class File(msgspec.Struct):
    """A file: one job."""

    result: Result
    file: Sound | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a `result` that has a `transcription`."""
    result = first_object(source).get("result")
    return isinstance(result, dict) and isinstance(result.get("transcription"), dict)


def read(source: Source) -> list[Document]:
    """A document for each job.

    Raises:
        InputRefused: a field is invalid, or no utterance has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    utterances = file.result.transcription.utterances or []
    are_many = len({utterance.channel for utterance in utterances}) > 1
    ordered = sorted(utterances, key=lambda found: found.start or 0) if are_many else utterances
    for utterance in ordered:
        labels = (voice_label(utterance.channel, "Channel") if are_many else "", voice_label(utterance.speaker))
        whole = Segment(utterance.text or "", seconds(utterance.start), " ".join(filter(None, labels)))
        yield from divided(
            whole, [Word(word.word or "", seconds(word.start)) for word in utterance.words or ()]
        )
    if not utterances:
        yield Segment(file.result.transcription.full_transcript or "")


def _metadata(file: File) -> Metadata:
    utterances = file.result.transcription.utterances
    return Metadata(
        language=language_code(utterances[0].language) if utterances else None,
        media=recording(file.file.source if file.file else None),
    )


_JSON = (
    '{"result": {"transcription": {"utterances": [{"text": "Hi.", "start": 0.5, "speaker": 0, "channel": 0}]}}}'
)
_EXAMPLE = Example("gladia", _JSON, "Gladia", f"`{_JSON}`")
READER = Reader("gladia", 91, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
