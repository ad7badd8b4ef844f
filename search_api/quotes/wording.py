"""Whether a transcript has some wording, to the letter."""

import re
from typing import Literal, TypeAlias

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid
from search_api.contract.records import SourceRef
from search_api.quotes.quote_check import LONGEST, Edit, nearest, word_diff

Verdict: TypeAlias = Literal["exact", "typography", "differs", "absent"]

# What people and programs change when they copy: blanks, quotation marks, dashes.
_ALIKE = ("'‘’ʼ", '"“”„', "-‐‑–—")
_CLASSES = {character: f"[{re.escape(alike)}]" for alike in _ALIKE for character in alike}


class Wording(msgspec.Struct, frozen=True):
    """What a transcript has of some words.

    `verdict`: it has them letter for letter (exact); except for blanks, quotation marks and dashes (typography); it has
    something that shares at least half of them (differs), and `diff` is the edits from the words to it; it has nothing
    like them (absent). `quote` is what the transcript has, `place` where, and `times` how often.
    """

    verdict: Verdict
    quote: str | None
    place: SourceRef | None
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
        text, digest = catalog.text(transcript_id), catalog.heading(transcript_id).text_sha256
    start = text.find(wanted)
    if start >= 0:
        place = SourceRef(start, start + len(wanted), digest)
        return Wording("exact", wanted, place, text.count(wanted))
    words_as_patterns = ("".join(_CLASSES.get(c, re.escape(c)) for c in word) for word in wanted.split())
    matches = list(re.finditer(r"\s+".join(words_as_patterns), text))
    if matches:
        place = SourceRef(matches[0].start(), matches[0].end(), digest)
        return Wording("typography", matches[0][0], place, len(matches))
    start, end = nearest(text, wanted)
    quote = text[start:end]
    diff = tuple(word_diff(wanted, quote))
    kept = sum(len(edit.text.split()) for edit in diff if edit.op == "kept")
    if 2 * kept < len(wanted.split()):
        return Wording("absent", None, None)
    return Wording("differs", quote, SourceRef(start, end, digest), 0, diff)
