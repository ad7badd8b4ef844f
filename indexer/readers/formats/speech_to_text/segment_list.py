"""Lists of segments, as a JSON list, with one on each line, or in an object, in the forms of many small tools: words,
next to a speaker or a time. All segments are one transcript, unless they name several, or have several dates.

Times may be seconds, `1:02.5`, or a pair; numbers that no speech in seconds could have are milliseconds. Times of day
give the date, but no place in the recording.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.json_objects import document_of, first_object, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.speech.documents import recording
from indexer.readers.speech.segments import LEAST_WORDS, Segment, is_slow, seconds, turns, voice_label
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example

_LISTS = ("transcript", "sentences", "entries", "dialogue", "conversation", "speech_segments", "segments")
"""The fields of an object that may hold the list."""
_WRAPPERS = ("data", "meeting", "transcript")
"""The fields of an object that may hold the object with the list, as in what Fireflies answers."""
_TEXTS = ("text", "content", "transcript", "sentence", "utterance", "body", "word", "raw_text", "words_str")
_SPEAKERS = ("speaker", "speaker_name", "speaker_label", "speakerlabel", "speaker_id", "speakerid")
_NAMES = ("name", "display_name", "displayName", "speaker_name", "label", "id")
"""The fields of an object in the field of the speaker."""
_TIMES = ("start", "start_time", "starttime", "timestamp", "begin", "start_ts")
_MILLISECONDS = ("start_ms", "startms", "start_time_ms", "starttimems")
_TRANSCRIPTS = ("transcript_id", "meeting_id", "episode_id")
_SHARED = ("title", "date", "audio_url", "media", *_TRANSCRIPTS)
_OBJECT = "\0object"
"""Not a field of JSON: the number of the object that holds a segment."""
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{1,2}(?:[.,][0-9]{1,9})?)")
_DAY_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
_LONGEST = 86_400
"""Seconds. A recording that is longer has its times in another unit."""

_Key: TypeAlias = tuple[object, object, datetime.date | None]
"""What tells transcripts apart: the object that holds them, their own name, and their day."""


class Entry(msgspec.Struct, frozen=True):
    """A segment by the names of its fields in lower case, with its place in the file."""

    place: str
    fields: Mapping[str, Any]

    def first(self, names: Sequence[str]) -> Any:
        """The first of some fields that has a value."""
        return next((self.fields[name] for name in names if self.fields.get(name) is not None), None)


def recognises(source: Source) -> bool:
    """A first object, or the first one in its list, with words as text, and with a speaker or a time."""
    first = first_object(source)
    parts = _list(_unwrapped(first)) or [first]
    return len(first) <= 40 and _is_segment(parts[0])


def _unwrapped(whole: object) -> object:
    """The object inside an object that holds the list of segments; else the object itself."""
    inner = whole
    for _ in _WRAPPERS:
        if not isinstance(inner, dict) or _list(inner):
            break
        inner = next((found for name in _WRAPPERS if isinstance(found := inner.get(name), dict)), None)
    return inner if _list(inner) else whole


def _list(whole: object) -> list[object]:
    """The list of segments in an object; empty if there is none."""
    lists = (whole.get(name) for name in _LISTS) if isinstance(whole, dict) else ()
    return next((found for found in lists if isinstance(found, list) and found and _is_segment(found[0])), [])


def _is_segment(part: object) -> bool:
    if not isinstance(part, dict):
        return False
    entry = _entry("", part)
    is_timed = not entry.fields.keys().isdisjoint((*_SPEAKERS, *_TIMES, *_MILLISECONDS))
    return is_timed and isinstance(entry.first(_TEXTS), str)


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
    transcripts: dict[_Key, list[Entry]] = {}
    for entry in _entries(source):
        name = entry.first(_TRANSCRIPTS)
        day = entry.fields.get("date")
        key = (
            entry.fields.get(_OBJECT),
            name if isinstance(name, str | int) else None,
            iso_day(day if isinstance(day, str) else None),
        )
        transcripts.setdefault(key, []).append(entry)
    spoken = {key: entries for key, entries in transcripts.items() if any(map(_has_words, entries))}
    # If nothing has words, the first transcript says so.
    chosen = spoken or dict(list(transcripts.items())[:1])
    return [_document(key, entries, source) for key, entries in chosen.items()]


def _entries(source: Source) -> Iterator[Entry]:
    """The segments; those in an object have its title, date and recording."""
    for number, (place, whole) in enumerate(json_objects(source)):
        part = _unwrapped(whole)
        parts = _list(part)
        if parts and isinstance(part, dict):
            shared = {name: part[name] for name in _SHARED if isinstance(part.get(name), str)}
            for index, segment in enumerate(parts):
                entry = _entry(f"{place}: entry {index}", segment)
                yield Entry(entry.place, {**shared, **entry.fields, _OBJECT: number})
        else:
            yield _entry(place if ":" in place.removeprefix(source.name) else f"{place}: entry {number}", part)


def _has_words(entry: Entry) -> bool:
    text = entry.first(_TEXTS)
    return not isinstance(text, str) or bool(text.strip())


def _document(key: _Key, entries: Sequence[Entry], source: Source) -> Document:
    _, name, day = key
    starts = [_start(entry) for entry in entries]
    if _are_milliseconds(entries, starts):
        starts = [seconds(start, 1000) for start in starts]
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


def _are_milliseconds(entries: Sequence[Entry], starts: Sequence[float | None]) -> bool:
    """Whether times that are all whole numbers are too far apart for seconds.

    The words before the last time are those said between the first and the last.
    """
    if not all(isinstance(entry.first(_TIMES), int | None) for entry in entries):
        return False
    texts = (text for entry in entries[:-1] if isinstance(text := entry.first(_TEXTS), str))
    words = sum(text.count(" ") + 1 for text in texts)
    return words >= LEAST_WORDS and is_slow(starts, words)


def _segments(entries: Iterable[Entry], starts: Iterable[float | None]) -> Iterator[Segment]:
    for entry, start in zip(entries, starts, strict=True):
        text, voice = entry.first(_TEXTS), entry.first(_SPEAKERS)
        if not isinstance(text, str | None):
            raise InputRefused(entry.place, "the words of a segment must be text; correct it.")
        if isinstance(voice, dict):
            voice = next((voice[name] for name in _NAMES if isinstance(voice.get(name), str | int)), None)
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
_OBJECT_EXAMPLE = (
    '{"title": "Talk", "sentences": [{"speaker_name": "Jane Doe", "start_time": 0.5, "text": "Hi."}]}'
)
_EXAMPLES = (
    Example("segment-list", _JSON, "lists of segments in JSON, or with one on each line", f"`{_JSON}`"),
    Example("segment-lines", _LINES),
    Example("segment-object", _OBJECT_EXAMPLE),
)
READER = Reader(
    "segment-list", 89, recognises, read, (".json", ".jsonl", ".ndjson"), {}, _EXAMPLES, is_own_parser=True
)
