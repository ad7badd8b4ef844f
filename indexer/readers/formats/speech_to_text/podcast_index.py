"""JSON transcripts of podcasts
(https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md#json): segments, often of
single words. A speaker speaks until another is named. Times are in seconds.
"""

from collections.abc import Iterator

import msgspec

from indexer.model import Document
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.turns.layout import Example


class Part(msgspec.Struct, rename="camel"):
    """Words; without a `speaker`, they are of whoever spoke before."""

    body: str | None
    start_time: float | None = None
    speaker: Voice | msgspec.UnsetType = msgspec.UNSET


class File(msgspec.Struct):
    """A file: one episode."""

    segments: list[Part]


def recognises(source: Source) -> bool:
    """A JSON object with `segments`, the first with a `body`."""
    segments = first_object(source).get("segments")
    return (
        isinstance(segments, list)
        and bool(segments)
        and isinstance(segments[0], dict)
        and "body" in segments[0]
    )


def read(source: Source) -> list[Document]:
    """A document for each episode.

    Raises:
        InputRefused: a field is invalid, or no segment has words.
    """
    return documents_of(source, READER.format, File, _segments)


def _segments(file: File) -> Iterator[Segment]:
    label = ""
    for part in file.segments:
        if not isinstance(part.speaker, msgspec.UnsetType):
            label = voice_label(part.speaker)
        yield Segment(part.body or "", seconds(part.start_time), label)


_JSON = (
    '{"version": "1.0.0", "segments": [{"speaker": "Jane Doe", "startTime": 0.5, "endTime": 2, "body": "Hi."}]}'
)
_EXAMPLE = Example("podcast-index", _JSON, "Podcast Index, JSON", f"`{_JSON}`")
READER = Reader("podcast-index", 70, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
