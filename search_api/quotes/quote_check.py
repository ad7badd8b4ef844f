"""Whether a quote still stands: its words beside what the transcript says now."""

import datetime
import difflib
import re
from typing import Literal, TypeAlias

import msgspec
from rapidfuzz import fuzz

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TextUnknown, TranscriptUnknown

LONGEST = 20_000
"""The most code points of a quote that can be checked."""

Verdict: TypeAlias = Literal["unchanged", "stands", "moved", "changed", "removed"]
_WORDS = re.compile(r"\s*\S+|\s+$")


class Place(msgspec.Struct, frozen=True):
    """A slice of a transcript's text as it is now, in code points."""

    start: int
    end: int
    text_sha256: str


class Edit(msgspec.Struct, frozen=True):
    """A stretch of a quote: words that were kept, taken out, or put in."""

    op: Literal["kept", "removed", "added"]
    text: str


class QuoteCheck(msgspec.Struct, frozen=True):
    """What became of a quote.

    `verdict`: the text is still the one cited (unchanged); it was revised, and the words still stand in their place
    (stands) or elsewhere (moved); they do not stand any more (changed); the transcript was removed (removed).
    `stands` sums up the first three. `quote` is what is said now where the quote belongs, and `current` where that is;
    `cited` are the words as they were cited, `until` is when they ceased to be the text, and `diff` leads from the one
    to the other.
    """

    transcript: str
    verdict: Verdict
    stands: bool
    text_unchanged: bool
    quote: str | None
    cited: str
    current: Place | None
    until: datetime.datetime | None = None
    diff: tuple[Edit, ...] = ()


def check_quote(
    catalog: TranscriptReads, transcript_id: str, start: int, end: int, text_sha256: str | None
) -> QuoteCheck:
    """Check the quote `text[start:end]` of the text with a hash; without one, of the text as it is now.

    Raises:
        TranscriptUnknown: there is no transcript of that id, and there was none.
        TextUnknown: the transcript never had that text.
        RequestInvalid: the offsets lie outside the text.
    """
    try:
        now = catalog.heading(transcript_id)
    except TranscriptUnknown:
        if not catalog.revised(transcript_id):
            raise
        now = None
    if now is not None and text_sha256 in {None, now.text_sha256}:
        cited = _slice(catalog.text(transcript_id), start, end)
        place = Place(start, end, now.text_sha256)
        return QuoteCheck(transcript_id, "unchanged", True, True, cited, cited, place)
    earlier = catalog.revision(transcript_id, text_sha256 or "")
    if earlier is None:
        raise TextUnknown(transcript_id, text_sha256)
    cited = _slice(earlier.text, start, end)
    if now is None:
        return QuoteCheck(transcript_id, "removed", False, False, None, cited, None, earlier.until)
    text = catalog.text(transcript_id)
    found = _nearest_exact(text, cited, start)
    verdict: Verdict = "changed" if found is None else "stands" if found == start else "moved"
    at, to = (found, found + len(cited)) if found is not None else nearest(text, cited)
    quote = text[at:to]
    return QuoteCheck(
        transcript_id,
        verdict,
        found is not None,
        False,
        quote or None,
        cited,
        Place(at, to, now.text_sha256) if quote else None,
        earlier.until,
        tuple(word_diff(cited, quote)),
    )


def _slice(text: str, start: int, end: int) -> str:
    if not 0 <= start < end <= len(text):
        raise RequestInvalid("end", f"the text has the offsets 0 to {len(text)}; start must lie before end.")
    if end - start > LONGEST:
        raise RequestInvalid("end", f"a quote has at most {LONGEST} characters; check it in parts.")
    return text[start:end]


def _nearest_exact(text: str, words: str, start: int) -> int | None:
    """Where the very words stand, next to where they stood; None where they do not."""
    before = text.rfind(words, 0, start + len(words))
    behind = text.find(words, start)
    found = [at for at in (before, behind) if at >= 0]
    return min(found, key=lambda at: abs(at - start), default=None)


def nearest(text: str, words: str) -> tuple[int, int]:
    """The stretch of whole words that is most like some words; empty where nothing is."""
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=50)
    if found is None:
        return 0, 0
    start, end = found.dest_start, found.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def word_diff(cited: str, quote: str) -> list[Edit]:
    """Word by word from what was cited to what is said now."""
    one, other = _WORDS.findall(cited), _WORDS.findall(quote)
    edits: list[Edit] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if op == "equal":
            edits.append(Edit("kept", "".join(one[a:b])))
            continue
        if a < b:
            edits.append(Edit("removed", "".join(one[a:b])))
        if c < d:
            edits.append(Edit("added", "".join(other[c:d])))
    return edits
