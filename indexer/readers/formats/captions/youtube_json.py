"""YouTube's captions as JSON ("json3"): events with a time in milliseconds, and segments of text.

https://github.com/yt-dlp/yt-dlp/blob/master/yt_dlp/extractor/youtube/_video.py lists it among the formats. Events that
append to the one before hold the breaks of lines that roll up; no words come twice.
"""

import re

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers.captions.cue import Cue
from indexer.readers.captions.document import document_of
from indexer.readers.captions.markup import marked_lines
from indexer.readers.reader import Reader
from indexer.readers.source import Source, one_line
from indexer.turns.layout import Example

_SIGNATURE = re.compile(rb'"wireMagic"\s{0,20}:\s{0,20}"pb3"')


class _Segment(msgspec.Struct, frozen=True):
    utf8: str = ""


class _Event(msgspec.Struct, frozen=True, rename="camel"):
    t_start_ms: float = 0.0
    d_duration_ms: float | None = None
    segs: tuple[_Segment, ...] = ()


class _Captions(msgspec.Struct, frozen=True):
    events: tuple[_Event, ...]


def recognises(source: Source) -> bool:
    """The field that says what the file is."""
    head = source.data[:4000].lstrip()
    return source.name.lower().endswith(".json3") or (
        head.startswith(b"{") and _SIGNATURE.search(head) is not None
    )


def read(source: Source) -> list[Document]:
    """A single document.

    Raises:
        InputRefused: not such JSON, or without words.
    """
    try:
        captions = msgspec.json.decode(source.data, type=_Captions)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused(
            source.name, f"the captions are not YouTube's JSON ({one_line(error)}); save them again."
        ) from error
    return [document_of(READER.format, source, (_cue(event) for event in captions.events))]


def _cue(event: _Event) -> Cue:
    start = max(0.0, event.t_start_ms / 1000)
    end = None if event.d_duration_ms is None else start + event.d_duration_ms / 1000
    return Cue(round(start, 3), marked_lines("".join(segment.utf8 for segment in event.segs)), end)


_EXAMPLE = Example(
    "youtube-json",
    '{"wireMagic": "pb3", "events": [{"tStartMs": 80, "dDurationMs": 4000, "segs": [{"utf8": ">> the"}, '
    '{"utf8": " ferry", "tOffsetMs": 300}]}, {"tStartMs": 2300, "aAppend": 1, "segs": [{"utf8": "\\n"}]}, '
    '{"tStartMs": 2400, "dDurationMs": 3000, "segs": [{"utf8": "is late"}]}]}',
    "YouTube's JSON (json3)",
    "as in SRT",
)
READER = Reader("youtube-json", 69, recognises, read, (".json3",), {}, (_EXAMPLE,), is_own_parser=True)
