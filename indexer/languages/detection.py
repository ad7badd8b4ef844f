"""Detecting the language of a text that does not say its own, by py3langid: in 139 languages, without other data."""

import functools
import re
from typing import Any

from indexer.languages import DEFAULT, language_code

LEAST = 400
"""Code points; shorter texts are too short to be sure."""
CONFIDENCE = 0.9
"""The least probability of the language that is found."""
_PIECE = 500
_PIECES = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = frozenset("the and that this with you have they what which there are was it is to of".split())
_ENGLISH_SHARE = 0.12
"""English transcripts have 12 to 35 of these in a hundred words; German, French, Spanish, Catalan, Galician and Slovak
ones have one at most."""


def detected_language(text: str) -> str | None:
    """The ISO 639 code of the language of a text; None if the text is short, mixed or not clearly in one language.

    Only a sample of 2,000 code points is looked at. Text that is plainly English is found by its most frequent words:
    the model takes half a second and 100 MB to load.
    """
    pieces = _pieces(text.strip())
    sample = "\n".join(pieces)
    if len(sample) < LEAST:
        return None
    words = [word.casefold() for word in _WORD.findall(sample)]
    if sum(word in _ENGLISH for word in words) > _ENGLISH_SHARE * len(words):
        return DEFAULT
    code, probability = _identifier().classify(sample)
    is_whole = all(_identifier().classify(piece)[0] == code for piece in pieces)
    return language_code(code) if is_whole and probability >= CONFIDENCE else None


def _pieces(text: str) -> list[str]:
    """Pieces of a text at equal distances."""
    length = min(_PIECE, max(LEAST // 2, len(text) // _PIECES))
    count = min(_PIECES, max(1, len(text) // length))
    step = (len(text) - length) // max(1, count - 1)
    return [text[number * step : number * step + length] for number in range(count)]


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
