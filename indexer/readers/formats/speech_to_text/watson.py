"""JSON of IBM Watson Speech to Text (https://cloud.ibm.com/docs/speech-to-text?topic=speech-to-text-basic-response):
results with words as `["word", first second, last second]`, and voices by the same times.
"""

from collections.abc import Iterator

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example


class Alternative(msgspec.Struct):
    """One way to hear a part; the first is the best."""

    transcript: str | None = None
    timestamps: list[tuple[str, float, float]] | None = None


class Result(msgspec.Struct):
    """A part of the recording; one that is not `final` is replaced by the next."""

    alternatives: list[Alternative] | None = None
    final: bool = True


class SpeakerLabel(msgspec.Struct):
    """Whose the word is that begins at `from_`, in seconds."""

    from_: float | None = msgspec.field(default=None, name="from")
    speaker: Voice = None


class File(msgspec.Struct):
    """A file: one recording."""

    results: list[Result]
    speaker_labels: list[SpeakerLabel] | None = None


def recognises(source: Source) -> bool:
    """A JSON object with `result_index` or `speaker_labels` next to a list of `results`."""
    first = first_object(source)
    return isinstance(first.get("results"), list) and ("result_index" in first or "speaker_labels" in first)


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no result has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    voices = {label.from_: voice_label(label.speaker) for label in file.speaker_labels or ()}
    for result in file.results:
        if result.final and result.alternatives:
            best = result.alternatives[0]
            words = [Word(text, seconds(start), voices.get(start)) for text, start, _ in best.timestamps or ()]
            yield from divided(Segment(best.transcript or ""), words)


_JSON = (
    '{"result_index": 0, "results": [{"alternatives": [{"transcript": "hi ", "timestamps": [["hi", 0.5, 1]]}]}], '
    '"speaker_labels": [{"from": 0.5, "speaker": 0}]}'
)
_EXAMPLE = Example("watson", _JSON, "IBM Watson", f"`{_JSON}`")
READER = Reader("watson", 83, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
