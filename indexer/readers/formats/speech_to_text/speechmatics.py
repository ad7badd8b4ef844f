"""JSON of Speechmatics (https://docs.speechmatics.com/speech-to-text/formatting): version 2, with words and marks as
`results`, also as messages of its live service; and version 1, with `words`, and `speakers` by time.

Voices are `S1`, `S2`, …; `UU` is an unknown one. Times are in seconds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.json_objects import converted, document_of, first_object, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speech.channels import in_order_of_time
from indexer.readers.speech.segments import Segment, Voice, seconds, turns, voice_label
from indexer.turns.layout import Example

_FINAL = "AddTranscript"
"""The message with words that do not change any more."""
_MARKS = frozenset(".,?!;:…")
_UNKNOWN = "UU"


class Alternative(msgspec.Struct):
    """One way to hear a word; the first is the best."""

    content: str | None = None
    speaker: Voice = None


class Item(msgspec.Struct):
    """A word or a mark. `attaches_to` says on which side it has no space."""

    alternatives: list[Alternative] | None = None
    start_time: float | None = None
    type: str | None = None
    attaches_to: str | None = None
    channel: Voice = None


class OldWord(msgspec.Struct):
    """A word or a mark of version 1."""

    name: str | None = None
    time: float | None = None


class OldSpeaker(msgspec.Struct):
    """When a voice speaks, in version 1: from `time` on, for `duration` seconds."""

    name: Voice = None
    time: float | None = None
    duration: float | None = None


class Configuration(msgspec.Struct):
    """How the service was asked."""

    language: Any = None


class About(msgspec.Struct):
    """What the file says of its recording."""

    transcription_config: Configuration | None = None


class File(msgspec.Struct):
    """A file, or a message."""

    results: list[Item] | None = None
    message: str | None = None
    words: list[OldWord] | None = None
    speakers: list[OldSpeaker] | None = None
    metadata: About | None = None


def recognises(source: Source) -> bool:
    """A JSON object of either version: a job with its words, or results that have a type; or a message."""
    first = first_object(source)
    results = first.get("results")
    is_typed = (
        isinstance(results, list) and bool(results) and isinstance(results[0], dict) and "type" in results[0]
    )
    is_message = first.get("message") in {_FINAL, "RecognitionStarted", "AddPartialTranscript"}
    return is_typed or is_message or ("job" in first and ("words" in first or "results" in first))


def read(source: Source) -> list[Document]:
    """A document for each object; one for all messages.

    Raises:
        InputRefused: a field is invalid, or there are no words.
    """
    files = [
        (place, converted(part, File, place, READER.format, is_lenient=True))
        for place, part in json_objects(source)
    ]
    if any(file.message for _, file in files):
        results = [item for _, file in files if file.message == _FINAL for item in file.results or ()]
        files = [(source.name, File(results))]
    return [
        document_of(READER.format, place, turns(_segments(file)), merge(_metadata(file), source.sidecar))
        for place, file in files
    ]


def _segments(file: File) -> Iterator[Segment]:
    if file.results is None:
        yield from _old_segments(file.words or (), file.speakers or ())
        return
    channels: dict[Voice, list[Item]] = {}
    for item in file.results:
        channels.setdefault(item.channel, []).append(item)
    yield from in_order_of_time([list(_words(items, channel)) for channel, items in channels.items()] or [[]])


def _words(items: Iterable[Item], channel: Voice) -> Iterator[Segment]:
    attaches = False
    for item in items:
        best = item.alternatives[0] if item.alternatives else Alternative()
        label = "" if best.speaker == _UNKNOWN else voice_label(best.speaker)
        labels = (voice_label(channel, "Channel"), label)
        to = item.attaches_to or ("previous" if item.type == "punctuation" else "none")
        glued = attaches or to in {"previous", "both"}
        yield Segment(best.content or "", seconds(item.start_time), " ".join(filter(None, labels)), glued=glued)
        attaches = to in {"next", "both"}


def _old_segments(words: Iterable[OldWord], speakers: Sequence[OldSpeaker]) -> Iterator[Segment]:
    ordered = sorted((voice for voice in speakers if voice.time is not None), key=lambda voice: voice.time or 0)
    starts = [voice.time or 0 for voice in ordered]
    label = ""
    for word in words:
        text = word.name or ""
        is_mark = text in _MARKS
        if not is_mark:
            at = bisect_right(starts, word.time) - 1 if word.time is not None else -1
            label = voice_label(ordered[at].name) if at >= 0 and _speaks(ordered[at], word) else ""
        yield Segment(text, seconds(word.time), "" if label == _UNKNOWN else label, glued=is_mark)


def _speaks(voice: OldSpeaker, word: OldWord) -> bool:
    """Whether a voice that begins before a word still speaks; times are rounded to hundredths."""
    return voice.duration is None or (word.time or 0) <= (voice.time or 0) + voice.duration + 0.015


def _metadata(file: File) -> Metadata:
    configuration = file.metadata.transcription_config if file.metadata else None
    return Metadata(language=language_code(configuration.language if configuration else None))


_JSON = (
    '{"format": "2.9", "results": [{"type": "word", "start_time": 0.5, "alternatives": [{"content": "Hi", '
    '"speaker": "S1"}]}]}'
)
_OLD = '{"job": {}, "speakers": [{"name": "F1", "time": "0.5"}], "words": [{"name": "Hi", "time": "0.5"}]}'
_EXAMPLES = (
    Example("speechmatics", _JSON, "Speechmatics", f"`{_JSON}`"),
    Example("speechmatics-1", _OLD, "Speechmatics, version 1", f"`{_OLD}`"),
)
READER = Reader("speechmatics", 82, recognises, read, (".json",), {}, _EXAMPLES, is_own_parser=True)
