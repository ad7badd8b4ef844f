"""Whether a transcript has some wording, to the letter."""

import re
from typing import Literal, TypeAlias

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid
from indexer.export.readable import Span, readable, readable_quote
from indexer.stored_records import TranscriptText
from search_api.contract.records import SourceRef
from search_api.quotes.cited_quote import LONGEST, Edit, nearest, word_diff
from search_api.search.turns import source_at

Verdict: TypeAlias = Literal["exact", "typography", "differs", "absent"]

# What people and programs change when they copy: blanks, quotation marks, dashes.
_ALIKE = ("'‘’ʼ", '"“”„', "-‐‑–—")
_CLASSES = {character: f"[{re.escape(alike)}]" for alike in _ALIKE for character in alike}


class Wording(msgspec.Struct, frozen=True):
    """What a transcript has of some words.

    `verdict`: it has them letter for letter (exact), in its text or as people read and copy it; except for blanks,
    quotation marks and dashes (typography); it has something that shares at least half of them (differs), and `diff` is
    the edits from the words to what people read; it has nothing like them (absent). `quote` is what the transcript has,
    `place` where, and `times` how often.
    """

    verdict: Verdict
    quote: str | None = None
    place: SourceRef | None = None
    times: int = 0
    diff: tuple[Edit, ...] = ()


def find_wording(catalog: TranscriptReads, transcript_id: str, words: str) -> Wording:
    """Look some words up in the current text of a transcript.

    Raises:
        TranscriptUnknown: there is no such transcript.
        RequestInvalid: there are no words, or too many.
    """
    wanted = words.strip()
    if not wanted:
        raise RequestInvalid("words", "there are no words to look for; give the quote.")
    if len(wanted) > LONGEST:
        raise RequestInvalid("words", f"a quote has at most {LONGEST:,} characters; check it in parts.")
    with catalog.reading():
        return _find(catalog, catalog.transcript_text(transcript_id), wanted)


def _find(catalog: TranscriptReads, transcript: TranscriptText, wanted: str) -> Wording:
    text, heading = transcript.text, transcript.heading
    shown = readable(text, (0, len(text)), heading.format)

    def found(verdict: Verdict, span: Span, times: int, diff: tuple[Edit, ...] = ()) -> Wording:
        return Wording(verdict, text[slice(*span)], source_at(catalog, transcript, span), times, diff)

    if (start := text.find(wanted)) >= 0:
        return found("exact", (start, start + len(wanted)), text.count(wanted))
    # Who copies the text with its marks copies line breaks with them, which may have changed.
    typed = readable_quote(wanted, (0, len(wanted)), heading.format)
    if typed and (start := shown.text.find(typed)) >= 0:
        return found("exact", shown.source(start, start + len(typed)), shown.text.count(typed))
    words_as_patterns = ("".join(_CLASSES.get(c, re.escape(c)) for c in word) for word in typed.split())
    matches = list(re.finditer(r"\s+".join(words_as_patterns), shown.text)) if typed else []
    if matches:
        return found("typography", shown.source(*matches[0].span()), len(matches))
    start, end = nearest(shown.text, typed)
    diff = tuple(word_diff(typed, shown.text[start:end]))
    kept = sum(len(edit.text.split()) for edit in diff if edit.op == "kept")
    if start == end or 2 * kept < len(typed.split()):
        return Wording("absent")
    return found("differs", shown.source(start, end), 0, diff)
