"""JSON of dialogue corpora: QMSum (https://github.com/Yale-LILY/QMSum) and MediaSum
(https://github.com/zcgzcgzcg1/MediaSum).

QMSum has a list of turns, MediaSum a list of what was said and one of speakers, equally long. A transcript is an
object; files hold one, a list, or one on each line.
"""

from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.assemble import SpokenPart, field_label
from indexer.readers.json_objects import converted, document_of, first_has, json_objects
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.turns.dates import iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address


class MeetingTurn(msgspec.Struct):
    content: str
    speaker: str | int | None = None


class Meeting(msgspec.Struct):
    """A meeting of QMSum."""

    meeting_transcripts: list[MeetingTurn]


class Interview(msgspec.Struct):
    """An interview of MediaSum: `utt` is what was said."""

    utt: list[str]
    speaker: list[str | int | None]
    id: Any = None
    title: Any = None
    date: Any = None
    url: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `meeting_transcripts`, or with `utt` and `speaker`."""
    return first_has(source, "meeting_transcripts") or first_has(source, "utt", "speaker")


def read(source: Source) -> list[Document]:
    """A document for each meeting or interview, in the order of the source.

    Raises:
        InputRefused: not in the form of these corpora, without words, or with another number of speakers.
    """
    return [
        _interview(place, part, source)
        if isinstance(part, dict) and "utt" in part
        else _meeting(place, part, source)
        for place, part in json_objects(source)
    ]


def _meeting(place: str, part: object, source: Source) -> Document:
    turns = converted(part, Meeting, place, "QMSum").meeting_transcripts
    parts = (SpokenPart(field_label(turn.speaker), turn.content.strip()) for turn in turns)
    return document_of(READER.format, place, parts, source.sidecar)


def _interview(place: str, part: object, source: Source) -> Document:
    interview = converted(part, Interview, place, "MediaSum")
    said, speakers = interview.utt, interview.speaker
    if len(said) != len(speakers):
        raise InputRefused(
            place,
            f"`utt` has {len(said)} entries and `speaker` {len(speakers)}; give every utterance its speaker.",
        )
    url = _text(interview.url)
    metadata = Metadata(
        id=_text(interview.id),
        title=_text(interview.title),
        date=iso_day(_text(interview.date)),
        url=url if url and is_web_address(url) else None,
    )
    parts = (SpokenPart(field_label(label), words.strip()) for label, words in zip(speakers, said, strict=True))
    return document_of(READER.format, place, parts, merge(metadata, source.sidecar))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


_MEETING = Example(
    "qmsum",
    '{"meeting_transcripts": [{"speaker": "Jane Doe", "content": "Are the lamps on?"}]}',
    "QMSum",
    '`{"meeting_transcripts": [{"speaker": "Jane Doe", "content": "Hi."}]}`',
)
_INTERVIEW = Example(
    "mediasum",
    '{"id": "NPR-1", "date": "2016-03-08", "title": "Lamps", "utt": ["Hello."], "speaker": ["JANE DOE, HOST"]}',
    "MediaSum",
    '`{"utt": ["Hello."], "speaker": ["JANE DOE, HOST"]}`',
)
READER = Reader(
    "dialogue-corpora",
    66,
    recognises,
    read,
    (".json", ".jsonl"),
    {},
    (_MEETING, _INTERVIEW),
    is_own_parser=True,
)
