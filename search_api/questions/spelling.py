"""Misspelt words of a topic: which word of the index is meant by one that the index lacks.

The words of passages are the vocabulary, so that names and terms of the trade count. A word is corrected only where
one word of the index fits far better than any other: by the distance of Damerau and Levenshtein (rapidfuzz), by how
many passages hold it, and by how many hold it together with the other words of the topic. A word that another list of
English words has is right, whatever the index holds. A wrong correction is worse than none.
"""

import functools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from importlib import metadata
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.store.analysis import SHORTEST_SPELLING, Analyzer, spellings, stem_hash, stem_hashes
from indexer.store.protocol import RetrievalStore
from search_api.contract.records import Correction
from search_api.questions.misspelt import is_slip, without_doubled
from search_api.questions.name_evidence import NameEvidence
from search_api.runtime.recent import Recent

_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w-])")
_VOWELS = frozenset("aeiouyh")
_LONGEST = 40
_LETTERS = 64
_MOST_WORDS = 6
"""How many words of a topic are looked up."""
_MOST_CANDIDATES = 8
_LONG = 8
"""From this length on two letters may be wrong, and any one."""
_LEAST_PASSAGES = 3
_COMMON = 0.03
"""Words that more passages hold tell little of others."""
_MOST_AROUND = 3
_LEAST_TOGETHER = 3
_LEAST_LIFT = 3.0
"""How many times more often than by chance a word stands with the topic's others."""
_MARGIN = 4.0
"""How many times better than the second the best word must fit."""
_PENALTY = 30.0
"""How many times rarer a word is meant for each letter that differs."""


class _Fitting(msgspec.Struct, frozen=True):
    """A word of the index for a given one: how well it fits, and how many passages hold it with the topic's others."""

    word: str
    weight: float
    together: int = 0
    lift: float = 0.0


class Spelling(msgspec.Struct, frozen=True):
    """Corrects the words of a topic by those of a store's passages."""

    store: RetrievalStore
    analyzer: Analyzer
    is_word: Callable[[str], bool] = lambda _: False
    evidence: Callable[[str], NameEvidence] = lambda _: NameEvidence()
    vocabulary: Recent[Sequence[str]] = msgspec.field(default_factory=lambda: Recent(_LETTERS))
    """The words of the index by their first letter, as far as they have been looked through: about 50 bytes each."""

    def corrected(self, topic: str, phrases: Iterable[str] = ()) -> tuple[str, tuple[Correction, ...]]:
        """A topic with its misspelt words corrected, and the corrections; exact phrases in it stay as they are."""
        quoted = [match.span() for phrase in phrases for match in re.finditer(re.escape(phrase), topic)]
        free = [
            match
            for match in _WORD.finditer(topic)
            if not any(start <= match.start() < end for start, end in quoted)
        ]
        # Most topics have only words of the language, which are right: looking up each takes 2 % of a query.
        if all(self.is_word(form) for match in free for form in spellings(match[0])):
            return topic, ()
        doubtful = [match for match in free if self._is_lacking(match[0])]
        corrections: list[Correction] = []
        parts, at = [], 0
        for match in doubtful[:_MOST_WORDS]:
            others = f"{topic[: match.start()]} {topic[match.end() :]}"
            is_name = match[0][0].isupper() and match.start() > 0
            wrong = {other[0] for other in doubtful}
            meant = self._meant(match[0], others, known_as_wrong=wrong, is_name=is_name)
            if meant is None:
                continue
            searched = meant.capitalize() if match[0][0].isupper() else meant
            corrections.append(Correction(match[0], searched))
            parts += [topic[at : match.start()], searched]
            at = match.end()
        return "".join([*parts, topic[at:]]), tuple(corrections)

    def _is_lacking(self, word: str) -> bool:
        """Whether no passage has a word, and it may be a misspelt one."""
        if not SHORTEST_SPELLING <= len(word) <= _LONGEST or word.isupper():
            return False
        spelled = spellings(word)
        return bool(spelled) and not any(given in self.store.spellings(given) for given in spelled)

    def _meant(self, word: str, others: str, known_as_wrong: set[str], *, is_name: bool) -> str | None:
        (given,) = spellings(word)
        if self.is_word(given):
            return None
        context = [
            stem for other in _WORD.findall(others) if other not in known_as_wrong for stem in self._stem(other)
        ]
        # Another form of the word occurs: "lones" may be the plural of "lone".
        occurs = any(self.store.document_shares(self._stem(given)))
        return self._best(given, context, certain=not occurs, is_name=is_name)

    def _stem(self, word: str) -> list[str]:
        return self.analyzer.content_stems(word)

    def _best(self, given: str, context: Sequence[str], *, certain: bool, is_name: bool) -> str | None:
        near = self._near(given)
        # What others of the topic say is looked up only where the words themselves do not decide.
        best = self._clear(near)
        if (
            best
            and certain
            and is_likely(given, best.word)
            and (not is_name or self._is_name(given, best.word))
        ):
            return best.word
        # "Kang" is no misspelt "king", nor "Kerrey" the one Kerry of whom somebody speaks.
        best = self._clear(self._together(near, context))
        return best.word if best and self._is_backed(given, best, certain=certain) else None

    def _clear(self, fitting: Sequence[_Fitting]) -> _Fitting | None:
        """The word that fits far better than any of another stem."""
        best = max(fitting, key=lambda each: (each.weight, each.word), default=None)
        if best is None:
            return None
        rivals = [other.weight for other in fitting if self._stem(other.word) != self._stem(best.word)]
        return best if best.weight >= _MARGIN * max(rivals, default=0.0) else None

    def _is_backed(self, given: str, best: _Fitting, *, certain: bool) -> bool:
        """Whether the other words of the topic tell that a word is meant, although it may be another misspelt one."""
        near = OSA.distance(given, best.word) == 1 or len(given) >= _LONG
        if certain and near:
            return best.together >= _LEAST_TOGETHER and best.lift >= _LEAST_LIFT
        return best.together >= 4 * _LEAST_TOGETHER and best.lift >= 2 * _LEAST_LIFT

    def _is_name(self, given: str, word: str) -> bool:
        """Whether a name is another but for a slip: for a person's, other names are as near."""
        if OSA.distance(given, word) > 1:
            return False
        evidence = self.evidence(word)
        return evidence.is_name and (not evidence.is_person or without_doubled(given) == without_doubled(word))

    def _near(self, given: str) -> list[_Fitting]:
        """The words that may be meant, by their distance and how many passages hold them."""
        first = given[:1]
        words = self.vocabulary.get(first, lambda: self.store.spellings(first))
        near = process.extract(given, words, scorer=OSA.distance, score_cutoff=2, limit=None)
        stems = {word: stem[0] for word, _, _ in near if (stem := self._stem(word))}
        shares = self._shares(list(stems.values()))
        passages = self.store.count()
        # Shares may be off by one passage.
        least = (min(_LEAST_PASSAGES, max(passages // 100, 1)) - 0.5) / max(passages, 1)
        fitting = [
            _Fitting(
                word, math.sqrt(shares[stems[word]] * passages) * _PENALTY ** -_letters(given, word, distance)
            )
            for word, distance, _ in near
            if word in stems and shares[stems[word]] >= least and not _is_derived(given, word)
        ]
        return sorted(fitting, key=lambda each: (-each.weight, each.word))[:_MOST_CANDIDATES]

    def _shares(self, stems: Sequence[str]) -> dict[str, float]:
        distinct = list(dict.fromkeys(stems))
        return dict(zip(distinct, self.store.document_shares(distinct), strict=True))

    def _together(self, near: Sequence[_Fitting], context: Sequence[str]) -> list[_Fitting]:
        """The same words, by how many passages hold them together with the rarest words of the context, too."""
        of_context = self._shares(context)
        around = sorted((stem for stem in of_context if of_context[stem]), key=lambda stem: of_context[stem])
        around = [stem for stem in around if of_context[stem] <= _COMMON][:_MOST_AROUND]
        keys = np.sort(self.store.holders(around).keys)
        if not len(keys):
            return []
        stems = [self._stem(each.word)[0] for each in near]
        bits = self.store.windows(keys, 0, stems=stems).stem_bits
        shares = self._shares(stems)
        found: list[_Fitting] = []
        for number, each in enumerate(near):
            both = 0 if stems[number] in around else int(((bits >> number) & 1).sum())
            lift = both / (shares[stems[number]] * len(keys))
            found.append(_Fitting(each.word, each.weight * (1 + lift * lift), both, lift))
        return found


def _letters(given: str, word: str, distance: float) -> float:
    """How many letters are wrong; a slip of the pen or ear counts as half of those."""
    alike = is_slip(given, word) or _consonants(given) == _consonants(word)
    return distance / 2 if alike else distance


def _consonants(word: str) -> str:
    return word[0] + "".join(letter for letter in without_doubled(word[1:]) if letter not in _VOWELS)


def _is_derived(given: str, word: str) -> bool:
    """Whether a word is made of another by an ending: "designee" is no misspelt "design"."""
    return given.startswith(word) and len(given) - len(word) > 1


def is_likely(given: str, word: str) -> bool:
    """Whether a word may be meant by one that nobody has, whatever else is asked."""
    distance = OSA.distance(given, word)
    if is_slip(given, word):
        return len(given) > SHORTEST_SPELLING
    return len(given) >= (_LONG - 1 if distance == 1 else _LONG)


@functools.cache
def _english() -> npt.NDArray[np.uint32]:
    """The hashes of the words of symspellpy's list, ascending: a twentieth of the memory of the words."""
    # Found without importing the package, which is kept for its list.
    path = metadata.distribution("symspellpy").locate_file("symspellpy/frequency_dictionary_en_82_765.txt")
    lines = Path(str(path)).read_text("utf-8").lstrip("\ufeff").splitlines()
    return np.sort(stem_hashes(line.partition(" ")[0] for line in lines))


def is_english(word: str) -> bool:
    """Whether symspellpy's list of 82,765 English words has a word in lower case."""
    hashes, given = _english(), stem_hash(word)
    at = int(np.searchsorted(hashes, given))
    return at < len(hashes) and int(hashes[at]) == given
