"""A citation in an address, `?start=&end=&sha=`, held against what its transcript says now."""

import datetime
from collections.abc import Sequence

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TextUnknown
from search_api.quotes.quote_check import Edit, QuoteCheck, check_quote
from search_api.web.addresses import Parameters
from search_api.web.marked_text import Lit
from search_api.web.plain_words import day_in_words


class Place(msgspec.Struct, frozen=True):
    """The part of a text that is cited, and the hash of that text; None is the text as it is now."""

    start: int
    end: int
    text_sha256: str | None


class Note(msgspec.Struct, frozen=True):
    """What is to be said of a citation. `verdict` is that of the check, or "wrong" where it fits no text."""

    verdict: str
    text: str
    cited: str = ""
    diff: Sequence[Edit] = ()


class Checked(msgspec.Struct, frozen=True):
    """What is lit, and what is said of it; None where there is nothing to say."""

    lit: Lit | None = None
    note: Note | None = None


_NEVER = (
    "This address cites a passage that this transcript does not have, and never had. Check where it comes from."
)


def read_place(parameters: Parameters) -> Place | None:
    """The citation in an address; None where there is none.

    Raises:
        RequestInvalid: it is no pair of numbers.
    """
    start, end = parameters.get("start"), parameters.get("end")
    if not start and not end:
        return None
    for value in (start, end):
        if not (value and value.isascii() and value.isdigit() and len(value) < 12):
            raise RequestInvalid("start", "a citation needs start and end, both whole numbers.")
    return Place(int(start), int(end), parameters.get("sha") or None)


def checked(catalog: TranscriptReads, transcript_id: str, place: Place | None) -> Checked:
    """Whether a citation still stands, and where.

    Raises:
        TranscriptUnknown: there is no transcript of that id, and there was none.
    """
    if place is None:
        return Checked()
    try:
        check = check_quote(catalog, transcript_id, place.start, place.end, place.text_sha256)
    except (TextUnknown, RequestInvalid):
        return Checked(None, Note("wrong", _NEVER))
    return Checked(_lit(check), _note(check))


def _lit(check: QuoteCheck) -> Lit | None:
    return Lit(check.current.start, check.current.end, "cited") if check.current else None


def _note(check: QuoteCheck) -> Note | None:
    until = f" on {day_in_words(_day(check.until))}" if check.until else ""
    if check.verdict == "unchanged":
        return None
    if check.verdict == "stands":
        text = f"The transcript was revised{until}, after it was cited. The cited words still stand where they stood."
        return Note("stands", text)
    if check.verdict == "moved":
        text = f"The transcript was revised{until}, after it was cited. The cited words still stand, in another place."
        return Note("moved", text)
    if check.verdict == "removed":
        return Note(
            "removed", f"This transcript was removed{until}. It was cited with these words:", check.cited
        )
    where = "Below is what is nearest to them now:" if check.quote else "Nothing like them is left:"
    text = f"The transcript was revised{until}, and the cited words do not stand in it any more. {where}"
    return Note("changed", text, check.cited, check.diff if check.quote else ())


def _day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()
