"""JSON of ElevenLabs (https://elevenlabs.io/docs/api-reference/speech-to-text/convert): words, spaces and sounds as
elements; a list of them for each channel if there are several. Voices are `speaker_0`, … Times are in seconds.
"""

from collections.abc import Iterator
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
from indexer.turns.layout import Example

_SOUND = "audio_event"


class Element(msgspec.Struct):
    """A word, a space, or a sound (`(laughs)`), which nobody says."""

    text: str | None = None
    type: str | None = None
    start: float | None = None
    speaker_id: Voice = None


class Channel(msgspec.Struct):
    """What was heard in a channel, or in the whole recording."""

    words: list[Element] | None = None
    text: str | None = None
    channel_index: Voice = None


class File(Channel):
    """A file: one recording."""

    transcripts: list[Channel] | None = None
    language_code: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `language_code`, and `words` or `transcripts`, the first with what this tool writes there."""
    first = first_object(source)
    found = first.get("transcripts", [first])
    channel = found[0] if isinstance(found, list) and found else None
    words = channel.get("words") if isinstance(channel, dict) else None
    if "language_code" not in first or not isinstance(words, list):
        return False
    return not words or (isinstance(words[0], dict) and words[0].keys() >= {"text", "type"})


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or there are no words.
    """
    return documents_of(
        source,
        READER.format,
        File,
        _segments,
        lambda file: Metadata(language=language_code(file.language_code)),
    )


def _segments(file: File) -> Iterator[Segment]:
    channels = file.transcripts or [file]
    labels = [
        voice_label(channel.channel_index, "Channel") if len(channels) > 1 else "" for channel in channels
    ]
    yield from in_order_of_time(
        [list(_channel(channel, label)) for channel, label in zip(channels, labels, strict=True)]
    )


def _channel(channel: Channel, label: str) -> Iterator[Segment]:
    glued = False
    for element in channel.words or ():
        text = element.text or ""
        if element.type == _SOUND:
            glued = False
            continue
        voice = " ".join(filter(None, (label, voice_label(element.speaker_id))))
        yield Segment(text, seconds(element.start), voice, glued=glued and not text[:1].isspace())
        glued = bool(text) and not text[-1:].isspace()
    if not channel.words:
        yield Segment(channel.text or "", None, label)


_JSON = '{"language_code": "en", "words": [{"text": "Hi.", "start": 0.5, "type": "word", "speaker_id": "speaker_0"}]}'
_EXAMPLE = Example("elevenlabs", _JSON, "ElevenLabs", f"`{_JSON}`")
READER = Reader("elevenlabs", 81, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
