"""Posts learned from an archive: from labels ("PRIME MINISTER KISHIDA") and the titles of transcripts.

Titles say what a post is of: "Prime Minister Kishida of Japan", "Chair of the Council of Economic Advisers Cecilia
Rouse". A surname in a title counts only where that speaker has the same post in a label. Labels of speakers who are not
known by name hold posts, too: `PRESIDENT NIINISTÖ`.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec
import numpy as np

from indexer.directory.records import name_key
from indexer.languages.language import Language
from indexer.model import Speaker
from indexer.store.protocol import RetrievalStore

Posts = Mapping[str, frozenset[str]]
"""Who holds a post, by the post without articles, in lower case."""


class LearnedPosts(msgspec.Struct, frozen=True):
    """The ids of those who hold posts, and the labels of those who are not known by name.

    Such a label also has the full name that titles give with its post: "President Emmanuel Macron".
    """

    people: Posts = {}
    labels: Posts = {}

    def joined(self, other: "LearnedPosts") -> "LearnedPosts":
        """The posts of both, such as those of two languages."""
        return LearnedPosts(_joined(self.people, other.people), _joined(self.labels, other.labels))


def _joined(posts: Posts, others: Posts) -> Posts:
    return {
        post: posts.get(post, frozenset()) | others.get(post, frozenset())
        for post in dict.fromkeys((*posts, *others))
    }


class UsedLabels(msgspec.Struct, frozen=True):
    """The labels under which each speaker speaks, by id, and those under which nobody known does."""

    by_speaker: Mapping[str, frozenset[str]]
    unnamed: frozenset[str] = frozenset()


_WORD = re.compile(r"[^\s,;:()]+|[,;:()]")
_BRACKETED = re.compile(r"^(?P<name>[^()]+)\((?P<post>[^()]+)\)\s*$")
_LONGEST = 12
"""The most words of a post."""


def used_labels(store: RetrievalStore) -> UsedLabels:
    """The labels under which each speaker of a store speaks."""
    columns = store.columns(store.matching())
    count = max(len(store.labels), 1)
    pairs = np.unique((columns.speaker.astype(np.int64) + 1) * count + columns.label)
    labels: dict[str, set[str]] = {}
    unnamed: set[str] = set()
    for pair in pairs.tolist():
        speaker, label = pair // count - 1, store.labels[pair % count]
        (labels.setdefault(store.speakers[speaker], set()) if speaker >= 0 else unnamed).add(label)
    return UsedLabels({speaker: frozenset(found) for speaker, found in labels.items()}, frozenset(unnamed))


def learn_posts(
    speakers: Iterable[Speaker], labels: UsedLabels, titles: Iterable[str], language: Language
) -> LearnedPosts:
    """The posts of speakers in labels and titles of a language."""
    return _Learner(list(speakers), labels, language).learn(titles)


def post_key(post: str, language: Language) -> str:
    """A post as it is looked up: without articles; "Japan's prime minister" is the prime minister of Japan."""
    words = name_key(post).replace("people's", "peoples").split()
    possessed = next((at for at, word in enumerate(words[:-1]) if word.endswith("'s")), None)
    if possessed is not None and language.introductions.of_words:
        place = [*words[:possessed], words[possessed].removesuffix("'s")]
        words = [*words[possessed + 1 :], language.introductions.of_words[0], *place]
    return " ".join(word for word in words if word != language.labels.article)


class _Holder(msgspec.Struct, frozen=True):
    """A speaker by id, or where `is_label` whoever speaks under a label."""

    key: str
    is_label: bool = False


class _Learner:
    def __init__(self, speakers: list[Speaker], labels: UsedLabels, language: Language) -> None:
        self._language = language
        words = language.labels
        unnamed = language.questions.unnamed if language.questions else frozenset()
        self._courtesy = words.courtesy | words.honorifics
        self._titles = (words.titles | words.posts) - self._courtesy - unnamed - {words.article}
        self._of = language.introductions.of_words[:1]
        self._posts: dict[str, set[_Holder]] = {}
        self._in_labels: dict[_Holder, set[str]] = {}
        self._by_last: dict[str, list[tuple[list[str], _Holder]]] = {}
        for speaker in speakers:
            holder = _Holder(speaker.id)
            for name in (speaker.name, *speaker.aliases):
                if parts := name_key(name).split():
                    self._by_last.setdefault(parts[-1], []).append((parts, holder))
            for label in labels.by_speaker.get(speaker.id, ()):
                self._learn_bracketed(label, [holder])
                self._learn_label(name_key(label).split(), name_key(speaker.name).split(), holder)
        for label in sorted(labels.unnamed):
            # The first label of a person has the post, later ones the name alone.
            name = label.partition("(")[0].strip()
            same = [_Holder(key) for key, own in labels.by_speaker.items() if name in own]
            same += [_Holder(name, is_label=True)] if name in labels.unnamed else []
            self._learn_bracketed(label, [_Holder(label, is_label=True), *same])
            words_of = name_key(label).split()
            if len(words_of) > 1 and words_of[-1] not in self._titles:
                holder = _Holder(label, is_label=True)
                self._by_last.setdefault(words_of[-1], []).append((words_of[-1:], holder))
                self._learn_label(words_of, words_of[-1:], holder)

    def learn(self, titles: Iterable[str]) -> LearnedPosts:
        for title in titles:
            words = _WORD.findall(title)
            for at in range(len(words)):
                for parts, speaker in self._by_last.get(name_key(words[at]), ()):
                    self._learn_title(words, at, parts, speaker)
        return LearnedPosts(self._held_by(is_label=False), self._held_by(is_label=True))

    def _held_by(self, *, is_label: bool) -> Posts:
        held = {
            post: frozenset(holder.key for holder in holders if holder.is_label == is_label)
            for post, holders in self._posts.items()
        }
        return {post: keys for post, keys in held.items() if keys}

    def _learn_label(self, words: list[str], name: list[str], speaker: _Holder) -> None:
        surname = next((size for size in range(len(name), 0, -1) if words[-size:] == name[-size:]), 0)
        post = words[: len(words) - surname]
        if surname and post and all(word in self._titles or word in self._of for word in post):
            self._in_labels.setdefault(speaker, set()).add(" ".join(post))
            self._add(post, speaker)

    def _learn_bracketed(self, label: str, holders: list[_Holder]) -> None:
        """Learn the posts of a label such as `Hon. Jane Roe (Deputy Premier and Minister of Health)`."""
        match = _BRACKETED.match(label)
        if match is None:
            return
        posts: list[list[str]] = [[]]
        words = [word for word in name_key(match["post"]).split() if word != self._language.labels.article]
        for word, next_word in zip(words, [*words[1:], ""], strict=True):
            if word in self._language.layout.conjunctions and next_word in self._titles:
                posts.append([])
            else:
                posts[-1].append(word)
        for post in posts:
            of = next((at for at, word in enumerate(post) if word in self._of), len(post))
            if post and all(word in self._titles for word in post[:of]):
                for holder in holders:
                    self._add(post, holder)

    def _learn_title(self, words: list[str], last: int, name: list[str], speaker: _Holder) -> None:
        full = len(name) > 1 and [name_key(word) for word in words[last - len(name) + 1 : last + 1]] == name
        begin = last - len(name) + 1 if full else last
        post = self._before(words, begin)
        if speaker.is_label:
            known = self._in_labels.get(speaker, set())
            given = next((size for size in (1, 2) if " ".join(post[:-size]) in known), 0)
            if given:
                post, given_names = post[:-given], post[-given:]
                self._add([*given_names, *name], speaker)
        if not post or not (full or " ".join(post) in self._in_labels.get(speaker, ())):
            return
        self._add(post, speaker)
        if (
            self._of
            and self._of[0] not in post
            and (place := self._place(words, last + 1) or self._place_after_given(words, last + 1, speaker))
        ):
            of = self._of[0]
            # "Republic of Korea", "Commonwealth of Australia"
            last_words = place[len(place) - place[::-1].index(of) :] if of in place else place
            short = self._language.introductions.short_places.get(" ".join(place), " ".join(last_words))
            for name_of_place in dict.fromkeys((" ".join(place), " ".join(last_words), short)):
                self._hold(f"{' '.join(post)} {of} {name_of_place}", speaker)
                self._hold(f"{name_of_place} {' '.join(post)}", speaker)

    def _before(self, words: list[str], end: int) -> list[str]:
        """The post before a name, from its title on; empty where there is none, or a former one."""
        post: list[str] = []
        for word in reversed(words[max(end - _LONGEST, 0) : end]):
            folded = name_key(word)
            inner = folded in {*self._of, self._language.labels.article}
            if not inner and (not word[:1].isupper() or folded in self._language.introductions.after_places):
                break
            post.insert(0, name_key(word))
        post = [word for word in post if word != self._language.labels.article]
        while post and post[-1] in self._courtesy:
            post.pop()
        of = next((at for at, word in enumerate(post) if word in self._of), len(post))
        while post and not any(word in self._titles for word in post[:of]):
            # "Upcoming Visit of President ..."
            post = post[of + 1 :]
            of = next((at for at, word in enumerate(post) if word in self._of), len(post))
        return [] if self._language.introductions.former.intersection(post) else post

    def _place_after_given(self, words: list[str], begin: int, speaker: _Holder) -> list[str]:
        """The place after the rest of a name of which a label has the first: "President Yoon Suk Yeol of Korea"."""
        given = next((at for at, word in enumerate(words[begin : begin + 3]) if not word[:1].isupper()), 0)
        return self._place(words, begin + given) if speaker.is_label and given else []

    def _place(self, words: list[str], begin: int) -> list[str]:
        # Headings also write "Of Italy".
        if [name_key(word) for word in words[begin : begin + 1]] != list(self._of):
            return []
        place: list[str] = []
        for word in words[begin + 1 : begin + 1 + _LONGEST]:
            folded = name_key(word).replace("people's", "peoples")
            goes_on = word[:1].isupper() and folded not in self._language.introductions.after_places
            if not goes_on and folded not in {*self._of, self._language.labels.article}:
                break
            place.append(folded)
        return [word for word in place if word != self._language.labels.article]

    def _add(self, words: list[str], speaker: _Holder) -> None:
        self._hold(" ".join(words), speaker)
        if not self._of:
            return
        if len(words) == 2 and words[1] in self._titles and words[0] not in self._titles:
            # "Commerce Secretary" is the Secretary of Commerce.
            self._hold(f"{words[1]} {self._of[0]} {words[0]}", speaker)
        if self._of[0] not in words:
            return
        of = words.index(self._of[0])
        # "the Health Minister"
        self._hold(" ".join([*words[of + 1 :], *words[:of]]), speaker)
        initials = "".join(word[0] for word in words[of + 1 :] if word not in self._of)
        if len(initials) > 1:
            # "CEA chair", "chair of the CEA"
            for short in (f"{initials} {' '.join(words[:of])}", " ".join([*words[: of + 1], initials])):
                self._hold(short, speaker)

    def _hold(self, post: str, speaker: _Holder) -> None:
        self._posts.setdefault(post, set()).add(speaker)
