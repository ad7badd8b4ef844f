"""Finding turns by how their source names the speaker, where no person has that name."""

import functools
from collections.abc import Callable, Iterable

import msgspec
import numpy as np
from rapidfuzz import fuzz, process

from indexer.errors import SpeakerUnknown
from indexer.languages import default
from indexer.languages.language import Language
from indexer.store.protocol import RetrievalStore
from search_api.questions.learned_posts import Posts, post_key
from search_api.questions.people import LEAST_SIMILARITY, MOST_PROPOSED, People, bare_name

_LEAST_OF_GROUP = 2
"""The fewest words of a group: "officials" are anybody's."""
_SHORTEST = 3
"""The fewest characters of a label that a question may mention."""


class Speaking(msgspec.Struct, frozen=True):
    """Who or what is filtered by: the ids of people, and labels."""

    ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Labels:
    """The labels of the passages of a store; looked through when the first is asked for.

    `learned` gives labels by the posts that the archive says they hold.
    """

    def __init__(self, store: RetrievalStore, learned: Callable[[], Posts] = dict) -> None:
        self._store = store
        self._learned = learned

    @functools.cached_property
    def _by_form(self) -> dict[str, tuple[str, ...]]:
        store = self._store
        # A store may still list the labels of passages that were removed.
        counts = np.bincount(store.columns(store.matching()).label, minlength=len(store.labels))
        forms: dict[str, tuple[str, ...]] = {}
        for number in np.flatnonzero(counts).tolist():
            label = store.labels[number]
            forms[_form(label)] = (*forms.get(_form(label), ()), label)
        forms.pop("", None)
        return forms

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of all labels, in lower case."""
        return frozenset(word.strip(".,()") for form in self._by_form for word in form.split())

    def spelled(self, label: str) -> tuple[str, ...]:
        """The labels that are a given one, whatever their case and white space."""
        return self._by_form.get(_form(label), ())

    def of_unknown(self, mention: str) -> tuple[str, ...]:
        """The labels that are a mention to the letter, if nobody who is known by name speaks under them."""
        spelled = self.spelled(mention)
        return () if self._of_known.intersection(spelled) else spelled

    def of_person(self, mention: str, speaker: str) -> tuple[str, ...]:
        """The labels that are a mention to the letter, under which somebody unknown speaks, and nobody else known."""
        return tuple(
            label
            for label in self.spelled(mention)
            if label in self._of_unnamed and self._speakers.get(label, frozenset()) <= {speaker}
        )

    @functools.cached_property
    def _of_unnamed(self) -> frozenset[str]:
        """The labels of turns whose speaker is not known by name."""
        columns, store = self._store.columns(self._store.matching()), self._store
        return frozenset(
            store.labels[number] for number in np.unique(columns.label[columns.speaker < 0]).tolist()
        )

    @functools.cached_property
    def _speakers(self) -> dict[str, frozenset[str]]:
        """The ids of those who are known by name, by the labels under which they speak."""
        columns, store = self._store.columns(self._store.matching()), self._store
        known = columns.speaker >= 0
        pairs = np.unique(np.stack([columns.label[known], columns.speaker[known]]), axis=1).T.tolist()
        speakers: dict[str, frozenset[str]] = {}
        for label, speaker in pairs:
            name = store.labels[label]
            speakers[name] = speakers.get(name, frozenset()) | {store.speakers[speaker]}
        return speakers

    def called(self, mention: str, language: Language) -> tuple[str, ...]:
        """The labels that a mention is, articles and titles apart: "Zients" is `MR. ZIENTS`.

        Also those of the holders of a post ("the president of Finland"). A capital letter is those that end with it:
        "B" is `Speaker B`.
        """
        if len(mention) == 1:
            return self._by_letter.get(mention, ())
        # A label that only asks or answers is nobody's name: "what was the question".
        if len(_form(mention)) < _SHORTEST:
            return ()
        article = f"{language.labels.article} "
        return (
            self.spelled(mention)
            or self.spelled(mention.casefold().removeprefix(article))
            or self._named(mention, language)
            or self.holding(mention, language)
            or self._of_group(mention, language)
        )

    def _named(self, mention: str, language: Language) -> tuple[str, ...]:
        """The labels of a name after other titles; "Mrs. Roe" is no `MR. ROE`."""
        found = self._by_bare_name.get(_form(bare_name(mention, language)), ())
        words = language.labels
        courtesy = _first_word(mention)
        others = words.women if courtesy in words.men else words.men if courtesy in words.women else frozenset()
        if others:
            # Somebody known, whom the title does not fit, speaks under such a label.
            found = tuple(label for label in found if label not in self._of_known)
        return tuple(label for label in found if _first_word(label) not in others)

    @functools.cached_property
    def _of_known(self) -> frozenset[str]:
        """The labels under which somebody speaks who is known by name."""
        return frozenset(self._speakers)

    def _of_group(self, mention: str, language: Language) -> tuple[str, ...]:
        """The labels of a group: "a senior official" and "senior officials" are `SENIOR STATE DEPARTMENT OFFICIAL`."""
        words = _form(mention).split()
        known = language.labels.titles | language.labels.posts
        if words and words[0] in language.posts.indefinite | {language.labels.article}:
            words.pop(0)
        if len(words) < _LEAST_OF_GROUP or not all(word in known for word in words):
            return ()
        last = {words[-1], words[-1].removesuffix("s")} & known
        return tuple(
            label
            for form, labels in sorted(self._by_form.items())
            if (of := form.split())
            and of[-1] in last
            and set(words[:-1]) <= set(of[:-1])
            and all(word in known for word in of)
            for label in labels
        )

    def holding(self, post: str, language: Language) -> tuple[str, ...]:
        """The labels of those who hold a post, as the archive says."""
        return tuple(sorted(self._learned().get(post_key(post, language), ())))

    @functools.cached_property
    def _by_bare_name(self) -> dict[str, tuple[str, ...]]:
        forms: dict[str, tuple[str, ...]] = {}
        for labels in self._by_form.values():
            for label in labels:
                bare = _form(bare_name(label, default()))
                if bare != _form(label) and len(bare) >= _SHORTEST:
                    forms[bare] = (*forms.get(bare, ()), label)
        return forms

    def of_people(self, surname: str, ids: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """The labels of a surname after a title, each with the title, under which only these known people speak.

        Somebody of them does so by name, so that the same label without a name, which there is, is likely theirs, too.
        """
        return tuple(
            (label, title)
            for label, title in self.titled(surname)
            if label in self._of_unnamed and (known := self._speakers.get(label, frozenset())) and known <= ids
        )

    def titled(self, surname: str) -> tuple[tuple[str, str], ...]:
        """The labels of a surname after a title, each with the title: `SPEAKER PELOSI` with `SPEAKER`."""
        return self._by_last_word.get(_form(surname), ())

    @functools.cached_property
    def _by_last_word(self) -> dict[str, tuple[tuple[str, str], ...]]:
        forms: dict[str, tuple[tuple[str, str], ...]] = {}
        for labels in self._by_form.values():
            for label in labels:
                title, _, last = label.strip().rpartition(" ")
                if title:
                    forms[_form(last)] = (*forms.get(_form(last), ()), (label, title))
        return forms

    @functools.cached_property
    def _by_letter(self) -> dict[str, tuple[str, ...]]:
        forms: dict[str, tuple[str, ...]] = {}
        for labels in self._by_form.values():
            for label in labels:
                *words, last = label.split() or [""]
                if len(last) == 1 and last.isupper() and (words or len(label) == 1):
                    forms[last] = (*forms.get(last, ()), label)
        return forms

    def near(self, name: str) -> list[str]:
        """Labels that are similar to a name, the most similar first."""
        found = process.extract(
            _form(name),
            list(self._by_form),
            scorer=fuzz.WRatio,
            score_cutoff=LEAST_SIMILARITY,
            limit=MOST_PROPOSED,
        )
        return [self._by_form[form][0] for form, _, _ in found]


def speaking(names: Iterable[str], people: People, labels: Labels) -> Speaking:
    """Whom names mean: the one person of an id or name, else all turns under a label, whatever its case.

    Raises:
        SpeakerUnknown: neither a speaker nor a label has the name; carries similar names and labels.
        SpeakerAmbiguous: several people have it.
    """
    ids: list[str] = []
    found: list[str] = []
    for name in names:
        try:
            ids.append(people.require(name).id)
        except SpeakerUnknown as unknown:
            spelled = labels.spelled(name)
            if not spelled:
                # A label of somebody known means that person.
                others = [label for label in labels.near(name) if not people.called(label)]
                near = dict.fromkeys([*unknown.near, *others])
                raise SpeakerUnknown(name, list(near)[:MOST_PROPOSED]) from unknown
            found += spelled
    return Speaking(tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(found)))


def _first_word(mention: str) -> str:
    return mention.partition(" ")[0].strip(".").casefold()


def _form(label: str) -> str:
    return " ".join(label.split()).casefold()
