"""Transcripts of the videos of Taiwan's Legislative Yuan (IVOD), made by speech recognition.

https://ly.govapi.tw : `{"ivods": [{"日期": …, "transcript": {"pyannote": […], "whisperx": […]}}]}`. The voices have
intervals of their own; a segment has the voice of the only one that overlaps it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, TimeMark
from indexer.readers.assemble import SpokenPart, assemble, field_label
from indexer.readers.json_objects import converted, first_has, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address


class Interval(msgspec.Struct):
    """When a voice speaks, in seconds."""

    speaker: str
    start: float
    end: float


class Segment(msgspec.Struct):
    """What was recognised, in seconds."""

    text: str
    start: float
    end: float


class Recognised(msgspec.Struct):
    """The voices and the words of a video."""

    whisperx: list[Segment] = []
    pyannote: list[Interval] = []


class Video(msgspec.Struct):
    """A video of a sitting."""

    transcript: Recognised | None = None
    date: str | None = msgspec.field(default=None, name="日期")
    sitting: str | None = msgspec.field(default=None, name="會議名稱")
    url: str | None = msgspec.field(default=None, name="IVOD_URL")
    media: str | None = msgspec.field(default=None, name="video_url")


class Videos(msgspec.Struct):
    """A file."""

    ivods: list[Video]


def recognises(source: Source) -> bool:
    """A JSON object with `ivods`."""
    return first_has(source, "ivods")


def read(source: Source) -> list[Document]:
    """A document for each video with words.

    Raises:
        InputRefused: not in the form of these records, or without words.
    """
    videos = [
        video
        for place, part in json_objects(source)
        for video in converted(part, Videos, place, "the Legislative Yuan").ivods
    ]
    documents = [
        assemble(READER.format, parts, merge(_metadata(video), source.sidecar))
        for video in videos
        if (parts := list(_parts(video.transcript)))
    ]
    if not documents:
        raise InputRefused(source.name, "no video of these IVOD records has a transcript; leave the file out.")
    return documents


def _parts(recognised: Recognised | None) -> Iterator[SpokenPart]:
    if recognised is None:
        return
    segments = sorted(
        (segment for segment in recognised.whisperx if segment.text.strip() and "\0" not in segment.text),
        key=lambda segment: segment.start,
    )
    label, run = "", list[Segment]()
    for segment, voice in zip(segments, _voices(segments, recognised.pyannote), strict=True):
        if run and voice != label:
            yield _part(label, run)
            run = []
        label = voice
        run.append(segment)
    if run:
        yield _part(label, run)


def _voices(segments: Sequence[Segment], intervals: Sequence[Interval]) -> Iterator[str]:
    """The voice of each segment, in order of time; empty where there is none or more than one."""
    waiting = sorted(intervals, key=lambda interval: interval.start)
    at = 0
    # By their ends, so that each interval is looked at twice, however many there are at a time.
    speaking: list[tuple[float, str]] = []
    counts: Counter[str] = Counter()
    for segment in segments:
        while at < len(waiting) and waiting[at].start < segment.end:
            heappush(speaking, (waiting[at].end, waiting[at].speaker))
            counts[waiting[at].speaker] += 1
            at += 1
        while speaking and speaking[0][0] <= segment.start:
            _, speaker = heappop(speaking)
            counts[speaker] -= 1
            if not counts[speaker]:
                del counts[speaker]
        yield field_label(next(iter(counts))) if len(counts) == 1 else ""


def _part(label: str, run: Sequence[Segment]) -> SpokenPart:
    times: list[TimeMark] = []
    text = ""
    for segment in run:
        text += "\n" if text else ""
        times.append(TimeMark(len(text), segment.start))
        text += " ".join(segment.text.split())
    return SpokenPart(label, text, run[0].start, times=tuple(times))


def _metadata(video: Video) -> Metadata:
    return Metadata(
        # The name of the sitting is followed by its whole agenda in parentheses.
        title=(video.sitting or "").partition("（")[0].strip() or None,
        date=iso_day(video.date),
        url=video.url if video.url and is_web_address(video.url) else None,
        language="zh",
        media=video.media if video.media and is_web_address(video.media) else None,
    )


_EXAMPLE = Example(
    "taiwan-ivod",
    '{"ivods": [{"日期": "2021-03-04", "transcript": {"pyannote": [{"speaker": "SPEAKER_00", "start": 1.0, "end": 4.0}'
    '], "whisperx": [{"start": 1.2, "end": 3.9, "text": "火車每天早上都遲到。"}]}}]}',
    "Legislative Yuan IVOD JSON (Taiwan)",
    '`"pyannote": [{"speaker": "SPEAKER_00", "start": 1.0, "end": 4.0}]`',
)
READER = Reader("taiwan-ivod", 63, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
