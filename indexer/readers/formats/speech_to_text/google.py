"""JSON of Google Cloud Speech-to-Text (https://cloud.google.com/speech-to-text/docs/reference/rest), versions 1 and 2:
results with words, whose voices are `speakerTag` or `speakerLabel`; by channel if there are several.

Version 1 repeats all words, with their voices, in a last result. Times are written as `1.300s` or as seconds and nanos.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.channels import in_order_of_time
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example

_SECONDS = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,9})?)s?")


class Duration(msgspec.Struct):
    """A time in two parts; protocol buffers leave out zeros."""

    seconds: float | None = None
    nanos: float | None = None


class SpokenWord(msgspec.Struct, rename="camel"):
    """A word; version 2 says `startOffset` and `speakerLabel`, client libraries `start_time` and `speaker_tag`."""

    word: str | None = None
    start_time: Duration | str | float | None = None
    start_offset: Duration | str | float | None = None
    start: Duration | str | float | None = msgspec.field(default=None, name="start_time")
    speaker_tag: Voice = None
    speaker_label: Voice = None
    tag: Voice = msgspec.field(default=None, name="speaker_tag")


class Alternative(msgspec.Struct):
    """One way to hear a part; the first is the best."""

    transcript: str | None = None
    words: list[SpokenWord] | None = None


class Result(msgspec.Struct, rename="camel"):
    """A part of the recording."""

    alternatives: list[Alternative] | None = None
    channel_tag: Voice = None
    language_code: Any = None


class Answer(msgspec.Struct):
    """The results of a recording."""

    results: list[Result] | None = None


class File(Answer):
    """A file: the answer, or an operation that holds it."""

    response: Answer | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a list of `results` that have `alternatives` alone to say what was heard."""
    first = first_object(source)
    response = first.get("response")
    results = response.get("results") if isinstance(response, dict) else first.get("results")
    if not isinstance(results, list):
        return False
    return not results or (
        isinstance(results[0], dict) and "alternatives" in results[0] and "type" not in results[0]
    )


def read(source: Source) -> list[Document]:
    """A document for each answer.

    Raises:
        InputRefused: a field is invalid, or no result has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    channels: dict[str, list[Alternative]] = {}
    for result in _results(file):
        if result.alternatives:
            label = voice_label(result.channel_tag, "Channel") if result.channel_tag else ""
            channels.setdefault(label, []).append(result.alternatives[0])
    are_many = len(channels) > 1
    yield from in_order_of_time(
        [list(_channel(parts, label if are_many else "")) for label, parts in channels.items()] or [[]]
    )


def _results(file: File) -> Sequence[Result]:
    return (file.response.results if file.response else file.results) or ()


def _channel(parts: list[Alternative], label: str) -> Iterator[Segment]:
    chosen = parts[-1:] if _repeats_all(parts) else parts
    for part in chosen:
        words = [Word(word.word or "", _start(word), _label(word, label)) for word in part.words or ()]
        yield from divided(Segment(part.transcript or "", None, label), words)


def _repeats_all(parts: Sequence[Alternative]) -> bool:
    """Whether the last part holds the words of all parts before it, with their voices."""
    timed = [[_start(word) or 0 for word in part.words or ()] for part in parts]
    before = sum(map(len, timed[:-1]))
    last = parts[-1].words or ()
    return (
        len(parts) > 1
        and len(last) >= before > 0
        and timed[-1][0] <= next(times[0] for times in timed if times)
        and any(_label(word, "") for word in last)
    )


def _label(word: SpokenWord, channel: str) -> str | None:
    """The label of a voice and its channel. The tag 0 says that the voice is not known."""
    voice = word.speaker_label or word.speaker_tag or word.tag
    label = voice_label(voice) if voice else ""
    return " ".join(filter(None, (channel, label))) or None


def _start(word: SpokenWord) -> float | None:
    time = next((time for time in (word.start_time, word.start_offset, word.start) if time is not None), None)
    if isinstance(time, Duration):
        return seconds((time.seconds or 0) + (time.nanos or 0) / 1e9)
    if isinstance(time, str):
        written = _SECONDS.fullmatch(time)
        return seconds(float(written[1])) if written else None
    return seconds(time)


def _metadata(file: File) -> Metadata:
    results = _results(file)
    return Metadata(language=language_code(results[0].language_code) if results else None)


_JSON = (
    '{"results": [{"alternatives": [{"transcript": "hi", "words": [{"word": "hi", "startTime": "1.300s", '
    '"speakerTag": 1}]}]}]}'
)
_EXAMPLE = Example("google", _JSON, "Google Speech-to-Text", f"`{_JSON}`")
READER = Reader("google", 84, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
