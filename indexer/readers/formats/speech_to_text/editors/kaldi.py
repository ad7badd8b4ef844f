"""JSON of BBC's service with Kaldi, as its editors read it (https://github.com/bbc/react-transcript-editor): words, and
segments with voices (`S12`), both by time in seconds.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class SpokenWord(msgspec.Struct):
    """A word; `punct` has its punctuation."""

    punct: str | None = None
    word: str | None = None
    start: float | None = None


class Speaker(msgspec.Struct):
    """A voice."""

    id: Voice = msgspec.field(default=None, name="@id")


class Span(msgspec.Struct):
    """When a voice speaks: from `start` on, for `duration` seconds."""

    start: float | None = None
    duration: float | None = None
    speaker: Speaker | None = None


class Segmentation(msgspec.Struct):
    """Who speaks when."""

    segments: list[Span] | None = None


class Transcription(msgspec.Struct):
    """The words of a recording."""

    words: list[SpokenWord]
    segmentation: Segmentation | None = None


class File(msgspec.Struct):
    """A file: the answer of the service."""

    retval: Transcription


def recognises(source: Source) -> bool:
    """A JSON object with `retval` that has `words`."""
    answer = first_object(source).get("retval")
    return isinstance(answer, dict) and isinstance(answer.get("words"), list)


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or there are no words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    spans = sorted(
        (
            span
            for span in (file.retval.segmentation or Segmentation()).segments or ()
            if span.start is not None
        ),
        key=lambda span: span.start or 0,
    )
    starts = [span.start or 0 for span in spans]
    for word in file.retval.words:
        yield Segment(word.punct or word.word or "", seconds(word.start), _label(word.start, spans, starts))


def _label(time: float | None, spans: Sequence[Span], starts: Sequence[float]) -> str:
    """The label of the voice that speaks at a time; empty if none does."""
    at = bisect_right(starts, time) - 1 if time is not None else -1
    if at < 0 or time is None:
        return ""
    span = spans[at]
    is_over = span.duration is not None and time >= starts[at] + span.duration
    return voice_label(span.speaker.id) if span.speaker and not is_over else ""


_JSON = (
    '{"retval": {"words": [{"start": 0.5, "punct": "Hi."}], "segmentation": {"segments": [{"start": 0, "duration": 2, '
    '"speaker": {"@id": "S0"}}]}}}'
)
_EXAMPLE = Example("bbc-kaldi", _JSON, "BBC's Kaldi", f"`{_JSON}`")
READER = Reader("bbc-kaldi", 85, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
