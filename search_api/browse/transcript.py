"""A transcript: its text, a page of its turns, a single turn, and the turns next to it."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.model import NonSpeech, Transcript
from indexer.stored_records import Heading, StoredTurn, TranscriptText
from search_api.contract.bounds import check_limit
from search_api.contract.cursor import decode_place, encode_place
from search_api.contract.records import TranscriptRef, TurnQuote
from search_api.search.turns import TURNS_A_PAGE, turn_quote


class _NextPage(msgspec.Struct, frozen=True):
    """The ordinal of the first turn of a page; the bound is below SQLite's largest integer."""

    first: Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


class TranscriptAnswer(Heading, frozen=True):
    """A transcript's metadata and a page of its turns, of which it has `turn_count`."""

    turn_count: int
    turns: tuple[TurnQuote, ...]
    next_cursor: str | None
    warnings: tuple[str, ...] = ()


class TurnAnswer(TurnQuote, frozen=True, kw_only=True):
    """A turn, whole, with the event that it belongs to."""

    transcript: TranscriptRef


class TurnsPage(TranscriptText, frozen=True, kw_only=True):
    """Consecutive turns of a transcript, in order, with the metadata and the text."""

    turns: Sequence[StoredTurn]


class ScriptPage(TurnsPage, frozen=True, kw_only=True):
    """A page of turns with the text before, between and after them that is not speech.

    `passages` are the places at which their passages begin, ascending; empty where the transcript has no times.
    """

    outside: Sequence[NonSpeech]
    passages: Sequence[int]


class TranscriptPage(TurnsPage, frozen=True, kw_only=True):
    """A page of turns with the transcript's number of turns, and the cursor of the next page."""

    turn_count: int
    next_cursor: str | None
    warnings: tuple[str, ...] = ()

    def quotes(self) -> tuple[TurnQuote, ...]:
        """The turns in the shape of answers."""
        return tuple(turn_quote(turn, self) for turn in self.turns)

    def answer(self) -> TranscriptAnswer:
        """The page in the shape of answers."""
        return TranscriptAnswer(
            **msgspec.structs.asdict(self.heading),
            turn_count=self.turn_count,
            turns=self.quotes(),
            next_cursor=self.next_cursor,
            warnings=self.warnings,
        )

    def transcript(self) -> Transcript:
        """The transcript with the turns of this page alone."""
        fields = msgspec.structs.asdict(self.heading)
        del fields["text_sha256"]
        turns = tuple(stored.turn for stored in self.turns)
        times = self.times.within(turns[0].start, turns[-1].end) if turns else ()
        return Transcript(**fields, text=self.text, turns=turns, times=times)


def read_page(catalog: TranscriptReads, transcript_id: str, limit: int, cursor: str | None) -> TranscriptPage:
    """Up to `limit` turns of a transcript, from its first turn or from where a cursor points.

    Raises:
        TranscriptUnknown: no transcript has that id.
        RequestInvalid: the limit is out of bounds, or the cursor is damaged or of another state of the transcript.
    """
    check_limit(limit, TURNS_A_PAGE)
    with catalog.reading():
        transcript = catalog.transcript_text(transcript_id)
        # A cursor is bound to the state of the transcript, so that turns of two states are never joined.
        state = (transcript_id, catalog.record_sum(transcript_id))
        first = 0 if cursor is None else decode_place(state, cursor, _NextPage).first
        turns = catalog.turns_of(transcript_id, range(first, first + limit))
        count = catalog.turn_count(transcript_id)
        warnings = catalog.warnings(transcript_id)
    following = first + len(turns)
    next_cursor = encode_place(state, _NextPage(following)) if following < count else None
    return TranscriptPage(
        **_fields(transcript), turns=turns, turn_count=count, next_cursor=next_cursor, warnings=warnings
    )


def _fields(transcript: TranscriptText) -> dict[str, Any]:
    return {name: getattr(transcript, name) for name in TranscriptText.__struct_fields__}


def read_script(catalog: TranscriptReads, transcript: TranscriptText, ordinals: range) -> ScriptPage:
    """The turns of some ordinals, and what is not speech up to the turn after them."""
    with catalog.reading():
        # One turn more tells where the next page begins.
        turns = catalog.turns_of(transcript.heading.id, range(ordinals.start, ordinals.stop + 1))
        outside = catalog.outside(transcript.heading.id)
        passages = catalog.passage_starts(transcript.heading.id, ordinals) if len(transcript.times) else ()
    here = [stored for stored in turns if stored.turn.ordinal in ordinals]
    begin = here[0].turn.start if here and ordinals.start else 0
    end = turns[-1].turn.start if len(turns) > len(here) else len(transcript.text) + 1
    shown = tuple(part for part in outside if begin <= part.start < end)
    return ScriptPage(**_fields(transcript), turns=here, outside=shown, passages=passages)


def read_window(
    catalog: TranscriptReads, turn_id: str, before: int, after: int
) -> tuple[StoredTurn, TurnsPage]:
    """A turn, and a page with it, up to `before` turns before it and up to `after` turns after it.

    Raises:
        TurnUnknown: no turn has that id.
    """
    with catalog.reading():
        stored = catalog.turn(turn_id)
        transcript = catalog.transcript_text(stored.transcript)
        ordinal = stored.turn.ordinal
        turns = catalog.turns_of(stored.transcript, range(max(0, ordinal - before), ordinal + after + 1))
    return stored, TurnsPage(**_fields(transcript), turns=turns)


def read_turn(catalog: TranscriptReads, turn_id: str) -> TurnAnswer:
    """A turn with its event.

    Raises:
        TurnUnknown: no turn has that id.
    """
    stored, page = read_window(catalog, turn_id, 0, 0)
    quoted, heading = turn_quote(stored, page), page.heading
    event = TranscriptRef(heading.id, heading.title, heading.date, heading.url)
    return TurnAnswer(*msgspec.structs.astuple(quoted), transcript=event)
