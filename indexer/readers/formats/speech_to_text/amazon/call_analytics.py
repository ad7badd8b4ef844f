"""JSON of Amazon Transcribe Call Analytics
(https://docs.aws.amazon.com/transcribe/latest/dg/tca-post-call.html): turns of an agent and a customer, which may
overlap. Roles are labels. Times are in milliseconds.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.json_objects import first_object
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.speech.documents import documents_of
from indexer.readers.speech.segments import Segment, Voice, seconds, voice_label
from indexer.readers.speech.words import Word, divided
from indexer.turns.layout import Example


class Item(msgspec.Struct, rename="pascal"):
    """A word, or a punctuation mark, which has no time."""

    content: str | None = None
    begin_offset_millis: float | None = None


class Turn(msgspec.Struct, rename="pascal"):
    """What a participant says without interruption."""

    content: str | None = None
    begin_offset_millis: float | None = None
    participant_role: Voice = None
    items: list[Item] | None = None


class File(msgspec.Struct, rename="pascal"):
    """A file: one call."""

    transcript: list[Turn]
    language_code: Any = None


def recognises(source: Source) -> bool:
    """A JSON object with `Transcript` and `Participants`, or with a role in the first turn."""
    first = first_object(source)
    turns = first.get("Transcript")
    if not isinstance(turns, list):
        return False
    return "Participants" in first or (
        bool(turns) and isinstance(turns[0], dict) and "ParticipantRole" in turns[0]
    )


def read(source: Source) -> list[Document]:
    """A document for each call.

    Raises:
        InputRefused: a field is invalid, or no turn has words.
    """
    return documents_of(
        source,
        READER.format,
        File,
        _segments,
        lambda file: Metadata(language=language_code(file.language_code)),
    )


def _segments(file: File) -> Iterator[Segment]:
    for turn in file.transcript:
        whole = Segment(
            turn.content or "", seconds(turn.begin_offset_millis, 1000), voice_label(turn.participant_role)
        )
        timed = [item for item in turn.items or () if item.begin_offset_millis is not None]
        yield from divided(
            whole, [Word(item.content or "", seconds(item.begin_offset_millis, 1000)) for item in timed]
        )


_JSON = '{"Participants": [], "Transcript": [{"ParticipantRole": "AGENT", "BeginOffsetMillis": 40, "Content": "Hi."}]}'
_EXAMPLE = Example("aws-call-analytics", _JSON, "AWS Call Analytics", f"`{_JSON}`")
READER = Reader("aws-call-analytics", 74, recognises, read, (".json",), {}, (_EXAMPLE,), is_own_parser=True)
