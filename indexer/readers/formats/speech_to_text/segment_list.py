"""Lists of segments, as a JSON list or with one on each line, in the forms of many small tools: words, next to a
speaker or a time. All segments are one transcript, unless they name several, or have several dates.

Times may be seconds, `1:02.5`, or a pair. Times of day give the date, but no place in the recording.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.json_objects import document_of, first_object, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speech.documents import recording
from indexer.readers.speech.segments import Segment, seconds, turns, voice_label
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_TEXTS = ("text", "content", "transcript", "sentence", "utterance", "body")
_SPEAKERS = ("speaker", "speaker_name", "speaker_label", "speakerlabel", "speaker_id", "speakerid")
_TIMES = ("start", "start_time", "starttime", "timestamp", "begin")
_MILLISECONDS = ("start_ms", "startms", "start_time_ms", "starttimems")
_TRANSCRIPTS = ("transcript_id", "meeting_id", "episode_id")
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{1,2}(?:[.,][0-9]{1,9})?)")
_DAY_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
_LONGEST = 86_400
"""Seconds. A recording that is longer has its times in another unit."""


class Entry(msgspec.Struct, frozen=True):
    """A segment by the names of its fields in lower case, with its place in the file."""

    place: str
    fields: Mapping[str, Any]

    def first(self, names: Sequence[str]) -> Any:
        """The first of some fields that has a value."""
        return next((self.fields[name] for name in names if self.fields.get(name) is not None), None)


def recognises(source: Source) -> bool:
    """A first object with words as text, and with a speaker or a time."""
    first = first_object(source)
    entry = _entry(source.name, first) if len(first) <= 40 else None
    if entry is None or not isinstance(entry.first(_TEXTS), str):
        return False
    return not entry.fields.keys().isdisjoint((*_SPEAKERS, *_TIMES, *_MILLISECONDS))


def _entry(place: str, part: object) -> Entry:
    if not isinstance(part, dict):
        raise InputRefused(place, "a segment must be an object with `text`; correct it or leave it out.")
    return Entry(place, {str(name).casefold(): value for name, value in part.items()})


def read(source: Source) -> list[Document]:
    """A document for each transcript that the segments name, and for each of their dates; else one.

    Raises:
        InputRefused: not JSON, or a segment without words or with an invalid field; the refusal names its line or
            number.
    """
    transcripts: dict[tuple[object, datetime.date | None], list[Entry]] = {}
    for number, (place, part) in enumerate(json_objects(source)):
        entry = _entry(place if ":" in place.removeprefix(source.name) else f"{place}: entry {number}", part)
        name = entry.first(_TRANSCRIPTS)
        day = entry.fields.get("date")
        key = (name if isinstance(name, str | int) else None, iso_day(day if isinstance(day, str) else None))
        transcripts.setdefault(key, []).append(entry)
    return [_document(key, entries, source) for key, entries in transcripts.items()]


def _document(key: tuple[object, datetime.date | None], entries: Sequence[Entry], source: Source) -> Document:
    name, day = key
    starts = [_start(entry) for entry in entries]
    if any(start is not None and start > _LONGEST for start in starts):
        starts = [None] * len(starts)
    metadata = Metadata(
        id=str(name) if name is not None else None,
        title=_common(entries, "title"),
        date=day or iso_day(_day(entries)),
        media=recording(_common(entries, "audio_url") or _common(entries, "media")),
    )
    return document_of(
        READER.format, source.name, turns(_segments(entries, starts)), merge(metadata, source.sidecar)
    )


def _segments(entries: Iterable[Entry], starts: Iterable[float | None]) -> Iterator[Segment]:
    for entry, start in zip(entries, starts, strict=True):
        text, voice = entry.first(_TEXTS), entry.first(_SPEAKERS)
        if not isinstance(text, str | None):
            raise InputRefused(entry.place, "the words of a segment must be text; correct it.")
        if isinstance(voice, dict):
            voice = voice.get("name")
        if isinstance(voice, list | dict | bool):
            raise InputRefused(entry.place, "the speaker of a segment must be text or a number; correct it.")
        yield Segment(text or "", start, voice_label(voice))


def _start(entry: Entry) -> float | None:
    if (milliseconds := entry.first(_MILLISECONDS)) is not None:
        return _time(entry.place, milliseconds, 1000)
    found = entry.first(_TIMES)
    return _time(entry.place, (found[0] if found else None) if isinstance(found, list) else found, 1)


def _time(place: str, value: object, unit: int) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return seconds(value, unit)
    written = value.strip() if isinstance(value, str) else "?"
    if not written or _DAY_AND_TIME.match(written):
        return None
    if clock := _CLOCK.fullmatch(written):
        hours, minutes, rest = clock.groups()
        return seconds(int(hours or 0) * 3600 + int(minutes) * 60 + float(rest.replace(",", ".")))
    try:
        return seconds(float(written), unit)
    except ValueError as error:
        raise InputRefused(place, f"the start {written[:30]!r} is not a time; write it in seconds.") from error


def _day(entries: Sequence[Entry]) -> str | None:
    """The day of the first time, if it is a time of day."""
    found = entries[0].first(_TIMES)
    return found.strip()[:10] if isinstance(found, str) and _DAY_AND_TIME.match(found.strip()) else None


def _common(entries: Sequence[Entry], name: str) -> str | None:
    """The text that all entries have in a field."""
    values = {value if isinstance(value := entry.fields.get(name), str) else "" for entry in entries}
    return values.pop().strip() or None if len(values) == 1 else None


_JSON = '[{"speaker": "Speaker 1", "start": 0.5, "text": "Hi."}]'
_LINES = '{"speaker": "Jane Doe", "text": "Hi."}\n{"speaker": "Roe", "text": "Hello."}\n'
_EXAMPLES = (
    Example("segment-list", _JSON, "lists of segments in JSON, or with one on each line", f"`{_JSON}`"),
    Example("segment-lines", _LINES),
)
READER = Reader(
    "segment-list", 89, recognises, read, (".json", ".jsonl", ".ndjson"), {}, _EXAMPLES, is_own_parser=True
)
