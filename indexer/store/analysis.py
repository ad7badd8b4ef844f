"""How text is cut into words for matching: one analysis for passages and for questions.

Words are what Tantivy's simple tokenizer cuts, in lower case, without accents, as English stems. Text without spaces
has no such words: it is cut into all pairs of adjacent characters, as in Lucene's CJKAnalyzer. A passage also holds
the single characters, so that a question of one character finds it. Dictionaries would give real words, but each
for one language only, at 10 to 100 MB; and a phrase of a passage would not be found where the two are cut differently.
"""

import re
import unicodedata
import zlib
from typing import Any

import tantivy

from indexer.scripts import UNSPACED

ANALYSIS = 2
"""The version of the analysis: an index that holds words of another one is rebuilt when it is opened."""

_RUN = re.compile(f"[{UNSPACED}]+")
_FORMS = re.compile(f"[{UNSPACED}\u1100-\u11ff\uff00-\uffef]+")
"""What is normalised first: half and full width, marks after their letters, parts of Hangul syllables."""
_SILENT = re.compile(
    "[\u0e47-\u0e4c\u0e4e\u0ec8-\u0ecc\u0ece\u1037\u1039\u103a\u17c9-\u17d3\u17dd\u3099\u309a]"
)
"""Tone marks and the like, which are removed as accents are."""


class Analyzer:
    """Cuts texts into stems; safe to share between threads."""

    def __init__(self) -> None:
        self._every = tantivy_analyzer()
        self._content = tantivy_analyzer(stopwords=True)

    def stems(self, text: str) -> list[str]:
        """The stems of all words of a passage."""
        return list(self._every.analyze(spaced(text, singles=True)))

    def content_stems(self, text: str, *, singles: bool = False) -> list[str]:
        """The stems of a question without function words; all stems where only function words are left.

        With `singles`, those of a passage.
        """
        words = spaced(text, singles=singles)
        return list(self._content.analyze(words) or self._every.analyze(words))


def spaced(text: str, *, singles: bool) -> str:
    """A text with spaces around all pairs of characters of scripts without spaces; other text as it is.

    With `singles`, the single characters are added too; a run of one character is always kept.
    """
    if text.isascii():
        return text
    folded = _FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return _RUN.sub(lambda run: f" {' '.join(_grams(_SILENT.sub('', run[0]), singles=singles))} ", folded)


def _grams(run: str, *, singles: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*run, *pairs] if singles or not pairs else pairs


def stem_hash(stem: str) -> int:
    """The CRC-32 of a stem: of a billion pairs of a passage's stems a few share one."""
    return zlib.crc32(stem.encode())


def tantivy_analyzer(*, stopwords: bool = False) -> Any:
    """The analyzer for text that is `spaced`."""
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stopwords:
        builder = builder.filter(tantivy.Filter.stopword("english"))
        builder = builder.filter(tantivy.Filter.custom_stopword(list(_QUESTION_WORDS)))
    return builder.filter(tantivy.Filter.stemmer("english")).build()


_QUESTION_WORDS = """
    what who whom whose when where why how which did does do has have had is are was were be been
    will would can could should may might about say says said saying s t re ve ll d m i you he she
    we they him her them his its our your my me us any anything
""".split()
