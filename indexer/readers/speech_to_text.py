"""JSON of speech-to-text tools: Whisper, WhisperX, AssemblyAI, Deepgram and AWS Transcribe.

Consecutive segments of the same speaker are a single turn. Labels of voices (`SPEAKER_00`, `A`, `spk_0`) are kept, and
a bare number becomes `Speaker 0`; they are not names. Times are in seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.source import Source, merge


class Segment(msgspec.Struct, frozen=True):
    """Words of a voice; if `glued`, they follow the words before without a space."""

    text: str
    start: float | None = None
    speaker: str | int | None = None
    glued: bool = False


class Shape(msgspec.Struct, frozen=True):
    """The JSON of a tool: its names, a small valid file, whether an object has its form, and the object's segments."""

    format: str
    title: str
    example: str
    recognises: Callable[[dict[str, Any]], bool]
    segments: Callable[[Any], Iterator[Segment]]


class WhisperFile(msgspec.Struct):
    """Whisper (`whisper --output_format json`) and WhisperX, which adds `speaker`."""

    segments: list[Segment]


class Utterance(msgspec.Struct):
    """A turn of AssemblyAI's; `start` is in milliseconds."""

    text: str
    start: float | None = None
    speaker: str | int | None = None


class AssemblyFile(msgspec.Struct):
    """AssemblyAI: `utterances` if speakers were distinguished, else `text`."""

    utterances: list[Utterance] | None = None
    text: str | None = None


class DeepgramWord(msgspec.Struct):
    """A word; `punctuated_word` has capitals and punctuation."""

    word: str
    punctuated_word: str | None = None
    start: float | None = None
    speaker: int | None = None


class DeepgramUtterance(msgspec.Struct):
    transcript: str
    start: float | None = None
    speaker: int | None = None


class DeepgramAlternative(msgspec.Struct):
    transcript: str = ""
    words: list[DeepgramWord] = []


class DeepgramChannel(msgspec.Struct):
    alternatives: list[DeepgramAlternative] = []


class DeepgramResults(msgspec.Struct):
    channels: list[DeepgramChannel] = []
    utterances: list[DeepgramUtterance] = []


class DeepgramFile(msgspec.Struct):
    """Deepgram, with `utterances` or `diarize` or neither."""

    results: DeepgramResults


class AwsAlternative(msgspec.Struct):
    content: str = ""


class AwsItem(msgspec.Struct):
    """A word, or a punctuation mark, which has no time."""

    type: str = "pronunciation"
    alternatives: list[AwsAlternative] = []
    start_time: str | None = None
    speaker_label: str | None = None


class AwsSpan(msgspec.Struct):
    """When a voice speaks; older files have labels only here."""

    start_time: str
    speaker_label: str | None = None


class AwsSegment(msgspec.Struct):
    items: list[AwsSpan] = []


class AwsLabels(msgspec.Struct):
    segments: list[AwsSegment] = []


class AwsResults(msgspec.Struct):
    items: list[AwsItem] = []
    speaker_labels: AwsLabels | None = None


class AwsFile(msgspec.Struct):
    """AWS Transcribe."""

    results: AwsResults


def _whisper(whole: Any) -> Iterator[Segment]:
    yield from msgspec.convert(whole, WhisperFile).segments


def _assemblyai(whole: Any) -> Iterator[Segment]:
    file = msgspec.convert(whole, AssemblyFile)
    for utterance in file.utterances or ():
        start = None if utterance.start is None else utterance.start / 1000
        yield Segment(utterance.text, start, utterance.speaker)
    if not file.utterances and file.text:
        yield Segment(file.text)


def _deepgram(whole: Any) -> Iterator[Segment]:
    results = msgspec.convert(whole, DeepgramFile).results
    for utterance in results.utterances:
        yield Segment(utterance.transcript, utterance.start, utterance.speaker)
    if results.utterances:
        return
    for channel in results.channels:
        for best in channel.alternatives[:1]:
            for word in best.words:
                yield Segment(word.punctuated_word or word.word, word.start, word.speaker)
            if not best.words:
                yield Segment(best.transcript)


def _aws(whole: Any) -> Iterator[Segment]:
    results = msgspec.convert(whole, AwsFile).results
    spans = results.speaker_labels.segments if results.speaker_labels else []
    voices = {span.start_time: span.speaker_label for segment in spans for span in segment.items}
    voice: str | None = None
    for item in results.items:
        if item.start_time is not None:
            voice = item.speaker_label or voices.get(item.start_time)
        text = item.alternatives[0].content if item.alternatives else ""
        start = None if item.start_time is None else msgspec.convert(item.start_time, float, strict=False)
        yield Segment(text, start, voice, glued=item.type == "punctuation")


def _has(whole: dict[str, Any], key: str, kind: type) -> bool:
    return isinstance(whole.get(key), kind)


def _is_diarized(whole: dict[str, Any]) -> bool:
    return any(isinstance(segment, dict) and "speaker" in segment for segment in whole["segments"])


SHAPES: tuple[Shape, ...] = (
    Shape(
        "whisperx",
        "WhisperX",
        '{"segments": [{"start": 0.1, "text": "Hi.", "speaker": "SPEAKER_00"}]}',
        lambda whole: _has(whole, "segments", list) and _is_diarized(whole),
        _whisper,
    ),
    Shape(
        "whisper",
        "Whisper",
        '{"text": "Hi.", "segments": [{"start": 0, "text": "Hi."}]}',
        lambda whole: _has(whole, "segments", list),
        _whisper,
    ),
    Shape(
        "aws-transcribe",
        "AWS Transcribe",
        '{"results": {"items": [{"start_time": "1", "alternatives": [{"content": "Hi"}], "speaker_label": "spk_0"}]}}',
        lambda whole: _has(whole, "results", dict) and "items" in whole["results"],
        _aws,
    ),
    Shape(
        "deepgram",
        "Deepgram",
        '{"results": {"channels": [{"alternatives": [{"words": [{"word": "hi", "start": 1, "speaker": 0}]}]}]}}',
        lambda whole: _has(whole, "results", dict) and "channels" in whole["results"],
        _deepgram,
    ),
    Shape(
        "assemblyai",
        "AssemblyAI",
        '{"utterances": [{"speaker": "A", "text": "Hi.", "start": 250}]}',
        lambda whole: "utterances" in whole or "audio_duration" in whole,
        _assemblyai,
    ),
)


def shape_of(whole: object) -> Shape | None:
    """The tool that made an object, or None."""
    if not isinstance(whole, dict) or "turns" in whole:
        return None
    return next((shape for shape in SHAPES if shape.recognises(whole)), None)


def document_of(shape: Shape, whole: object, source: Source) -> Document:
    """The document in a tool's JSON.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    try:
        segments = [segment for segment in shape.segments(whole) if segment.text.strip()]
    except msgspec.ValidationError as error:
        raise InputRefused(
            source.name, f"{error}; the file is not in the form that {shape.format} writes; correct it."
        ) from error
    if not segments:
        raise InputRefused(source.name, "the transcription holds no words; leave the file out.")
    if any("\0" in segment.text for segment in segments):
        raise InputRefused(source.name, "a segment holds a null character, which is not text; remove it.")
    return assemble(shape.format, _turns(segments), merge(Metadata(), source.sidecar))


def _turns(segments: Iterable[Segment]) -> Iterator[SpokenPart]:
    for speaker, run in groupby(segments, key=lambda segment: segment.speaker):
        spoken = list(run)
        text = ""
        for segment in spoken:
            text += segment.text.strip() if segment.glued or not text else f" {segment.text.strip()}"
        yield SpokenPart(_label(speaker), text, spoken[0].start)


def _label(speaker: str | int | None) -> str:
    label = str(speaker) if speaker is not None else ""
    return f"Speaker {label}" if label.isdigit() else label
