"""How text is cut into words for matching: the same analysis for passages and for questions.

Words are what Tantivy's simple tokenizer cuts, in lower case, without accents, as stems of the transcript's language.
Text without spaces has no such words: it is cut into all pairs of adjacent characters, as in Lucene's CJKAnalyzer.
A passage also holds the single characters, so that a question of one character finds it. Dictionaries would give
better words, but only one language each, at 10 to 100 MB; and a phrase would not be found in a passage where the two
are cut differently.
"""

import functools
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from indexer.languages import default, language_of
from indexer.languages.language import Language, MatchingWords
from indexer.languages.scripts import UNSPACED

ANALYSIS = 2
"""The version of the analysis: an index with words of another version is rebuilt when it is opened."""
EXACT_ANALYSIS = 1
"""The same of the analysis of exact words."""

SHORTEST_SPELLING = 4
"""Shorter words are not kept as they are spelled: any has another that differs by a letter."""

_RUN = re.compile(f"[{UNSPACED}]+")
_FORMS = re.compile(f"[{UNSPACED}\u1100-\u11ff\uff00-\uffef]+")
"""The text that is normalized first: half and full width, marks after their letters, parts of Hangul syllables."""
_SILENT = re.compile(
    "[\u0e47-\u0e4c\u0e4e\u0ec8-\u0ecc\u0ece\u1037\u1039\u103a\u17c9-\u17d3\u17dd\u3099\u309a]"
)
"""Tones and similar marks, which are ignored in matching, as accents are."""


class Analyzer:
    """Cuts texts into stems; safe to share between threads.

    A passage has the stems of its own language. A question has those of all `languages`, which are the index's.
    """

    def __init__(self, languages: Sequence[Language] = ()) -> None:
        self._languages = tuple(dict.fromkeys(map(_matched_as, languages))) or (default(),)
        self._first_content = tantivy_analyzer(self._languages[0], stopwords=True)
        self._first_all = tantivy_analyzer(self._languages[0])

    def stems(self, text: str, code: str | None = None) -> list[str]:
        """The stems of all words of a passage in the language of a code."""
        return list(tantivy_analyzer(_matched_as(language_of(code))).analyze(spaced(text, singles=True)))

    def content_stems(self, text: str, *, singles: bool = False) -> list[str]:
        """The stems of a question without function words; all stems where only function words are left.

        With `singles`, those of a passage. Where the index has several languages, the function words are those of the
        one that has most of them in the text, and each other word has the stem of every language.
        """
        words = spaced(text, singles=singles)
        if len(self._languages) == 1:
            return list(self._first_content.analyze(words) or self._first_all.analyze(words))
        without_function_words: list[list[str]] = [
            tantivy_analyzer(language, stopwords=True, stemmed=False).analyze(words)
            for language in self._languages
        ]
        # `min` takes the first of equals: the default language before others.
        fewest = min(without_function_words, key=len)
        content = " ".join(fewest) or words
        return [stem for language in self._languages for stem in tantivy_analyzer(language).analyze(content)]


def spellings(text: str) -> set[str]:
    """The distinct words of a text that have a spelling, not stemmed: of letters alone, in lower case, without accents.

    Words of scripts without spaces have none, nor have those of fewer than `SHORTEST_SPELLING` letters.
    """
    return {word for word in exact_words(text) if is_spelling(word)}


def is_spelling(word: str) -> bool:
    """Whether a word of `exact_words` has a spelling: it has letters alone, `SHORTEST_SPELLING` or more."""
    return len(word) >= SHORTEST_SPELLING and word.isalpha() and not _RUN.search(word)


def add_words(document: Any, field: str, text: str, code: str | None) -> None:
    """Add a passage's stems in the language of a code to a Tantivy document.

    The field's own analyzer must be the default language's, which takes half the time of adding tokens.
    """
    words, language = spaced(text, singles=True), _matched_as(language_of(code))
    if language is default():
        document.add_text(field, words)
    else:
        document.add_pre_tokenized_text(field, tantivy_analyzer(language).pre_tokenize(words))


def _matched_as(language: Language) -> Language:
    """The language by whose stemmer and function words another's words are matched: the default where it has none."""
    return default() if language.matching is None else language


def spaced(text: str, *, singles: bool) -> str:
    """A text with spaces around all pairs of characters of scripts without spaces; other text unchanged.

    With `singles`, each character is added too; a character that is alone in its run always is.
    """
    if text.isascii():
        return text
    folded = _FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return _RUN.sub(lambda run: f" {' '.join(_grams(_SILENT.sub('', run[0]), singles=singles))} ", folded)


def _grams(run: str, *, singles: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*run, *pairs] if singles or not pairs else pairs


def exact_words(text: str) -> list[str]:
    """The words of a text in sequence, none left out, as they are matched before the text itself is compared.

    They are in lower case and without accents, but no stems. Each character of text without spaces is a word.
    """
    return list(exact_analyzer().analyze(exact_spaced(text)))


def exact_spaced(text: str) -> str:
    """A text as `exact_analyzer` reads it: composed, with spaces around each character of scripts without spaces."""
    if text.isascii():
        return text
    folded = _FORMS.sub(lambda run: unicodedata.normalize("NFKC", run[0]), unicodedata.normalize("NFC", text))
    return _RUN.sub(lambda run: f" {' '.join(_SILENT.sub('', run[0]))} ", folded)


@functools.cache
def exact_analyzer() -> Any:
    """Tantivy's analyzer of exact words, the same for all languages. No word is too long: positions count all."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


def stem_hash(stem: str) -> int:
    """The CRC-32 of a stem: of a billion pairs of a passage's stems a few share one."""
    return zlib.crc32(stem.encode())


def stem_hashes(stems: Iterable[str]) -> npt.NDArray[np.uint32]:
    """The hashes of stems: uint32, shape (n,)."""
    return np.array([stem_hash(stem) for stem in stems], np.uint32)


@functools.cache
def tantivy_analyzer(language: Language, *, stopwords: bool = False, stemmed: bool = True) -> Any:
    """Tantivy's analyzer of a language, for text that is `spaced`; with `stopwords`, function words are removed."""
    matching = language.matching or MatchingWords()
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stopwords and matching.function_words:
        builder = builder.filter(tantivy.Filter.stopword(matching.function_words))
    if stopwords:
        builder = builder.filter(tantivy.Filter.custom_stopword(list(matching.question_words)))
    if stemmed and matching.stemmer:
        builder = builder.filter(tantivy.Filter.stemmer(matching.stemmer))
    return builder.build()
