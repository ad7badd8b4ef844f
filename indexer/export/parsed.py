"""What `onrecord parse --json` prints; the shape is the contract's."""

import datetime

import msgspec

from indexer.model import Evidence, Kind, Role, Status, Transcript


class ParsedTurn(msgspec.Struct, frozen=True):
    """A turn as parse shows it. `candidates` is empty unless the status is ambiguous."""

    ordinal: int
    label: str
    name: str | None
    status: Status
    role: Role
    evidence: Evidence | None
    start: int
    end: int
    text: str
    candidates: tuple[str, ...]


class ParsedOutside(msgspec.Struct, frozen=True):
    """Text that is no turn's, and what it is."""

    kind: Kind
    start: int
    end: int
    text: str


class Parsed(msgspec.Struct, frozen=True):
    """A transcript as parse shows it."""

    id: str
    title: str | None
    date: datetime.date | None
    url: str | None
    format: str
    language: str | None
    text_sha256: str
    turns: tuple[ParsedTurn, ...]
    warnings: tuple[str, ...]
    outside: tuple[ParsedOutside, ...]


def parsed(transcript: Transcript) -> Parsed:
    """A transcript in the shape of parse."""
    return Parsed(
        transcript.id,
        transcript.title,
        transcript.date,
        transcript.url,
        transcript.format,
        transcript.language,
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
                transcript.text[turn.start : turn.end],
                turn.attribution.candidates,
            )
            for turn in transcript.turns
        ),
        transcript.warnings,
        tuple(
            ParsedOutside(one.kind, one.start, one.end, transcript.text[one.start : one.end])
            for one in transcript.outside
        ),
    )
