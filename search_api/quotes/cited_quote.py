"""Whether a cited quote still stands: the cited words compared with the current transcript."""

import datetime
import difflib
import re
from typing import Literal, TypeAlias

import msgspec
from rapidfuzz import fuzz

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid, TextUnknown, TranscriptUnknown
from indexer.export.readable import Span, readable, readable_quote
from search_api.contract.records import SourceRef
from search_api.search.turns import source_at

LONGEST = 20_000
"""The most code points of a quote that can be checked."""

Verdict: TypeAlias = Literal["unchanged", "stands", "moved", "changed", "removed"]
_WORDS = re.compile(r"\s*\S+|\s+$")


class Edit(msgspec.Struct, frozen=True):
    """A stretch of a quote: words that were kept, removed or added."""

    op: Literal["kept", "removed", "added"]
    text: str


class QuoteCheck(msgspec.Struct, frozen=True):
    """What became of a quote.

    `verdict`: the text is still the cited one (unchanged); it was revised, and has the words, perhaps with other marks
    and line breaks, in the same place (stands) or in another (moved); it does not have them any more (changed); the
    transcript was removed (removed). `stands` is true for the first three. `quote` is the current text at `current`,
    the place of the quote or the nearest to it. `cited` is the words as they were cited, `until` the time at which the
    cited text was replaced, and `diff` the edits from `cited` to `quote`.
    """

    transcript: str
    verdict: Verdict
    stands: bool
    text_unchanged: bool
    quote: str | None
    cited: str
    current: SourceRef | None
    until: datetime.datetime | None = None
    diff: tuple[Edit, ...] = ()


def verify_quote(
    catalog: TranscriptReads, transcript_id: str, start: int, end: int, text_sha256: str | None
) -> QuoteCheck:
    """Verify the quote `text[start:end]` of the text with a hash; without one, of the current text.

    Raises:
        TranscriptUnknown: no transcript has or had that id.
        TextUnknown: the transcript never had that text.
        RequestInvalid: the offsets lie outside the text.
    """
    with catalog.reading():
        try:
            transcript = catalog.transcript_text(transcript_id)
        except TranscriptUnknown:
            if not catalog.revised(transcript_id):
                raise
            transcript = None
        if transcript is not None and text_sha256 in {None, transcript.heading.text_sha256}:
            words = _slice(transcript.text, start, end)
            place = source_at(catalog, transcript, (start, end))
            return QuoteCheck(transcript_id, "unchanged", True, True, words, words, place)
        earlier = catalog.revision(transcript_id, text_sha256 or "")
        if earlier is None:
            raise TextUnknown(transcript_id, text_sha256)
        cited = _slice(earlier.text, start, end)
        if transcript is None:
            return QuoteCheck(transcript_id, "removed", False, False, None, cited, None, earlier.until)
        text = transcript.text
        same = _nearest_same(text, cited, start, transcript.heading.format)
        verdict: Verdict = "changed" if same is None else "stands" if same[0] == start else "moved"
        begin, stop = same or nearest(text, cited)
        quote = text[begin:stop]
        current = source_at(catalog, transcript, (begin, stop)) if quote else None
    return QuoteCheck(
        transcript_id,
        verdict,
        same is not None,
        False,
        quote or None,
        cited,
        current,
        earlier.until,
        tuple(word_diff(cited, quote)),
    )


def _slice(text: str, start: int, end: int) -> str:
    if not 0 <= start < end <= len(text):
        raise RequestInvalid(
            "end", f"the text has the offsets 0 to {len(text)}; give a start and a larger end within them."
        )
    if end - start > LONGEST:
        raise RequestInvalid("end", f"a quote has at most {LONGEST:,} characters; check it in parts.")
    return text[start:end]


def _nearest_same(text: str, words: str, start: int, source_format: str) -> Span | None:
    """The span nearest to `start` that has exactly these words, else these words as people read them; None without."""
    if (exact := _nearest_exact(text, words, start)) is not None:
        return exact, exact + len(words)
    cited = readable_quote(words, (0, len(words)), source_format)
    shown = readable(text, (0, len(text)), source_format)
    found = _nearest_exact(shown.text, cited, shown.place(start)) if cited else None
    return None if found is None else shown.source(found, found + len(cited))


def _nearest_exact(text: str, words: str, start: int) -> int | None:
    """The offset nearest to `start` at which the text has exactly these words; None where it has them nowhere."""
    before = text.rfind(words, 0, start + len(words))
    after = text.find(words, start)
    offsets = [offset for offset in (before, after) if offset >= 0]
    return min(offsets, key=lambda offset: abs(offset - start), default=None)


def nearest(text: str, words: str) -> tuple[int, int]:
    """The stretch of whole words that resembles some words most: start and end; (0, 0) where none does."""
    alignment = fuzz.partial_ratio_alignment(words, text, score_cutoff=50)
    if alignment is None:
        return 0, 0
    start, end = alignment.dest_start, alignment.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def word_diff(cited: str, quote: str) -> list[Edit]:
    """The edits, word by word, that turn the cited words into the current ones."""
    old, new = _WORDS.findall(cited), _WORDS.findall(quote)
    edits: list[Edit] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            edits.append(Edit("kept", "".join(old[a:b])))
            continue
        if a < b:
            edits.append(Edit("removed", "".join(old[a:b])))
        if c < d:
            edits.append(Edit("added", "".join(new[c:d])))
    return edits
