"""JSON of Azure Speech: batch transcription
(https://learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get), with `recognizedPhrases`, and
fast transcription (https://learn.microsoft.com/azure/ai-services/speech-service/fast-transcription-create), with
`phrases`.

Voices are numbers; where a recording has several channels, each is a voice or has voices of its own. Times are in
milliseconds, in ticks of 100 nanoseconds, or written as `PT1M2.5S`.
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
from indexer.readers.speech.documents import documents_of, recording
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example

_DURATION = re.compile(r"PT(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,7}(?:\.[0-9]{1,9})?)S)?")
_TICKS = 10_000_000


class Timed(msgspec.Struct, rename="camel"):
    """What has a time, in one of three units."""

    offset: float | str | None = None
    offset_in_ticks: float | None = None
    offset_milliseconds: float | None = None


class SpokenWord(Timed, rename="camel"):
    """A word as it is shown: `text` in phrases, `displayText` in recognised phrases."""

    text: str | None = None
    display_text: str | None = None


class Best(msgspec.Struct, rename="camel"):
    """One way to hear a phrase; the first is the best."""

    display: str | None = None
    lexical: str | None = None
    display_words: list[SpokenWord] | None = None


class Phrase(Timed, rename="camel"):
    """What a voice says without interruption."""

    text: str | None = None
    channel: Voice = None
    speaker: Voice = None
    locale: Any = None
    words: list[SpokenWord] | None = None
    n_best: list[Best] | None = None


class File(msgspec.Struct, rename="camel"):
    """A file: one recording, whose address may be its `source`."""

    recognized_phrases: list[Phrase] | None = None
    phrases: list[Phrase] | None = None
    source: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `recognizedPhrases`, or with `phrases` and `combinedPhrases`."""
    first = first_object(source)
    return "recognizedPhrases" in first or first.keys() >= {"phrases", "combinedPhrases"}


def read(source: Source) -> list[Document]:
    """A document for each recording.

    Raises:
        InputRefused: a field is invalid, or no phrase has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    phrases = file.recognized_phrases or file.phrases or []
    are_many = len({phrase.channel for phrase in phrases}) > 1
    # Batch transcription lists one channel after the other.
    ordered = sorted(phrases, key=lambda phrase: _seconds(phrase) or 0) if are_many else phrases
    for phrase in ordered:
        labels = (voice_label(phrase.channel, "Channel") if are_many else "", voice_label(phrase.speaker))
        best = phrase.n_best[0] if phrase.n_best else Best()
        text = phrase.text or best.display or best.lexical or ""
        words = phrase.words if phrase.text else best.display_words
        yield from divided(Segment(text, _seconds(phrase), " ".join(filter(None, labels))), _words(words or ()))


def _words(words: Sequence[SpokenWord]) -> list[Word]:
    return [Word(word.text or word.display_text or "", _seconds(word)) for word in words]


def _seconds(timed: Timed) -> float | None:
    if timed.offset_milliseconds is not None:
        return seconds(timed.offset_milliseconds, 1000)
    if timed.offset_in_ticks is not None:
        return seconds(timed.offset_in_ticks, _TICKS)
    if isinstance(timed.offset, str):
        written = _DURATION.fullmatch(timed.offset)
        if written is None:
            return None
        hours, minutes, rest = (float(part or 0) for part in written.groups())
        return seconds(hours * 3600 + minutes * 60 + rest)
    return seconds(timed.offset, _TICKS)


def _metadata(file: File) -> Metadata:
    phrases = file.recognized_phrases or file.phrases or []
    return Metadata(
        language=language_code(phrases[0].locale) if phrases else None,
        media=recording(file.source),
    )


_BATCH = '{"recognizedPhrases": [{"speaker": 1, "offset": "PT0.5S", "nBest": [{"display": "Hi."}]}]}'
_FAST = '{"combinedPhrases": [], "phrases": [{"speaker": 1, "offsetMilliseconds": 500, "text": "Hi."}]}'
_EXAMPLES = (
    Example("azure", _BATCH, "Azure Speech, batch transcription", f"`{_BATCH}`"),
    Example("azure-fast", _FAST, "Azure Speech, fast transcription", f"`{_FAST}`"),
)
READER = Reader("azure", 76, recognises, read, (".json",), {}, _EXAMPLES, is_own_parser=True)
