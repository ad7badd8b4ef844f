"""The JSON that `onrecord parse --json` prints and the HTTP API returns for a stored upload."""

import datetime

import msgspec

from indexer.model import Evidence, Kind, Role, Status, Transcript


class ParsedTurn(msgspec.Struct, frozen=True):
    """A turn. `candidates` is empty unless the status is ambiguous."""

    ordinal: int
    label: str
    name: str | None
    status: Status
    role: Role
    evidence: Evidence | None
    start: int
    end: int
    start_time: float | None
    text: str
    candidates: tuple[str, ...]


class ParsedOutside(msgspec.Struct, frozen=True):
    """Text outside all turns, and its kind."""

    kind: Kind
    start: int
    end: int
    text: str


class Parsed(msgspec.Struct, frozen=True):
    """A transcript with its turns. Offsets are code points, half-open."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    format: str
    language: str | None
    media: str | None
    text_sha256: str
    turns: tuple[ParsedTurn, ...]
    warnings: tuple[str, ...]
    outside: tuple[ParsedOutside, ...]


def parsed(transcript: Transcript) -> Parsed:
    """The record of a transcript."""
    return Parsed(
        transcript.id,
        transcript.title,
        transcript.date,
        transcript.url,
        transcript.format,
        transcript.language,
        transcript.media,
        transcript.text_sha256,
        tuple(
            ParsedTurn(
                turn.ordinal,
                turn.label,
                turn.attribution.name,
                turn.attribution.status,
                turn.role,
                turn.attribution.evidence,
                turn.start,
                turn.end,
                turn.start_time,
                transcript.text[turn.start : turn.end],
                turn.attribution.candidates,
            )
            for turn in transcript.turns
        ),
        transcript.warnings,
        tuple(
            ParsedOutside(part.kind, part.start, part.end, transcript.text[part.start : part.end])
            for part in transcript.outside
        ),
    )
