"""Stored turns in the shapes that answers have."""

from indexer.catalog.rows import Heading, StoredTurn
from search_api.records import SourceRef, SpeakerRef, TurnQuote, TurnRef


def turn_id(stored: StoredTurn) -> str:
    """The id of a turn: `<transcript id>:<ordinal>`."""
    return f"{stored.transcript}:{stored.turn.ordinal}"


def turn_ref(stored: StoredTurn) -> TurnRef:
    """A stored turn's id, place and role."""
    return TurnRef(turn_id(stored), stored.turn.ordinal, stored.turn.role)


def speaker_ref(stored: StoredTurn) -> SpeakerRef:
    """Who speaks a stored turn."""
    attribution = stored.turn.attribution
    return SpeakerRef(stored.speaker, attribution.name, stored.turn.label, attribution.status)


def turn_quote(stored: StoredTurn, text: str, heading: Heading) -> TurnQuote:
    """A stored turn, whole, in the shape that answers have."""
    start, end = stored.turn.start, stored.turn.end
    return TurnQuote(
        turn_ref(stored),
        speaker_ref(stored),
        text[start:end],
        SourceRef(start, end, heading.text_sha256),
    )
