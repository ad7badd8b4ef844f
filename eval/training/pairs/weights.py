"""What words tell: their inverse document frequency over the turns of all transcripts."""

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable

from eval.training.pairs.english import ASKING
from indexer.languages import default
from indexer.store.analysis import tantivy_analyzer

IN_ANSWER = 1.6
"""How many times more a keyword weighs that the answer holds too."""
WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\.?(?<=[\w])")


class WordWeights:
    """The weights of stems, counted over texts, from 0 to 1: a stem that occurs in one text weighs 1.

    Function words and words of asking weigh nothing.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._analyzer = tantivy_analyzer(default(), stopwords=True)
        self._asking = {stem for word in ASKING for stem in self._analyzer.analyze(word)}
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            counts.update(self.stems(text))
            number += 1
        rarest = math.log(number + 2)
        self._weights = {stem: math.log((number + 2) / count) / rarest for stem, count in counts.items()}

    def stems(self, text: str) -> set[str]:
        """The stems of a text that may be a subject."""
        return set(self._analyzer.analyze(text)) - self._asking

    def weight(self, stem: str) -> float:
        """The weight of a stem; 1 for one that was not counted."""
        return self._weights.get(stem, 1.0)

    def total(self, stems: Iterable[str]) -> float:
        """The sum of the weights of stems."""
        # In a fixed order, as sums of floats depend on it.
        return sum(self.weight(stem) for stem in sorted(stems))

    def shared(self, text: str, other: str) -> float:
        """The share of the weight of a text's stems that another text holds, from 0 to 1."""
        stems = self.stems(text)
        return self.total(stems & self.stems(other)) / max(self.total(stems), 1e-9)

    def keywords(self, text: str, count: int, answer: str) -> str:
        """The words with the highest weights, each stem once, in their order in the text.

        Words that the answer holds too weigh more: they are more likely the subject.
        """
        words: dict[str, str] = {}
        for found in WORD.findall(text):
            word = found.removesuffix("’s").removesuffix("'s")
            if word.endswith(("n’t", "n't")) or (word.endswith("ly") and word.islower()):
                continue
            for stem in self._stems_of(word)[:1]:
                words.setdefault(stem, word)
        told = self.stems(answer)
        worth = {stem: self.weight(stem) * (IN_ANSWER if stem in told else 1) for stem in words}
        kept = set(sorted(words, key=lambda stem: (-worth[stem], stem))[:count])
        return " ".join(word for stem, word in words.items() if stem in kept)

    @functools.cache  # noqa: B019 - the object lives as long as the mining
    def _stems_of(self, word: str) -> tuple[str, ...]:
        return tuple(stem for stem in self._analyzer.analyze(word) if stem not in self._asking)
