"""A citation in an address, `?start=&end=&sha=`, compared with the current transcript."""

import datetime
from collections.abc import Sequence

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TextUnknown
from search_api.quotes.quote_check import Edit, QuoteCheck, check_quote
from search_api.web.addresses import Parameters
from search_api.web.marked_text import Lit
from search_api.web.plain_words import day_in_words


class CitedPart(msgspec.Struct, frozen=True):
    """The cited part of a text, and the SHA-256 of that text; None is the current text."""

    start: int
    end: int
    text_sha256: str | None


class Note(msgspec.Struct, frozen=True):
    """A note about a citation. `verdict` is that of the check, or "wrong" where the citation fits no text."""

    verdict: str
    text: str
    cited: str = ""
    diff: Sequence[Edit] = ()


class CitationCheck(msgspec.Struct, frozen=True):
    """The highlighted passage and the note; None where there is nothing to highlight or to say."""

    lit: Lit | None = None
    note: Note | None = None


_NEVER = (
    "This address cites a passage that this transcript does not have, and never had. Check where it comes from."
)


def read_place(parameters: Parameters) -> CitedPart | None:
    """The citation in an address; None where it has none.

    Raises:
        RequestInvalid: start and end are not two whole numbers.
    """
    start, end = parameters.get("start"), parameters.get("end")
    if not start and not end:
        return None
    for name, value in (("start", start), ("end", end)):
        if not (value and value.isascii() and value.isdigit() and len(value) < 12):
            raise RequestInvalid(name, "a citation needs start and end; give whole numbers.")
    return CitedPart(int(start), int(end), parameters.get("sha") or None)


def check_citation(catalog: TranscriptReads, transcript_id: str, place: CitedPart | None) -> CitationCheck:
    """Whether a citation still stands, and where.

    Raises:
        TranscriptUnknown: no transcript has or had that id.
    """
    if place is None:
        return CitationCheck()
    try:
        check = check_quote(catalog, transcript_id, place.start, place.end, place.text_sha256)
    except (TextUnknown, RequestInvalid):
        return CitationCheck(None, Note("wrong", _NEVER))
    return CitationCheck(_lit(check), _note(check))


def _lit(check: QuoteCheck) -> Lit | None:
    return Lit(check.current.start, check.current.end, "cited") if check.current else None


def _note(check: QuoteCheck) -> Note | None:
    until = f" on {day_in_words(_day(check.until))}" if check.until else ""
    if check.verdict == "unchanged":
        return None
    if check.verdict == "stands":
        text = f"The transcript was revised{until}, after it was cited. The cited words still stand in their place."
        return Note("stands", text)
    if check.verdict == "moved":
        text = f"The transcript was revised{until}, after it was cited. The cited words still stand, in another place."
        return Note("moved", text)
    if check.verdict == "removed":
        return Note(
            "removed", f"This transcript was removed{until}. It was cited with these words:", check.cited
        )
    where = "The passage nearest to them now:" if check.quote else "Nothing similar is left:"
    text = f"The transcript was revised{until}, and does not have the cited words any more. {where}"
    return Note("changed", text, check.cited, check.diff if check.quote else ())


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()
