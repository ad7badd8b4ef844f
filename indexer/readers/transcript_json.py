"""JSON: our own Transcript JSON Lines (one transcript a line, or a `.json` file with one object or a list of
them), and that of speech-to-text tools (see `speech_to_text`).
"""

import datetime
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.assemble import Said, assemble
from indexer.readers.source import Source, decode, merge
from indexer.readers.speech_to_text import document_of, shape_of
from indexer.surrogates import lone_surrogate

FORMAT = "transcript-json"


class JsonTurn(msgspec.Struct, frozen=True):
    """A turn as it stands in a file; fields beyond these are passed over."""

    text: str
    speaker: str = ""
    start_time: float | None = None


class JsonTranscript(msgspec.Struct, frozen=True):
    """A transcript as it stands in a file; `turns` is required."""

    turns: tuple[JsonTurn, ...]
    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    venue: str | None = None
    language: Any = None


def recognises(source: Source) -> bool:
    """JSON by its first character; a name ending in .json or .jsonl says so too, to get the right refusal."""
    head = source.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    opens = head[:1] == b"{" or (head[:1] == b"[" and head[1:].lstrip()[:1] in {b"{", b"]", b"", b"["})
    return opens or source.name.lower().endswith((".json", ".jsonl", ".ndjson"))


def read(source: Source) -> list[Document]:
    """A document a transcript, in the order of the source.

    Raises:
        InputRefused: not JSON, or not of the contract's form; names the line and the field.
    """
    text = decode(source)
    try:
        whole = msgspec.json.decode(text)
    except RecursionError as error:
        raise InputRefused(source.name, "the JSON is nested too deep for a transcript; mend it.") from error
    except msgspec.DecodeError as error:
        if fault := lone_surrogate(text):
            raise InputRefused(source.name, f"the JSON is not valid Unicode: {fault}") from error
        parts = [
            (f"{source.name}:{number}", _decode(f"{source.name}:{number}", line))
            for number, line in enumerate(text.split("\n"), start=1)
            if line.strip()
        ]
    else:
        parts = [(source.name, part) for part in (whole if isinstance(whole, list) else [whole])]
    return [
        document_of(shape, part, Source(place, source.data, source.sidecar))
        if (shape := shape_of(part))
        else _document(place, part, source.sidecar)
        for place, part in parts
    ]


def _decode(place: str, line: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputRefused(place, f"the line is not JSON ({error}); write one object a line.") from error


def _document(place: str, part: object, sidecar: Metadata) -> Document:
    if not isinstance(part, dict):
        raise InputRefused(place, 'a transcript must be an object; write {"turns": [...]}.')
    try:
        transcript = msgspec.convert(part, JsonTranscript)
    except msgspec.ValidationError as error:
        raise InputRefused(place, f"{error}; mend the field as the contract's form has it.") from error
    if transcript.id == "":
        raise InputRefused(place, "the id is empty; give one, or leave it out.")
    if not transcript.turns:
        raise InputRefused(place, "the transcript has no turns; give it at least one or leave it out.")
    if any("\0" in turn.text + turn.speaker for turn in transcript.turns):
        raise InputRefused(place, "a turn holds a null character, which is no text; remove it.")
    whole = assemble(Said(turn.speaker, turn.text, turn.start_time) for turn in transcript.turns)
    language = language_code(transcript.language)
    metadata = Metadata(
        transcript.id, transcript.title, transcript.date, transcript.url, transcript.venue, language
    )
    return Document(FORMAT, whole.text, merge(metadata, sidecar), whole.utterances, nonspeech=whole.nonspeech)
