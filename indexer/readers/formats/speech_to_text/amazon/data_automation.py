"""JSON of Amazon Bedrock Data Automation for sound
(https://docs.aws.amazon.com/bedrock/latest/userguide/bda-ouput-audio.html): segments with voices or channels. Times are
in milliseconds.
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
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example


class Speaker(msgspec.Struct):
    """A voice."""

    speaker_label: Voice = None


class Channel(msgspec.Struct):
    """A channel of the recording."""

    channel_label: Voice = None


class Item(msgspec.Struct):
    """A word, or a punctuation mark, which has no time."""

    content: str | None = None
    start_timestamp_millis: float | None = None


class AudioSegment(msgspec.Struct):
    """What a voice says without interruption; its items are given by their places in the list of all."""

    text: str | None = None
    type: str | None = None
    start_timestamp_millis: float | None = None
    speaker: Speaker | None = None
    channel: Channel | None = None
    audio_item_indices: list[int] | None = None


class About(msgspec.Struct):
    """What the file says of its recording."""

    dominant_asset_language: Any = None


class File(msgspec.Struct):
    """A file: one recording."""

    audio_segments: list[AudioSegment]
    audio_items: list[Item] | None = None
    metadata: About | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a list of `audio_segments`."""
    return isinstance(first_object(source).get("audio_segments"), list)


def read(source: Source) -> list[Document]:
    """A document for each recording.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    items = file.audio_items or []
    for segment in file.audio_segments:
        label = voice_label(segment.speaker.speaker_label) if segment.speaker else ""
        if not label and segment.channel:
            label = voice_label(segment.channel.channel_label, "Channel")
        whole = Segment(segment.text or "", seconds(segment.start_timestamp_millis, 1000), label)
        found = [items[index] for index in segment.audio_item_indices or () if 0 <= index < len(items)]
        timed = [item for item in found if item.start_timestamp_millis is not None]
        words = [Word(item.content or "", seconds(item.start_timestamp_millis, 1000)) for item in timed]
        yield from divided(whole, words)


def _metadata(file: File) -> Metadata:
    return Metadata(language=language_code(file.metadata.dominant_asset_language if file.metadata else None))


_JSON = (
    '{"audio_segments": [{"start_timestamp_millis": 1, "text": "Hi.", "speaker": {"speaker_label": "spk_0"}}]}'
)
_EXAMPLE = Example("aws-data-automation", _JSON, "AWS Bedrock Data Automation", f"`{_JSON}`")
READER = Reader("aws-data-automation", 75, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
