"""Which language a text is in, by its most frequent words."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from indexer.languages import DEFAULT, languages
from indexer.languages.scripts import UNSPACED

_WORDS = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+(?:['’\-][^\W\d_{UNSPACED}]+)*")
_READ = 50_000
"""
Code points of a text that are read.
"""
_FEWEST = 8
_LEAST_SHARE = 0.05
_LEAST_ADVANTAGE = 1.5
"""
How many times more frequent than the default language's words those of another must be.
"""


def identify_language(text: str) -> str | None:
    """
    The code of the language that most of a text's function words belong to. None where none is
    clear, and where a good part of the text is in the default language: transcripts in English
    quote others, and chairs of the Irish houses are named in Irish.
    """
    counts = Counter(word.lower().replace("’", "'") for word in _WORDS.findall(text[:_READ]))
    scores: Counter[str] = Counter()
    for word, count in counts.items():
        for code in _codes_by_word().get(word, ()):
            scores[code] += count
    ranked = [*scores.most_common(2), ("", 0), ("", 0)]
    (best, most), (_, second) = ranked[0], ranked[1]
    clear = most > second and most >= max(_FEWEST, _LEAST_SHARE * counts.total())
    return best if clear and most >= _LEAST_ADVANTAGE * scores[DEFAULT] else None


@functools.cache
def _codes_by_word() -> Mapping[str, list[str]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, language in languages().items():
        for word in language.layout.function_words:
            codes[word].append(code)
    return codes
