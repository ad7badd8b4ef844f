"""JSON of speech-to-text tools: Whisper, WhisperX, AssemblyAI, Deepgram and AWS Transcribe.

Segments of one speaker in a row are one turn. Labels that tell voices apart (`SPEAKER_00`, `A`, `spk_0`) stand as
they are, a bare number as `Speaker 0`; they are nobody's names. Times are in seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import Said, assemble
from indexer.readers.source import Source, merge


class Segment(msgspec.Struct, frozen=True):
    """Words of one voice; `glued` ones follow without a space."""

    text: str
    start: float | None = None
    speaker: str | int | None = None
    glued: bool = False


class Shape(msgspec.Struct, frozen=True):
    """The JSON of a tool: its name, whether an object looks like it, and its segments."""

    format: str
    recognises: Callable[[dict[str, Any]], bool]
    segments: Callable[[Any], Iterator[Segment]]


class WhisperFile(msgspec.Struct):
    """Whisper (`whisper --output_format json`) and WhisperX, which adds `speaker`."""

    segments: list[Segment]


class Utterance(msgspec.Struct):
    """AssemblyAI's, in milliseconds."""

    text: str
    start: float | None = None
    speaker: str | int | None = None


class AssemblyFile(msgspec.Struct):
    """AssemblyAI: `utterances` where speakers were told apart, else `text`."""

    utterances: list[Utterance] | None = None
    text: str | None = None


class DeepgramWord(msgspec.Struct):
    """A word; `punctuated_word` has its capital and points."""

    word: str
    punctuated_word: str | None = None
    start: float | None = None
    speaker: int | None = None


class DeepgramUtterance(msgspec.Struct):
    """A stretch of one voice."""

    transcript: str
    start: float | None = None
    speaker: int | None = None


class DeepgramAlternative(msgspec.Struct):
    """A reading; the first is the best."""

    transcript: str = ""
    words: list[DeepgramWord] = []


class DeepgramChannel(msgspec.Struct):
    """A channel of sound."""

    alternatives: list[DeepgramAlternative] = []


class DeepgramResults(msgspec.Struct):
    """What was heard."""

    channels: list[DeepgramChannel] = []
    utterances: list[DeepgramUtterance] = []


class DeepgramFile(msgspec.Struct):
    """Deepgram, with `utterances` or `diarize` or neither."""

    results: DeepgramResults


class AwsAlternative(msgspec.Struct):
    """A reading of an item."""

    content: str = ""


class AwsItem(msgspec.Struct):
    """A word or a point, which has no time."""

    type: str = "pronunciation"
    alternatives: list[AwsAlternative] = []
    start_time: str | None = None
    speaker_label: str | None = None


class AwsSpan(msgspec.Struct):
    """When a voice speaks; older files have labels only here."""

    start_time: str
    speaker_label: str | None = None


class AwsSegment(msgspec.Struct):
    """A stretch of one voice."""

    items: list[AwsSpan] = []


class AwsLabels(msgspec.Struct):
    """Who speaks when."""

    segments: list[AwsSegment] = []


class AwsResults(msgspec.Struct):
    """What was heard."""

    items: list[AwsItem] = []
    speaker_labels: AwsLabels | None = None


class AwsFile(msgspec.Struct):
    """AWS Transcribe."""

    results: AwsResults


def _whisper(whole: Any) -> Iterator[Segment]:
    yield from msgspec.convert(whole, WhisperFile).segments


def _assemblyai(whole: Any) -> Iterator[Segment]:
    file = msgspec.convert(whole, AssemblyFile)
    for one in file.utterances or ():
        yield Segment(one.text, None if one.start is None else one.start / 1000, one.speaker)
    if not file.utterances and file.text:
        yield Segment(file.text)


def _deepgram(whole: Any) -> Iterator[Segment]:
    results = msgspec.convert(whole, DeepgramFile).results
    for one in results.utterances:
        yield Segment(one.transcript, one.start, one.speaker)
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
    segments = whole["segments"]
    return any(isinstance(one, dict) and "speaker" in one for one in segments)


SHAPES: tuple[Shape, ...] = (
    Shape("whisperx", lambda whole: _has(whole, "segments", list) and _is_diarized(whole), _whisper),
    Shape("whisper", lambda whole: _has(whole, "segments", list), _whisper),
    Shape("aws-transcribe", lambda whole: _has(whole, "results", dict) and "items" in whole["results"], _aws),
    Shape("deepgram", lambda whole: _has(whole, "results", dict) and "channels" in whole["results"], _deepgram),
    Shape("assemblyai", lambda whole: "utterances" in whole or "audio_duration" in whole, _assemblyai),
)


def shape_of(whole: object) -> Shape | None:
    """Whose JSON an object is, or None."""
    if not isinstance(whole, dict) or "turns" in whole:
        return None
    return next((shape for shape in SHAPES if shape.recognises(whole)), None)


def document_of(shape: Shape, whole: object, source: Source) -> Document:
    """The document in a tool's JSON.

    Raises:
        InputRefused: a field is out of form, or nobody says anything.
    """
    try:
        segments = [one for one in shape.segments(whole) if one.text.strip()]
    except msgspec.ValidationError as error:
        raise InputRefused(
            source.name, f"{error}; the JSON of {shape.format} is not of that tool's form."
        ) from error
    if not segments:
        raise InputRefused(source.name, "the transcription holds no words; leave the file out.")
    if any("\0" in one.text for one in segments):
        raise InputRefused(source.name, "a segment holds a null character, which is no text; remove it.")
    whole_text = assemble(_turns(segments))
    metadata = merge(Metadata(), source.sidecar)
    return Document(
        shape.format, whole_text.text, metadata, whole_text.utterances, nonspeech=whole_text.nonspeech
    )


def _turns(segments: Iterable[Segment]) -> Iterator[Said]:
    for speaker, run in groupby(segments, key=lambda one: one.speaker):
        spoken = list(run)
        text = ""
        for one in spoken:
            text += one.text.strip() if one.glued or not text else f" {one.text.strip()}"
        yield Said(_label(speaker), text, spoken[0].start)


def _label(speaker: str | int | None) -> str:
    label = str(speaker) if speaker is not None else ""
    return f"Speaker {label}" if label.isdigit() else label
