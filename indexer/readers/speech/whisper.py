"""The JSON of Whisper and of the tools that write the same form: segments, some with words."""

import re
from collections.abc import Iterator

import msgspec

from indexer.languages import language_code
from indexer.model import Metadata
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided

VOICES = ("speaker", "speaker_name", "speaker_label", "speaker_id")
"""The fields in which tools write who speaks, the most telling first."""
_TOKEN = re.compile(r"<\|[^|<>\n]{0,40}\|>")
"""A token of the model that is no word: WhisperKit keeps `<|en|>` and `<|0.00|>`."""


class WhisperWord(msgspec.Struct):
    """A word: Whisper and WhisperX have it as `word`, whisper-timestamped as `text`. Times are in seconds.

    Mistral has the voice as `speaker_id`.
    """

    word: str | None = None
    text: str | None = None
    start: float | None = None
    speaker: Voice = None
    speaker_id: Voice = None


class WhisperSegment(msgspec.Struct):
    """A segment; `start` is in seconds. CrispASR has `t0`, in milliseconds."""

    text: str | None
    start: float | None = None
    t0: float | None = None
    speaker: Voice = None
    speaker_name: Voice = None
    speaker_label: Voice = None
    speaker_id: Voice = None
    words: list[WhisperWord] | None = None


class WhisperFile(msgspec.Struct):
    """A file: segments, else words, else a text alone. `language` is a code or an English name."""

    segments: list[WhisperSegment] | None = None
    words: list[WhisperWord] | None = None
    text: str | None = None
    language: str | None = None


def may_have_words(segments: list[object]) -> bool:
    """Whether segments are not those of a diarization alone, which say who speaks when, and not what."""
    first = segments[0] if segments else None
    return (
        not isinstance(first, dict) or "speaker" not in first or not first.keys().isdisjoint({"text", "words"})
    )


def whisper_segments(file: WhisperFile) -> Iterator[Segment]:
    """The segments of a file, divided where their words have other voices."""
    if not file.segments:
        yield from divided(Segment(_words(file.text)), [_word(word) for word in file.words or ()])
    for segment in file.segments or ():
        start = seconds(segment.start) if segment.t0 is None else seconds(segment.t0, 1000)
        whole = Segment(_words(segment.text), start, _label(_voice(segment)))
        words = [_word(word) for word in segment.words or ()]
        yield from divided(whole, words)


def _words(text: str | None) -> str:
    return _TOKEN.sub("", text) if text and "<|" in text else text or ""


def _word(word: WhisperWord) -> Word:
    label = None if _voice(word) is None else _label(_voice(word))
    return Word(_words(word.word or word.text), seconds(word.start), label)


def _voice(spoken: WhisperSegment | WhisperWord) -> Voice:
    found = (getattr(spoken, field, None) for field in VOICES)
    return next((voice for voice in found if voice is not None), None)


def _label(voice: Voice) -> str:
    """The label of a voice; whisper.cpp and CrispASR write `(speaker 0)`."""
    if isinstance(voice, str) and voice.strip()[:9].casefold() == "(speaker ":
        return voice_label(voice.strip()[9:].rstrip(") "))
    return voice_label(voice)


def whisper_metadata(file: WhisperFile) -> Metadata:
    """What a file says of its recording."""
    return Metadata(language=language_code(file.language))
