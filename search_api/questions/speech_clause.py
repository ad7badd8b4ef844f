"""Reading a question that has no known form: by its verb or noun of speech, and the person next to it.

"so what was it Psaki ended up telling people about gas" is not in any list of forms, but "telling" has Psaki before it
and the topic after it. Only somebody whom the index knows is read so, since any words may stand there.
"""

import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from indexer.languages.language import ClauseWords, Intent, Part, Sort
from search_api.questions.mentions import Meant

ORDERS: Mapping[Intent, Sort] = {"first": "oldest", "latest": "newest"}
"""The order of results of an intent; others are ordered by relevance."""
_MOST_OF_NAME = 6
_MOST_OF_PHRASE = 3
_MOST_BETWEEN = 5
"""The most words between a person and the verb."""
_MOST_ANCHORS = 6
_CLOSING_MARKS = ".,;:?!()…"
_AROUND_TOPIC = ".,;:?!… "
_QUOTES = "\"'“”‘’"
_POSSESSIVE = re.compile(r"['’]s?$")


class SpeechClause(msgspec.Struct, frozen=True):
    """Who is asked for, what the person does, the topic, and what is wanted where words say so.

    `asked` replies to `meant`, where both are named.
    """

    meant: Meant
    part: Part
    topic: str
    asked: Meant = Meant()
    intent: Intent = "said"
    sort: Sort = "relevance"


class _Anchor(msgspec.Struct, frozen=True):
    """A person next to a verb or noun of speech, which the words `start` to `end` are.

    From `acts` on, the words are of the topic, and so are those of `inside`.
    """

    meant: Meant
    part: Part
    start: int
    end: int
    cues: tuple[str, ...] = ()
    acts: int | None = None
    asked: Meant = Meant()
    inside: str = ""


def read_speech_clause(
    question: str,
    meant: Callable[[str], Meant | None],
    named: Callable[[str], Meant | None],
    forms: ClauseWords,
) -> SpeechClause | None:
    """What a question says that has a person next to a verb or noun of speech; None if it has none.

    `meant` gives whom words mean, None if nobody in the index; `named` also those who are named and speak nowhere.
    """
    return _Clause(question, meant, named, forms).read()


class _Clause:
    def __init__(
        self,
        question: str,
        meant: Callable[[str], Meant | None],
        named: Callable[[str], Meant | None],
        forms: ClauseWords,
    ) -> None:
        self._question, self._meant, self._unknown, self._forms = question, meant, named, forms
        self._words = question.split()
        self._folded = [_folded(word) for word in self._words]
        self._no_names = forms.scaffold - forms.anyone - forms.name_starts

    def read(self) -> SpeechClause | None:
        anchor = next(self._anchors(), None) or next(self._of_anybody(), None)
        if anchor is None:
            return None
        intent, sort = self._wanted(anchor)
        return SpeechClause(anchor.meant, anchor.part, self._topic(anchor), anchor.asked, intent, sort)

    def _anchors(self) -> Iterator[_Anchor]:
        """Persons next to words of asking, then of saying."""
        forms = self._forms
        asking = [*self._phrases(forms.asking | forms.raising)][:_MOST_ANCHORS]
        for start, end in asking:
            yield from self._of_asking(start, end)
        for start, end in self._phrases(forms.question_nouns):
            yield from self._of_question_noun(start, end)
        for start, end in [*self._phrases(forms.saying | forms.acting)][:_MOST_ANCHORS]:
            yield from self._of_saying(start, end)
        for start, end in [*self._phrases(forms.giving)][:_MOST_ANCHORS]:
            yield from self._of_giving(start, end)
        for start, end in [*self._phrases(forms.nouns)][:_MOST_ANCHORS]:
            for anchor in self._of_noun(start, end, "says", forms.by):
                if not self._is_of_others(anchor.start):
                    yield anchor
        for start, end in [*self._phrases(forms.sources)][:_MOST_ANCHORS]:
            if meant := self._name_from(end):
                yield _Anchor(meant[0], "says", start, meant[1])
        yield from self._of_author()

    def _of_author(self) -> Iterator[_Anchor]:
        """Who said what comes before: "any mention of Wordle by Psaki"."""
        forms = self._forms
        spoken = next(self._phrases(forms.nouns | forms.saying | forms.question_nouns), None)
        for at in range(spoken[1] if spoken else len(self._folded), len(self._folded)):
            if self._folded[at] in forms.by and (found := self._name_from(at + 1)):
                yield _Anchor(found[0], "says", at, found[1])

    def _of_anybody(self) -> Iterator[_Anchor]:
        """Who asks or says something where nobody is named: "who at the briefing asked about"."""
        forms = self._forms
        words = enumerate(self._folded)
        first = next((at for at, word in words if word not in forms.scaffold - forms.anyone), None)
        if first is None or self._folded[first] not in forms.anyone:
            return
        last = first
        while last + 1 < len(self._folded) and self._folded[last + 1] in forms.anyone:
            last += 1
        parts: tuple[tuple[Part, frozenset[str]], ...] = (
            ("asks", forms.asking | forms.raising),
            ("says", forms.saying | forms.acting),
        )
        for part, verbs in parts:
            for start, end in self._phrases(verbs):
                if last < start <= last + _MOST_BETWEEN and not self._is_content(last + 1, start):
                    acts = start if " ".join(self._folded[start:end]) in forms.acting else None
                    cues = tuple(self._folded[first:start])
                    to_me = end < len(self._folded) and self._folded[end] in forms.oneself
                    if to_me or (part == "says" and self._is_passive(start, cues)):
                        continue
                    asks = not forms.askers.isdisjoint(self._folded[first : last + 1])
                    yield _Anchor(Meant(), "asks" if asks else part, first, end, cues, acts)

    def _is_of_others(self, end: int) -> bool:
        """Whether others speak of a person's words: "how did Russia respond to Biden's speech"."""
        forms = self._forms
        for start, _ in self._phrases(forms.saying | forms.acting | forms.asking):
            at = self._back_over(forms.between, start)
            subject = self._folded[at - 1] if at else ""
            is_noun = self._folded[start] in forms.nouns
            if start < end and not is_noun and subject and subject not in forms.scaffold - forms.anyone:
                return True
        return False

    def _is_passive(self, verb: int, between: tuple[str, ...]) -> bool:
        """Whether others say it of the person: "was compared", not "was saying"."""
        return not self._forms.passive.isdisjoint(between) and not self._folded[verb].endswith("ing")

    def _is_content(self, start: int, end: int) -> bool:
        """Whether words are more than a preposition and its noun: "at the briefing"."""
        known = self._forms.scaffold | self._forms.anyone
        return sum(word not in known for word in self._folded[start:end]) > 1

    def _phrases(self, of: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where phrases of a set stand, the longest at each place."""
        at = 0
        while at < len(self._folded):
            for length in range(min(_MOST_OF_PHRASE, len(self._folded) - at), 0, -1):
                if " ".join(self._folded[at : at + length]) in of:
                    yield at, at + length
                    at += length - 1
                    break
            at += 1

    def _back_over(self, words: frozenset[str], end: int, most: int | None = None) -> int:
        """Where a run of some words begins that ends before a place, at most so many."""
        at = end
        while at and self._folded[at - 1] in words and (most is None or end - at < most):
            at -= 1
        return at

    def _of_saying(self, start: int, end: int) -> Iterator[_Anchor]:
        forms = self._forms
        phrase = " ".join(self._folded[start:end])
        if self._is_conversation(start, end):
            return
        if phrase in forms.nouns and start and _POSSESSIVE.search(self._words[start - 1]):
            return
        if subject := self._before(start):
            meant, first, between = subject
            if not self._is_passive(start, (*self._folded[max(first - 1, 0) : first], *between)):
                yield _Anchor(meant, "says", first, end, between, start if phrase in forms.acting else None)

    def _is_conversation(self, start: int, end: int) -> bool:
        """Whether others may tell of it: "has Biden talked to Putin", "Biden's talk with Putin"."""
        forms, following = self._forms, self._folded[end : end + 2]
        return (
            " ".join(self._folded[start:end]) in forms.conversing
            and not forms.with_somebody.isdisjoint(following[:1])
            and forms.anyone.isdisjoint(following)
        )

    def _of_giving(self, start: int, end: int) -> Iterator[_Anchor]:
        """Who gives what a noun of speech before it names: "what reasons did Biden give"."""
        if (subject := self._before(start)) and not self._forms.nouns.isdisjoint(self._folded[: subject[1]]):
            meant, first, between = subject
            yield _Anchor(meant, "says", first, end, between)

    def _of_asking(self, start: int, end: int) -> Iterator[_Anchor]:
        forms = self._forms
        raises = " ".join(self._folded[start:end]) in forms.raising
        if subject := self._before(start) or self._before(start, self._unknown):
            meant, first, between = subject
            if raises and meant.ids:
                # Who is known for what they say brings a topic up by speaking of it.
                yield _Anchor(meant, "says", first, end, between)
                return
            before = self._folded[first - 1] if first else ""
            is_passive = not forms.passive.isdisjoint((before, *between))
            if is_passive or self._is_headline(start, end, first, between):
                yield _Anchor(meant, "replies", first, end)
                return
            asked = self._name_from(end)
            yield _Anchor(
                meant, "asks", first, asked[1] if asked else end, between, asked=asked[0] if asked else Meant()
            )
            return
        at = self._back_over(forms.between, start)
        # "a student asked Biden"
        is_somebody = at and (self._folded[at - 1] in forms.anyone or self._words[at - 1].islower())
        if is_somebody and (asked := self._name_from(end)):
            yield _Anchor(asked[0], "replies", at - 1, asked[1])
        elif at and self._folded[at - 1] in forms.anyone:
            # "did anybody raise it with Psaki", "what did reporters want to know from her"
            for place in range(end, len(self._folded)):
                if self._folded[place] in forms.to | forms.by and (asked := self._name_from(place + 1)):
                    yield _Anchor(
                        asked[0], "replies", at - 1, asked[1], inside=" ".join(self._words[end:place])
                    )

    def _is_headline(self, start: int, end: int, first: int, between: tuple[str, ...]) -> bool:
        """Whether somebody is asked, as headlines say it: "Psaki pressed on leaks", "Psaki asked if she will stay"."""
        forms = self._forms
        return (
            not between
            and first == 0
            and self._folded[start] in forms.past_asking
            and not forms.framing.isdisjoint(self._folded[end : end + 1])
        )

    def _of_question_noun(self, start: int, end: int) -> Iterator[_Anchor]:
        """Who asks or answers questions: "X's questions to Z", "X dodging questions"."""
        forms = self._forms
        at = self._back_over(forms.adjectives, start)
        parts: tuple[tuple[frozenset[str], Part], ...] = ((forms.fielding, "replies"), (forms.dodging, "says"))
        for verbs, part in parts:
            if at and self._folded[at - 1] in verbs and (subject := self._before(at - 1)):
                yield _Anchor(subject[0], part, subject[1], end)
        owner = self._name_until(at) or self._name_until(at, self._unknown)
        if owner and _POSSESSIVE.search(self._words[at - 1]):
            asked = self._after(end, forms.to)
            yield _Anchor(
                owner[0], "asks", owner[1], asked[1] if asked else end, asked=asked[0] if asked else Meant()
            )
        yield from self._of_noun(start, end, "asks", forms.by)
        if meant := self._after(end, forms.to):
            yield _Anchor(meant[0], "replies", at, meant[1], tuple(self._folded[at:start]))

    def _of_noun(self, start: int, end: int, part: Part, by: frozenset[str]) -> Iterator[_Anchor]:
        at = self._back_over(self._forms.adjectives, start, _MOST_BETWEEN)
        owner = self._name_until(at) or (self._unknown_owner(at) if part == "says" else None)
        if owner and not self._is_conversation(start, end):
            yield _Anchor(owner[0], part, owner[1], end, tuple(self._folded[at:start]))
        elif meant := self._after(end, by) or self._directly_after(end, by) or self._of_whom(end):
            yield _Anchor(meant[0], part, at, meant[1], tuple(self._folded[at:start]))
        for before in range(at - 1, max(at - _MOST_BETWEEN, 0), -1):
            # "Harris' Munich remarks"
            if self._words[before][-1] in _CLOSING_MARKS:
                break
            if _POSSESSIVE.search(self._words[before - 1]) and (owner := self._name_until(before)):
                yield _Anchor(owner[0], part, owner[1], end, inside=" ".join(self._words[before:at]))

    def _unknown_owner(self, end: int) -> tuple[Meant, int] | None:
        """Somebody who speaks nowhere, whose words are asked for: "Boris Johnson's words", "Boris Johnson quotes"."""
        if not end:
            return None
        owner = self._name_until(end, self._unknown)
        owns = _POSSESSIVE.search(self._words[end - 1]) is not None
        return owner if owner and (owns or end - owner[1] > 1) else None

    def _after(self, at: int, words: frozenset[str]) -> tuple[Meant, int] | None:
        """The person after one of some words, which may come a word later ("remarks made by")."""
        for place in range(at, min(at + 2, len(self._folded))):
            if self._folded[place] in words:
                return self._name_from(place + 1)
        return None

    def _of_whom(self, at: int) -> tuple[Meant, int] | None:
        """Whose words are meant after "of", if a topic follows: "the views of Blinken" may be those of others."""
        forms = self._forms
        if at >= len(self._folded) or self._folded[at] not in forms.of:
            return None
        found = self._name_from(at + 1)
        return found if found and not forms.framing.isdisjoint(self._folded[found[1] : found[1] + 1]) else None

    def _directly_after(self, at: int, words: frozenset[str]) -> tuple[Meant, int] | None:
        """The one word after one of some words, if it is the name of somebody who speaks nowhere."""
        if (
            at + 1 >= len(self._folded)
            or self._folded[at] not in words
            or self._folded[at + 1] in self._no_names
        ):
            return None
        found = self._unknown(self._words[at + 1].strip(_CLOSING_MARKS + _QUOTES))
        return (found, at + 2) if found else None

    def _before(
        self, end: int, meant: Callable[[str], Meant | None] | None = None
    ) -> tuple[Meant, int, tuple[str, ...]] | None:
        """The person before a verb, where the name begins, and the words between."""
        at = self._back_over(self._forms.between, end, _MOST_BETWEEN)
        # "has Biden" and "did the Secretary first" end before an auxiliary; the longest run of such words goes first.
        for place in range(at, end + 1):
            if found := self._name_until(place, meant):
                return found[0], found[1], tuple(self._folded[place:end])
        return None

    def _name_until(
        self, end: int, meant: Callable[[str], Meant | None] | None = None
    ) -> tuple[Meant, int] | None:
        """The person whose name ends before a word, and where it begins: the longest name."""
        if not end or self._words[end - 1][-1] in _CLOSING_MARKS:
            return None
        for start in range(max(0, end - _MOST_OF_NAME), end):
            # "the former president" is not the president.
            apart = not start or self._is_scaffold(start - 1) or self._words[start - 1][-1] in _CLOSING_MARKS
            if apart and (found := self._named(start, end, meant or self._meant)) is not None:
                return found, start
        return None

    def _name_from(self, start: int) -> tuple[Meant, int] | None:
        """The person whose name begins at a word, and where it ends: the longest name."""
        size = len(self._words)
        for end in range(min(size, start + _MOST_OF_NAME), start, -1):
            # "Biden advisers" are not Biden.
            apart = end == size or self._is_scaffold(end) or self._words[end - 1][-1] in _CLOSING_MARKS
            if apart and (found := self._named(start, end, self._meant)) is not None:
                return found, end
        return None

    def _is_scaffold(self, at: int) -> bool:
        """Whether a word is no part of a name or of what it is in: "press" of "press secretary" may be."""
        forms = self._forms
        return not self._folded[at] or self._folded[at] in (forms.scaffold | forms.framing) - forms.anyone

    def _named(self, start: int, end: int, meant: Callable[[str], Meant | None]) -> Meant | None:
        words = self._words[start:end]
        first = self._folded[start]
        if any(word[-1] in ";:?!" for word in words[:-1]) or first in self._no_names:
            return None
        name = _POSSESSIVE.sub("", " ".join(words).strip(_CLOSING_MARKS + _QUOTES))
        if not name:
            return None
        found = meant(name)
        # "psakis take"
        owned = name[:-1] if found is None and name.endswith("s") else ""
        return (
            meant(owned)
            if owned and end < len(self._folded) and self._folded[end] in self._forms.nouns
            else found
        )

    def _wanted(self, anchor: _Anchor) -> tuple[Intent, Sort]:
        forms = self._forms
        opening = next((intent for pattern, intent in forms.openings if pattern.match(self._question)), None)
        if opening is not None:
            return opening, ORDERS.get(opening, "relevance")
        first = next((at for at, word in enumerate(self._folded) if word not in forms.scaffold), 0)
        before = (
            *self._folded[: min(first, anchor.start)],
            *self._folded[max(anchor.start - 1, 0) : anchor.start],
        )
        for word in (*anchor.cues, *before):
            if word in forms.cues:
                return forms.cues[word]
        if not (anchor.meant.mentions or anchor.meant.unknown):
            is_who = not forms.who.isdisjoint(self._folded[: anchor.start + 1])
            of_anybody: Intent = "who_asked" if anchor.part == "asks" else "who_said" if is_who else "said"
            return of_anybody, "relevance"
        intents: dict[Part, Intent] = {"asks": "questions_from", "replies": "asked_of"}
        return intents.get(anchor.part, "said"), "relevance"

    def _topic(self, anchor: _Anchor) -> str:
        """What comes after the person and the verb, and before them, without what frames it."""
        forms, end = self._forms, len(self._words)
        while end > anchor.end and self._folded[end - 1] in forms.closing:
            end -= 1
        at = anchor.end if anchor.acts is None else anchor.acts
        if anchor.acts is None:
            while at < end and (length := self._framing_at(at, end)):
                at += length
            at = anchor.end if at == end and self._is_topic(anchor.end, end) else at
        first, last = 0, anchor.start
        while first < last and self._folded[first] in forms.scaffold | {""}:
            first += 1
        # "Thurgood Marshall as invoked by Harris"
        while last > first and self._folded[last - 1] in forms.scaffold | forms.saying | {""}:
            last -= 1
        parts = (" ".join(self._words[first:last]), anchor.inside, " ".join(self._words[at:end]))
        return " ".join(filter(None, parts)).strip(_AROUND_TOPIC)

    def _framing_at(self, at: int, end: int) -> int:
        """How many words at a place frame a topic."""
        for length in range(min(_MOST_OF_PHRASE, end - at), 0, -1):
            phrase = " ".join(self._folded[at : at + length])
            if not phrase or phrase in self._forms.framing:
                return length
        return 0

    def _is_topic(self, start: int, end: int) -> bool:
        return any(word not in self._forms.framing for word in self._folded[start:end] if word)


def _folded(word: str) -> str:
    return word.strip(_CLOSING_MARKS + _QUOTES).replace("’", "'").casefold()
