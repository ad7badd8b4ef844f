"""JSON of pipelines of Hugging Face's transformers
(https://huggingface.co/docs/transformers/main_classes/pipelines#transformers.AutomaticSpeechRecognitionPipeline) and of
insanely-fast-whisper (https://github.com/Vaibhavs10/insanely-fast-whisper): chunks of text, each with its first and
last second. `speakers`, if there, are chunks with voices.
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


class Chunk(msgspec.Struct):
    """Words; `timestamp` is their first and last second, either of which may be null."""

    text: str | None
    timestamp: list[float | None] | None = None
    speaker: Voice = None

    @property
    def start(self) -> float | None:
        """The first second."""
        return seconds(self.timestamp[0]) if self.timestamp else None

    @property
    def end(self) -> float | None:
        """The last second."""
        return seconds(self.timestamp[1]) if self.timestamp and len(self.timestamp) > 1 else None


class File(msgspec.Struct):
    """A file; the list of `speakers` may lack chunks."""

    chunks: list[Chunk]
    speakers: list[Chunk] | None = None


def recognises(source: Source) -> bool:
    """A JSON object with a list of `chunks`, the first with a `timestamp`."""
    chunks = first_object(source).get("chunks")
    return isinstance(chunks, list) and (
        not chunks or (isinstance(chunks[0], dict) and "timestamp" in chunks[0])
    )


def read(source: Source) -> list[Document]:
    """A document for each object.

    Raises:
        InputRefused: a field is invalid, or no chunk has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    voices = sorted(
        (voice for voice in file.speakers or () if voice.start is not None), key=lambda voice: voice.start or 0
    )
    starts = [voice.start or 0 for voice in voices]
    for chunk in file.chunks:
        label = voice_label(chunk.speaker) or _label(chunk, voices, starts)
        yield Segment(chunk.text or "", chunk.start, label)


def _label(chunk: Chunk, voices: Sequence[Chunk], starts: Sequence[float]) -> str:
    """The label of the voice that speaks during the whole chunk; empty if there is none."""
    at = bisect_right(starts, chunk.start) - 1 if chunk.start is not None else -1
    if at < 0:
        return ""
    voice = voices[at]
    covers = voice.end is None or (chunk.end is not None and chunk.end <= voice.end)
    return voice_label(voice.speaker) if covers else ""


_JSON = (
    '{"speakers": [{"speaker": "SPEAKER_00", "text": "Hi.", "timestamp": [0.5, 2]}], '
    '"chunks": [{"text": "Hi.", "timestamp": [0.5, 2]}]}'
)
_EXAMPLE = Example("chunks", _JSON, "chunks of transformers and insanely-fast-whisper", f"`{_JSON}`")
READER = Reader("chunks", 77, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
