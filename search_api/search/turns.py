"""Stored turns as records of answers, and their addresses."""

from urllib.parse import quote as percent

from indexer.catalog.protocol import TranscriptReads
from indexer.export.readable import readable_quote
from indexer.stored_records import StoredTurn, TranscriptText
from search_api.contract.records import SourceRef, SpeakerRef, TurnQuote, TurnRef

TURNS_A_PAGE = 500
"""The most turns of a transcript on a page."""


def turn_address(transcript_id: str, ordinal: int) -> str:
    """The path of our page with a turn; from the second page on it has a query with the turn."""
    page = f"?turn={ordinal}" if ordinal >= TURNS_A_PAGE else ""
    return f"/t/{percent(transcript_id, safe='')}{page}#turn-{ordinal}"


def turn_id(stored: StoredTurn) -> str:
    """The id of a turn: `<transcript id>:<ordinal>`."""
    return f"{stored.transcript}:{stored.turn.ordinal}"


def turn_ref(stored: StoredTurn) -> TurnRef:
    """A stored turn's id, ordinal and role."""
    return TurnRef(turn_id(stored), stored.turn.ordinal, stored.turn.role)


def speaker_ref(stored: StoredTurn) -> SpeakerRef:
    """The speaker of a stored turn."""
    attribution = stored.turn.attribution
    return SpeakerRef(stored.speaker, attribution.name, stored.turn.label, attribution.status)


def source_ref(
    stored: StoredTurn, transcript: TranscriptText, span: tuple[int, int] | None = None
) -> SourceRef:
    """The place of a span of a stored turn, else of the whole turn, and the time at which its words begin."""
    start, end = span or (stored.turn.start, stored.turn.end)
    time = transcript.times.of(transcript.text, stored.turn, start)
    return SourceRef(start, end, transcript.heading.text_sha256, time, transcript.heading.media)


def source_at(catalog: TranscriptReads, transcript: TranscriptText, span: tuple[int, int]) -> SourceRef:
    """The place of a span of a transcript, and the time at which its words begin, if a turn holds the first."""
    start, end = span
    stored = catalog.turn_holding(transcript.heading.id, start, start + 1)
    if stored is not None:
        return source_ref(stored, transcript, span)
    return SourceRef(start, end, transcript.heading.text_sha256, None, transcript.heading.media)


def turn_quote(stored: StoredTurn, transcript: TranscriptText) -> TurnQuote:
    """A stored turn, whole, as a record of answers."""
    span = stored.turn.start, stored.turn.end
    return TurnQuote(
        turn_ref(stored),
        speaker_ref(stored),
        transcript.text[slice(*span)],
        source_ref(stored, transcript),
        readable_quote(transcript.text, span, transcript.heading.format),
    )
