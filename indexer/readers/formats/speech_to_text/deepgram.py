"""JSON of Deepgram (https://developers.deepgram.com/reference/listen-file): words by channel, and utterances.

Voices are numbers. Where a recording has several channels, each is a voice, or has voices of its own.
"""

from collections.abc import Iterator, Sequence

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.channels import in_order_of_time
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class SpokenWord(msgspec.Struct):
    """A word; `punctuated_word` has capitals and punctuation. `start` is in seconds."""

    word: str | None
    punctuated_word: str | None = None
    start: float | None = None
    speaker: Voice = None


class Utterance(msgspec.Struct):
    """What a voice says without interruption."""

    transcript: str | None
    start: float | None = None
    speaker: Voice = None
    channel: Voice = None


class Alternative(msgspec.Struct):
    """One way to hear a channel; the first is the best."""

    transcript: str | None = None
    words: list[SpokenWord] | None = None


class Channel(msgspec.Struct):
    """A channel of the recording."""

    alternatives: list[Alternative] | None = None


class Results(msgspec.Struct):
    """The words of all channels, and the same as utterances."""

    channels: list[Channel] | None = None
    utterances: list[Utterance] | None = None


class File(msgspec.Struct):
    """A file, with `diarize` and `utterances` or neither."""

    results: Results


def recognises(source: Source) -> bool:
    """A JSON object with `results` that have `channels`."""
    results = first_object(source).get("results")
    return isinstance(results, dict) and "channels" in results


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no channel has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    best = [
        channel.alternatives[0] if channel.alternatives else Alternative()
        for channel in file.results.channels or ()
    ]
    if any(alternative.words for alternative in best):
        # Words have their own voices; an utterance may hold words of several.
        yield from in_order_of_time([_channel(found, number, best) for number, found in enumerate(best)])
    elif file.results.utterances:
        are_many = len({utterance.channel for utterance in file.results.utterances}) > 1
        utterances = (
            Segment(
                utterance.transcript or "",
                seconds(utterance.start),
                _label(utterance.channel if are_many else None, utterance.speaker),
            )
            for utterance in file.results.utterances
        )
        yield from sorted(utterances, key=lambda segment: segment.start or 0) if are_many else utterances
    else:
        for number, alternative in enumerate(best):
            yield Segment(alternative.transcript or "", None, _label(number if len(best) > 1 else None, None))


def _channel(best: Alternative, number: int, channels: Sequence[Alternative]) -> list[Segment]:
    channel = number if len(channels) > 1 else None
    return [
        Segment(word.punctuated_word or word.word or "", seconds(word.start), _label(channel, word.speaker))
        for word in best.words or ()
    ]


def _label(channel: Voice, speaker: Voice) -> str:
    """`Channel 1`, `Speaker 0`, or both."""
    labels = (voice_label(channel, "Channel"), voice_label(speaker))
    return " ".join(filter(None, labels))


_JSON = '{"results": {"channels": [{"alternatives": [{"words": [{"word": "hi", "start": 1, "speaker": 0}]}]}]}}'
_EXAMPLE = Example("deepgram", _JSON, "Deepgram", f"`{_JSON}`")
READER = Reader("deepgram", 72, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
