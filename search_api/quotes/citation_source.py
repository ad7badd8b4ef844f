"""What a citation is made of, read from the catalog: a turn or a part of it, as the transcript has it now."""

from urllib.parse import quote as percent

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import QuoteRevised, RequestInvalid
from indexer.export.readable import readable_quote
from indexer.stored_records import StoredTurn, TranscriptText
from search_api.contract.records import SourceRef
from search_api.quotes.citation_formats import CitationSource, Revised
from search_api.quotes.cited_quote import verify_quote
from search_api.search.turns import source_ref, speaker_ref


class CitationRequest(msgspec.Struct, frozen=True):
    """What to cite: a turn by its id, or the part of it from `start` to `end`.

    The offsets count in code points of the text with `text_sha256`, or of the current text where it is None.
    """

    turn: str
    start: int | None = None
    end: int | None = None
    text_sha256: str | None = None


def read_citation(catalog: TranscriptReads, request: CitationRequest, base: str | None) -> CitationSource:
    """The source of a citation, with the words where they are now and their current speaker.

    `base` is the address that links begin with; without it there is no link.

    Raises:
        TurnUnknown, TextUnknown: there is no such turn; the transcript never had that text.
        RequestInvalid: the part does not lie in the turn.
        QuoteRevised: the transcript does not have the words any more, so they have no speaker.
    """
    with catalog.reading():
        stored = catalog.turn(request.turn)
        heading = catalog.heading(stored.transcript)
        start, end, revised = stored.turn.start, stored.turn.end, None
        if request.start is not None or request.end is not None:
            start, end, revised = _find(catalog, stored, request)
            if revised is not None and (holder := catalog.turn_holding(heading.id, start, end)) is not None:
                # After a revision another turn may hold the words.
                stored = holder
            elif revised is not None:
                raise QuoteRevised(heading.id)
        elif request.text_sha256 not in {None, heading.text_sha256}:
            revised = "turn"
        transcript = catalog.transcript_text(heading.id)
    if start == end:
        raise RequestInvalid("turn", "the turn holds no words; there is nothing to cite.")
    source = citation_source(stored, transcript, (start, end), base)
    return msgspec.structs.replace(source, revised=revised)


def read_citation_at(
    catalog: TranscriptReads, transcript_id: str, place: SourceRef, base: str | None
) -> CitationSource | None:
    """The source of a citation of a place in the current text; None where no turn holds it whole."""
    with catalog.reading():
        stored = catalog.turn_holding(transcript_id, place.start, place.end)
        if stored is None:
            return None
        transcript = catalog.transcript_text(transcript_id)
    return citation_source(stored, transcript, (place.start, place.end), base)


def citation_source(
    stored: StoredTurn, transcript: TranscriptText, span: tuple[int, int], base: str | None
) -> CitationSource:
    """The source of a citation of a span of a transcript's text, within a turn."""
    heading, place = transcript.heading, source_ref(stored, transcript, span)
    return CitationSource(
        words=readable_quote(transcript.text, span, heading.format),
        speaker=speaker_ref(stored),
        turn=stored.turn.ordinal,
        place=place,
        heading=heading,
        link=f"{base.rstrip('/')}{permalink(stored, place)}" if base else None,
    )


def permalink(stored: StoredTurn, place: SourceRef) -> str:
    """The path of our page that shows a quote, and that reports where the text was revised since."""
    query = f"start={place.start}&end={place.end}&sha={place.text_sha256}"
    return f"/t/{percent(stored.transcript, safe='')}?{query}#turn-{stored.turn.ordinal}"


def _find(
    catalog: TranscriptReads, stored: StoredTurn, request: CitationRequest
) -> tuple[int, int, Revised | None]:
    """Where the cited part of a turn is now: start, end, and what became of it where the text was revised."""
    start, end = request.start, request.end
    if start is None or end is None:
        raise RequestInvalid("start" if start is None else "end", "give both start and end, or neither.")
    check = verify_quote(catalog, stored.transcript, start, end, request.text_sha256)
    if not check.stands or check.current is None:
        raise QuoteRevised(stored.transcript)
    if not check.text_unchanged:
        return check.current.start, check.current.end, "moved" if check.verdict == "moved" else "stands"
    if not stored.turn.start <= start < end <= stored.turn.end:
        raise RequestInvalid(
            "start", f"the turn begins at {stored.turn.start} and ends at {stored.turn.end}; give a part of it."
        )
    return start, end, None
