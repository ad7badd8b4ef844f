"""Transcript JSON Lines: a transcript per line, or a `.json` file with an object or a list of objects.

Readers of all other JSON are asked before this one.
"""

import datetime
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata, TimeMark
from indexer.readers.assemble import SpokenPart, assemble
from indexer.readers.exported_names import given_names
from indexer.readers.json_objects import json_objects, opens_json
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.turns.appearance import shown
from indexer.turns.layout import Example

_TALK = (
    '{"title": "Talk", "date": "2022-02-03", "turns": [{"speaker": "Q", "text": "Why?", "start_time": 1.5}]}'
)

_SHAPE = '{"turns": [{"speaker": "…", "text": "…"}]}'


class JsonTurn(msgspec.Struct, frozen=True):
    """A turn in a file; other fields are ignored.

    `times` are pairs of a code point of the text and the seconds at which the words from there on begin. Other programs
    have a field of that name, too: what it holds is ignored unless it is such a list. `name` and `evidence` are those
    of an export.
    """

    text: str
    speaker: str = ""
    start_time: float | None = None
    times: Any = None
    name: Any = None
    evidence: Any = None


class JsonTranscript(msgspec.Struct, frozen=True):
    """A transcript in a file; other fields are ignored."""

    turns: tuple[JsonTurn, ...]
    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    venue: str | None = None
    language: Any = None
    media: str | None = None


def recognises(source: Source) -> bool:
    """JSON by its first characters, or by the file's suffix, so that the refusal is about JSON."""
    return opens_json(source) or source.name.lower().endswith(READER.suffixes)


def read(source: Source) -> list[Document]:
    """A document for each transcript, in the order of the source.

    Raises:
        InputRefused: not JSON, or not a transcript; the refusal names the line and the field.
    """
    return [_document(place, part, source.sidecar) for place, part in json_objects(source)]


def _document(place: str, part: object, sidecar: Metadata) -> Document:
    if not isinstance(part, dict):
        raise InputRefused(place, 'a transcript must be an object; write {"turns": [...]}.')
    try:
        transcript = msgspec.convert(part, JsonTranscript)
    except msgspec.ValidationError as error:
        keys = shown(map(str, part), 6)
        raise InputRefused(
            place,
            f"{error}; it looks like JSON with the keys {keys or 'of an empty object'}; "
            f"write {_SHAPE} (docs/index-your-archive.md).",
        ) from error
    if transcript.id == "":
        raise InputRefused(place, "the id is empty; give an id or leave it out.")
    if not transcript.turns:
        raise InputRefused(place, "the transcript has no turns; give it at least one or leave it out.")
    if any("\0" in turn.text + turn.speaker for turn in transcript.turns):
        raise InputRefused(place, "a turn holds a null character, which is not text; remove it.")
    parts = (
        SpokenPart(turn.speaker, turn.text, turn.start_time, times=_times(turn)) for turn in transcript.turns
    )
    metadata = Metadata(
        transcript.id,
        transcript.title,
        transcript.date,
        transcript.url,
        transcript.venue,
        language_code(transcript.language),
        transcript.media,
        speaker_map=given_names((turn.speaker, turn.name, turn.evidence) for turn in transcript.turns),
    )
    return assemble(READER.format, parts, merge(metadata, sidecar))


def _times(turn: JsonTurn) -> tuple[TimeMark, ...]:
    try:
        marks = msgspec.convert(turn.times or [], tuple[TimeMark, ...])
    except msgspec.ValidationError:
        return ()
    return tuple(mark for mark in marks if 0 <= mark.start < len(turn.text))


_EXAMPLES = (
    Example(
        "transcript-json",
        _TALK,
        "transcript JSON Lines, or a `.json` file with one object or a list",
        '`{"title": "…", "turns": [{"speaker": "Q", "text": "Why?", "start_time": 1.5}]}`',
    ),
    Example("json-lines", f"{_TALK}\n{_TALK}\n"),
)
READER = Reader(
    "transcript-json",
    94,
    recognises,
    read,
    (".json", ".jsonl", ".ndjson"),
    {"application/json": ".json", "application/x-ndjson": ".jsonl"},
    _EXAMPLES,
    is_own_parser=True,
)
