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
from indexer.store.protocol import MOST_STEMS, RetrievalStore
from search_api.questions.people import People

TextsOf = Callable[[list[int]], list[str]]
"""The texts of passages by their keys."""

_SAMPLE = 24
"""How many passages are read, in pairs, evenly from all that hold a word."""
_NEIGHBOURS = 2
_MANY = 48
"""How many are read for a post: most that hold its words do not name who holds it."""
_LEAST_CALLED = 0.12
_LEAST_PAIRED = 0.3
_MOST_PLACED = 0.1
_LEAST_CAPITALISED = 0.8
_BEFORE = r"(?:(?P<before>[^\W\d_][\w'’-]*\.?)[ \xa0]+)?"


_LEAST_HELD = 0.6
_LEAST_GIVEN = 0.8
_CAPITALISED = r"(?:[A-Z][a-z]{0,3}\. )?(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"


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
        pattern = re.compile(rf"{_BEFORE}\b(?P<word>{re.escape(word)})(?!\w)", re.IGNORECASE)
        found = [match for text in self._holding(word) for match in pattern.finditer(text)]
        before = [match["before"] or "" for match in found]
        pairs = Counter(each for each in before if each[:1].isupper())
        return NameEvidence(
            len(found),
            sum(match["word"][:1].isupper() for match in found),
            sum(self._calls(word_before, language) for word_before in before),
            sum(word_before.casefold() in language.introductions.before_places for word_before in before),
            max(pairs.values(), default=0),
        )

    def is_full_name(self, name: str, language: Language) -> bool:
        """Whether passages hold a name of several words, each with a capital, of somebody who is spoken of."""
        written = re.compile(_spaced(rf"\b{re.escape(name)}\b"), re.IGNORECASE)
        found = [match[0] for text in self._holding(name) for match in written.finditer(text)]
        capitalised = [each for each in found if all(word[:1].isupper() for word in each.split())]
        if not capitalised:
            return False
        words = name.split()
        last = self.evidence(words[-1], language)
        # "Jinping" comes after "Xi" alone, who is called by a title.
        follows = last.is_paired and words[-1].casefold() not in language.labels.posts
        return last.is_person or (follows and self.evidence(words[0], language).is_person)

    def are_one_name(self, words: str) -> bool:
        """Whether passages write some words next to each other, each with a capital: "Harris County"."""
        written = re.compile(_spaced(rf"\b{re.escape(words)}\b"), re.IGNORECASE)
        return any(
            all(word[:1].isupper() for word in match[0].split())
            for text in self._holding(words)
            for match in written.finditer(text)
        )

    def is_called(self, name: str, title: str) -> bool:
        """Whether passages call somebody by a title and a full name: "Speaker Nancy Pelosi"."""
        called = re.compile(_spaced(rf"\b{re.escape(title)} {re.escape(name)}\b"), re.IGNORECASE)
        return any(called.search(text) for text in self._holding(f"{title} {name}"))

    def is_given_name_of(self, given: str, surname: str, language: Language) -> bool:
        """Whether passages give nobody of a surname another given name: "Jeff Zients", and no other Zients."""
        before = re.compile(_spaced(rf"\b(?P<given>[A-Z][\w'’-]+) {re.escape(surname)}(?!\w)"), re.IGNORECASE)
        found = Counter(
            match["given"].casefold()
            for text in self._holding(surname)
            for match in before.finditer(text)
            if match["given"][:1].isupper() and match["given"].casefold() not in language.labels.titles
        )
        given = given.casefold()
        forms = {given} | language.names.short_forms(given)
        return found[given] > 0 and sum(found[form] for form in forms) >= _LEAST_GIVEN * found.total()

    def holder(self, post: str, of_word: str = "of") -> str | None:
        """The name that follows a post in passages, as long as they give it: "Treasury Secretary Janet Yellen".

        None where they have other surnames nearly as often.
        """
        # "Labor Secretary" for the Secretary of Labor
        first, of, rest = post.partition(f" {of_word} ")
        called = "|".join(re.escape(form) for form in ((post, f"{rest} {first}") if of else (post,)))
        holding = re.compile(_spaced(rf"\b(?i:{called}),? {_CAPITALISED}"))
        found = Counter(
            " ".join(match["name"].split())
            for text in self._holding(post, _MANY)
            for match in holding.finditer(text)
        )
        surnames: Counter[str] = Counter()
        for name, times in found.items():
            surnames[name.split()[-1]] += times
        for surname, times in surnames.most_common(1):
            if times >= max(_LEAST_HELD * found.total(), 2):
                full = [name for name in found if name.split()[-1] == surname]
                return max(full, key=lambda name: (len(name.split()) > 1, found[name], name))
        return None

    def _holding(self, words: str, most: int = _SAMPLE) -> list[str]:
        """Passages that hold all of some words, a sample."""
        stems = self.analyzer.content_stems(words)[:MOST_STEMS]
        if not stems:
            return []
        holders = self.store.holders(stems)
        keys = sorted(holders.keys[holders.bits == (1 << len(stems)) - 1].tolist())
        # Neighbours mostly stand in one transcript, which is read once.
        step = max(_NEIGHBOURS, len(keys) * _NEIGHBOURS // most)
        sample = [key for at in range(0, len(keys), step) for key in keys[at : at + _NEIGHBOURS]][:most]
        return self.texts_of(sample) if sample else []

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


def _spaced(pattern: str) -> str:
    """A pattern in which a space is any white space."""
    return pattern.replace("\\ ", " ").replace(" ", r"\s+")
