"""JSON of AssemblyAI (https://www.assemblyai.com/docs/api-reference/transcripts/get): utterances, words or a text.

Voices are `A`, `B`, … Times are in milliseconds.
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
    """A word with its punctuation."""

    text: str | None
    start: float | None = None
    speaker: Voice = None
    channel: Voice = None


class Utterance(msgspec.Struct):
    """What a voice says without interruption."""

    text: str | None
    start: float | None = None
    speaker: Voice = None
    channel: Voice = None
    words: list[SpokenWord] | None = None


class File(msgspec.Struct):
    """`utterances` if speakers were distinguished, else `words`, or `text` alone; old files have `audio_src_url`."""

    utterances: list[Utterance] | None = None
    words: list[SpokenWord] | None = None
    text: str | None = None
    language_code: Any = None
    audio_url: Any = None
    audio_src_url: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `utterances`, or with what only this tool writes."""
    first = first_object(source)
    return "utterances" in first or "audio_duration" in first or "audio_src_url" in first


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or nothing has words.
    """
    return documents_of(source, READER.format, File, _segments, _metadata)


def _segments(file: File) -> Iterator[Segment]:
    for utterance in file.utterances or ():
        label = _label(utterance)
        whole = Segment(utterance.text or "", seconds(utterance.start, 1000), label or "")
        # Words without a voice of their own have that of the utterance.
        words = [
            Word(word.text or "", seconds(word.start, 1000), _label(word)) for word in utterance.words or ()
        ]
        yield from divided(whole, words)
    if file.utterances:
        return
    for word in file.words or ():
        yield Segment(word.text or "", seconds(word.start, 1000), _label(word) or "")
    if not file.words and file.text:
        yield Segment(file.text)


def _label(spoken: Utterance | SpokenWord) -> str | None:
    """The label of a voice, else of the channel; None if there is neither."""
    if spoken.speaker is not None:
        return voice_label(spoken.speaker)
    return None if spoken.channel is None else voice_label(spoken.channel, "Channel")


def _metadata(file: File) -> Metadata:
    media = recording(file.audio_url) or recording(file.audio_src_url)
    return Metadata(language=language_code(file.language_code), media=media)


_JSON = '{"utterances": [{"speaker": "A", "text": "Hi.", "start": 250}]}'
_EXAMPLE = Example("assemblyai", _JSON, "AssemblyAI", f"`{_JSON}`")
READER = Reader("assemblyai", 71, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
