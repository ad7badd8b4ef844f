"""What a citation is made of, from the catalog: a turn or a part of it, as it stands now."""

from urllib.parse import quote as percent

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import QuoteRevised, RequestInvalid
from indexer.stored_records import StoredTurn
from search_api.quotes.citation_formats import CitationSource, Revised
from search_api.quotes.quote_check import check_quote


class CitationRequest(msgspec.Struct, frozen=True):
    """What is to be cited: a turn by its id, or the part of it from `start` to `end`.

    The offsets count in code points of the text with `text_sha256`, else of the text as it is now.
    """

    turn: str
    start: int | None = None
    end: int | None = None
    text_sha256: str | None = None


def cited(catalog: TranscriptReads, citing: CitationRequest, base: str | None) -> CitationSource:
    """The words with whoever says them now, wherever they stand now; `base` is the address that links begin with.

    Raises:
        TurnUnknown, TextUnknown: there is no such turn; the transcript never had that text.
        RequestInvalid: the part does not lie in the turn.
        QuoteRevised: the words do not stand in the transcript any more, so nobody can be named for them.
    """
    stored = catalog.turn(citing.turn)
    heading = catalog.heading(stored.transcript)
    old = citing.text_sha256 not in {None, heading.text_sha256}
    start, end, revised = stored.turn.start, stored.turn.end, None
    if citing.start is not None or citing.end is not None:
        if citing.start is None or citing.end is None:
            raise RequestInvalid(
                "start" if citing.start is None else "end", "give both start and end, or neither."
            )
        start, end, revised = _place(catalog, stored, citing, citing.start, citing.end)
        stored = stored if revised is None else _holding(catalog, stored.transcript, start, end)
    elif old:
        revised = "turn"
    words = catalog.text(stored.transcript)[start:end]
    if not words:
        raise RequestInvalid("start", "the turn holds no words; there is nothing to cite.")
    attribution = stored.turn.attribution
    return CitationSource(
        words=words,
        name=attribution.name,
        label=stored.turn.label,
        status=attribution.status,
        transcript=heading.id,
        turn=stored.turn.ordinal,
        start=start,
        end=end,
        text_sha256=heading.text_sha256,
        title=heading.title,
        date=heading.date,
        venue=heading.venue,
        url=heading.url,
        link=f"{base.rstrip('/')}{permalink(stored, start, end, heading.text_sha256)}" if base else None,
        revised=revised,
    )


def permalink(stored: StoredTurn, start: int, end: int, text_sha256: str) -> str:
    """The path of our page that shows a quote, and that tells when the text was revised since."""
    place = f"start={start}&end={end}&sha={text_sha256}"
    return f"/t/{percent(stored.transcript, safe='')}?{place}#turn-{stored.turn.ordinal}"


def _place(
    catalog: TranscriptReads, stored: StoredTurn, citing: CitationRequest, start: int, end: int
) -> tuple[int, int, Revised | None]:
    check = check_quote(catalog, stored.transcript, start, end, citing.text_sha256)
    if not check.stands or check.current is None:
        raise QuoteRevised(stored.transcript)
    if not check.text_unchanged:
        return check.current.start, check.current.end, "moved" if check.verdict == "moved" else "stands"
    if not stored.turn.start <= start < end <= stored.turn.end:
        raise RequestInvalid(
            "start", f"the turn stands at {stored.turn.start} to {stored.turn.end}; give a part of it."
        )
    return start, end, None


def _holding(catalog: TranscriptReads, transcript: str, start: int, end: int) -> StoredTurn:
    """The turn in which a place lies: after a revision it need not be the one that was cited."""
    if (stored := catalog.turn_holding(transcript, start, end)) is None:
        raise QuoteRevised(transcript)
    return stored
