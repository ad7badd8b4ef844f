"""How an index speaks of a word: whether people mention somebody of that name, and whether it is written as a name.

No list of names knows who is spoken of. The passages do: a person is called by a title or a given name, "President
Putin", "Vladimir Putin"; a place or a group by neither.
"""

import re
from collections import Counter
from collections.abc import Callable

import msgspec

from indexer.languages.language import Language
from indexer.store.analysis import Analyzer
from indexer.store.protocol import RetrievalStore
from search_api.questions.people import People

TextsOf = Callable[[list[int]], list[str]]
"""The texts of passages by their keys."""

_SAMPLE = 24
"""How many passages are read, evenly from all that hold a word."""
_LEAST_CALLED = 0.12
_LEAST_PAIRED = 0.3
_MOST_PLACED = 0.1
_LEAST_CAPITALISED = 0.8
_BEFORE = r"(?:(?P<before>[^\W\d_][\w'’-]*\.?)[ \xa0]+)?"


class NameEvidence(msgspec.Struct, frozen=True):
    """How often a word stands in a sample of passages, and how often so: with a capital, after a title or given name,
    after a word that comes before places and groups, and after the capitalised word that most often comes before it.
    """

    times: int = 0
    capitalised: int = 0
    called: int = 0
    placed: int = 0
    paired: int = 0

    @property
    def is_person(self) -> bool:
        """Whether it is the name of somebody who is spoken of."""
        return self.is_name and self.called >= max(_LEAST_CALLED * self.times, 1) and self.called > self.placed

    @property
    def is_paired(self) -> bool:
        """Whether it may be the surname in a name that is no known one: "Elon Musk"."""
        return (
            self.is_name
            and self.paired >= max(_LEAST_PAIRED * self.times, 1)
            and self.placed <= _MOST_PLACED * self.times
        )

    @property
    def is_name(self) -> bool:
        """Whether it is written as the name of a person, place or thing."""
        return self.times > 0 and self.capitalised >= _LEAST_CAPITALISED * self.times


class Names(msgspec.Struct, frozen=True):
    """Reads passages that hold a word."""

    store: RetrievalStore
    analyzer: Analyzer
    texts_of: TextsOf
    people: People

    def evidence(self, word: str, language: Language) -> NameEvidence:
        """How an index speaks of a word, in a language."""
        stems = self.analyzer.content_stems(word)[:1]
        keys = sorted(self.store.holders(stems).keys.tolist()) if stems else []
        sample = keys[:: max(1, len(keys) // _SAMPLE)][:_SAMPLE]
        pattern = re.compile(rf"{_BEFORE}\b(?P<word>{re.escape(word)})(?!\w)", re.IGNORECASE)
        found = [match for text in self.texts_of(sample) for match in pattern.finditer(text)] if sample else []
        before = [match["before"] or "" for match in found]
        pairs = Counter(each for each in before if each[:1].isupper())
        return NameEvidence(
            len(found),
            sum(match["word"][:1].isupper() for match in found),
            sum(self._calls(word_before, language) for word_before in before),
            sum(word_before.casefold() in language.introductions.before_places for word_before in before),
            max(pairs.values(), default=0),
        )

    def _calls(self, word: str, language: Language) -> bool:
        """Whether a word is a title or a given name before a person's name."""
        folded = word.rstrip(".").casefold()
        if not word[:1].isupper():
            return False
        if folded in language.labels.titles - language.labels.dependent:
            return True
        return not word.endswith(".") and (
            folded in self.people.given_names or bool(language.names.short_forms(folded))
        )
