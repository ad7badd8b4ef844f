"""Whether some wording stands in a transcript, to the letter."""

import re
from typing import Literal, TypeAlias

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import RequestInvalid
from search_api.quotes.quote_check import LONGEST, Edit, Place, nearest, word_diff

Verdict: TypeAlias = Literal["exact", "typography", "differs", "absent"]

# What people and programs change when they copy: blanks, quotation marks, dashes.
_ALIKE = ("'‘’ʼ", '"“”„', "-‐‑–—")
_CLASSES = {character: f"[{re.escape(alike)}]" for alike in _ALIKE for character in alike}


class Wording(msgspec.Struct, frozen=True):
    """What became of some words.

    `verdict`: they stand in the transcript letter for letter (exact); but for blanks, quotation marks and dashes
    (typography); something that shares half of them stands there (differs), and `diff` leads to it from the words;
    nothing does (absent). `quote` is what the transcript has, `place` where, and `times` how often.
    """

    verdict: Verdict
    quote: str | None
    place: Place | None
    times: int = 0
    diff: tuple[Edit, ...] = ()


def find_wording(catalog: TranscriptReads, transcript_id: str, words: str) -> Wording:
    """Look some words up in a transcript as it is now.

    Raises:
        TranscriptUnknown: there is no such transcript.
        RequestInvalid: there are no words, or too many.
    """
    wanted = words.strip()
    if not wanted:
        raise RequestInvalid("words", "there are no words to look for; give the quote.")
    if len(wanted) > LONGEST:
        raise RequestInvalid("words", f"a quote has at most {LONGEST} characters; check it in parts.")
    text, digest = catalog.text(transcript_id), catalog.heading(transcript_id).text_sha256
    at = text.find(wanted)
    if at >= 0:
        place = Place(at, at + len(wanted), digest)
        return Wording("exact", wanted, place, text.count(wanted))
    found = list(re.finditer(r"\s+".join(map(_pattern, wanted.split())), text))
    if found:
        place = Place(found[0].start(), found[0].end(), digest)
        return Wording("typography", found[0][0], place, len(found))
    start, end = nearest(text, wanted)
    quote = text[start:end]
    diff = tuple(word_diff(wanted, quote))
    kept = sum(len(edit.text.split()) for edit in diff if edit.op == "kept")
    if 2 * kept < len(wanted.split()):
        return Wording("absent", None, None)
    return Wording("differs", quote, Place(start, end, digest), 0, diff)


def _pattern(word: str) -> str:
    return "".join(_CLASSES.get(character, re.escape(character)) for character in word)
