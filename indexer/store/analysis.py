"""How text is cut into words for matching: one analysis for passages and for questions.

Words are what Tantivy's simple tokenizer cuts, in lower case, without accents, as English stems. Text without spaces
has no such words: it is cut into all pairs of neighbouring characters, as in Lucene's CJKAnalyzer. A passage also holds
the single characters, so that a question of one character finds it. Dictionaries would give truer words, but only one
language each, at 10 to 100 MB; and a phrase that is in a passage would not be found where the two are cut differently.
"""

import re
import unicodedata
from typing import Any

import tantivy

from indexer.scripts import UNSPACED

ANALYSIS = 2
"""Counted up whenever the words of a text change: an index that holds others is derived anew when it is opened."""

_RUN = re.compile(f"[{UNSPACED}]+")
_FORMS = re.compile(f"[{UNSPACED}\u1100-\u11ff\uff00-\uffef]+")
"""What is brought into one form first: half and full width, marks behind their letters, parts of Hangul syllables."""
_SILENT = re.compile(
    "[\u0e47-\u0e4c\u0e4e\u0ec8-\u0ecc\u0ece\u1037\u1039\u103a\u17c9-\u17d3\u17dd\u3099\u309a]"
)
"""Tones and like marks, which match as accents do: not at all."""


class Analyzer:
    """Cuts texts into stems; safe to share between threads."""

    def __init__(self) -> None:
        self._every = tantivy_analyzer()
        self._content = tantivy_analyzer(stopwords=True)

    def stems(self, text: str) -> list[str]:
        """The stems of all words of a passage."""
        return list(self._every.analyze(spaced(text, singles=True)))

    def content_stems(self, text: str, *, singles: bool = False) -> list[str]:
        """The stems of a question without function words; all of them where nothing else is left.

        With `singles`, those of a passage.
        """
        words = spaced(text, singles=singles)
        return list(self._content.analyze(words) or self._every.analyze(words))


def spaced(text: str, *, singles: bool) -> str:
    """A text with blanks around all pairs of characters that are written without; other text as it is.

    With `singles`, the characters stand there by themselves too; one that stands alone always does.
    """
    if text.isascii():
        return text
    folded = _FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return _RUN.sub(lambda run: f" {' '.join(_grams(_SILENT.sub('', run[0]), singles=singles))} ", folded)


def _grams(run: str, *, singles: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*run, *pairs] if singles or not pairs else pairs


def tantivy_analyzer(*, stopwords: bool = False) -> Any:
    """What cuts text that is `spaced`."""
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
