"""The interpretation of a question as chips: each shows a part of it, and links to the same search without it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from indexer.languages import languages
from indexer.model import Role
from search_api.contract.records import Interpretation, SpeakerMention
from search_api.questions.dates import interpret_dates
from search_api.questions.operators import with_operators
from search_api.questions.people import People
from search_api.questions.wanted_words import ORDERS, WANTED
from search_api.web.addresses import Link, SearchState
from search_api.web.attribution_evidence import person_of
from search_api.web.plain_words import days_in_words

_ROLES: Mapping[Role, str] = {
    "speaker": "answers and statements",
    "questioner": "questions",
    "chair": "the chair’s words",
    "audience": "the audience’s words",
    "narration": "narration",
}


class Chip(msgspec.Struct, frozen=True):
    """A part of an interpretation. `kind` is shown before the text, and may be empty.

    `remove` is the address of the search without the part; `choices` are the people who may be meant.
    """

    kind: str
    text: str
    remove: str | None
    choices: tuple[Link, ...] = ()


class InterpretationChips(msgspec.Struct, frozen=True):
    """The chips, and the addresses of the literal search and of the interpreted one; None where it is shown already."""

    chips: tuple[Chip, ...]
    literal: str | None
    again: str | None


def chips_of(
    state: SearchState, interpretation: Interpretation, people: People, titles: Mapping[str, str]
) -> InterpretationChips:
    """The interpretation of a search page's question; `titles` are those of the transcripts that it filters by."""
    writer = _Writer(state, interpretation, people)
    chips = [*writer.topic(), *writer.speakers(), *writer.unknown(), *writer.corrections(), *writer.answered()]
    chips += [*writer.roles(), *writer.days(), *writer.exact_words(), *writer.wanted(), *writer.order()]
    chips += [
        Chip("event", titles.get(key, key), state.address(transcripts=_without(state.transcripts, key)))
        for key in state.transcripts
    ]
    interpreted = state.interpret and (
        interpretation.topic != state.q
        or interpretation.intent != "said"
        or bool(interpretation.date_from or interpretation.date_to)
    )
    return InterpretationChips(
        tuple(chips),
        state.address(interpret=False, typed="") if interpreted and state.q else None,
        None if state.interpret else state.address(q=state.typed or state.q, interpret=True, typed=""),
    )


def choices_of(ids: Iterable[str], people: People, state: SearchState) -> tuple[Link, ...]:
    """People, each with the address of the same search among the words of that person."""
    return tuple(
        msgspec.structs.replace(person_of(key, people), address=state.address(speakers=(key,))) for key in ids
    )


class _Writer:
    """Writes the chips of an interpretation.

    A part is removed by a literal search with the other parts as parameters; where there are exact words, by a search
    that reads them.
    """

    def __init__(self, state: SearchState, interpretation: Interpretation, people: People) -> None:
        self.state = state
        self.interpretation = interpretation
        self.people = people
        narrowing = (mention for mention in interpretation.speakers if mention.narrows)
        mentioned = tuple(key for mention in narrowing for key in (*mention.ids, *mention.labels))
        self.plain = state.with_(
            q=with_operators(interpretation.topic, interpretation.phrases, interpretation.excluded),
            speakers=state.speakers or mentioned,
            date_from=interpretation.date_from,
            date_to=interpretation.date_to,
            roles=state.roles or interpretation.roles,
            interpret=bool(interpretation.phrases or interpretation.excluded),
            typed=state.typed or state.q,
            # The order of the question stays when another part is removed.
            sort=state.sort or (None if interpretation.sort == "relevance" else interpretation.sort),
        )

    def topic(self) -> list[Chip]:
        """The topic; it can be removed where something else is left to search by."""
        if not self.interpretation.topic:
            return []
        rest = self.plain.with_(q="", interpret=True, typed="")
        return [Chip("topic", self.interpretation.topic, rest.address() if rest.filtered else None)]

    def speakers(self) -> list[Chip]:
        mentions, state = self.interpretation.speakers, self.state
        if not state.speakers:
            return [self._mention(mention) for mention in mentions]
        chips = [
            Chip(
                "speaker",
                person_of(key, self.people).name,
                state.address(speakers=_without(state.speakers, key)),
            )
            for key in state.speakers
        ]
        return chips + [
            Chip(
                "asked about",
                f"{mention.name}, but filtered by another speaker",
                None,
                (Link(mention.name, "instead", state.address(speakers=())),),
            )
            for mention in mentions
            if mention.name is not None and mention.id not in state.speakers
        ]

    def _mention(self, mention: SpeakerMention) -> Chip:
        kind, remove = "speaker" if mention.narrows else "ranked first", self._rest(speakers=())
        labels = f"labelled {', '.join(mention.labels)}" if mention.labels else ""
        choices = choices_of(mention.ids, self.people, self._chosen_in) if mention.candidates else ()
        people = f"{mention.mention}: any of {len(choices)} people" if choices else mention.name
        return Chip(kind, " or ".join(filter(None, (people, labels))), remove, choices)

    def unknown(self) -> list[Chip]:
        return [Chip("speaks nowhere", name, self._rest()) for name in self.interpretation.unknown]

    def corrections(self) -> list[Chip]:
        """What is searched instead of misspelt names; taken out by a search to the letter."""
        to_the_letter = self.state.address(interpret=False, typed="")
        return [
            Chip("corrected", f"{correction.given} to {correction.searched}", to_the_letter)
            for correction in self.interpretation.corrections
        ]

    def _rest(self, **changes: Any) -> str | None:
        """The address of the search without a part: a search to the letter where no topic is left to search by."""
        if self.interpretation.topic:
            return self.plain.address(**changes)
        return self.state.address(interpret=False, typed="") if self.state.q else None

    @property
    def _chosen_in(self) -> SearchState:
        """The search in which one of several people can be chosen."""
        return self.plain if self.interpretation.topic else self.state

    def answered(self) -> list[Chip]:
        return [
            Chip(
                "answered by",
                mention.name or mention.mention,
                self._rest(),
                () if mention.name else choices_of(mention.ids, self.people, self._chosen_in),
            )
            for mention in self.interpretation.answered_by
        ]

    def roles(self) -> list[Chip]:
        roles = self.state.roles
        if roles:
            return [
                Chip("only", _ROLES[role], self.state.address(roles=_without(roles, role))) for role in roles
            ]
        return [Chip("only", _ROLES[role], self._rest(roles=())) for role in self.interpretation.roles]

    def exact_words(self) -> list[Chip]:
        topic, phrases, excluded = (
            self.interpretation.topic,
            self.interpretation.phrases,
            self.interpretation.excluded,
        )
        return [
            Chip("word for word", phrase, self._with_words(topic, _without(phrases, phrase), excluded))
            for phrase in phrases
        ] + [
            Chip("without", word, self._with_words(topic, phrases, _without(excluded, word)))
            for word in excluded
        ]

    def _with_words(self, topic: str, phrases: tuple[str, ...], excluded: tuple[str, ...]) -> str | None:
        query = with_operators(topic, phrases, excluded)
        return self.plain.address(q=query, interpret=bool(phrases or excluded)) if query else None

    def days(self) -> list[Chip]:
        interpretation, state = self.interpretation, self.state
        if not (interpretation.date_from or interpretation.date_to):
            return []
        text = days_in_words(interpretation.date_from, interpretation.date_to)
        return [Chip("", text, undated(state).address())]

    def wanted(self) -> list[Chip]:
        """What the question asks for; without it, passages on the topic are searched."""
        wanted = WANTED[self.interpretation.intent]
        return [Chip("wanted", wanted, self._rest(sort=self.state.sort))] if wanted else []

    def order(self) -> list[Chip]:
        sort = self.interpretation.sort
        return [Chip("", ORDERS[sort], self.state.address(sort="relevance"))] if sort != "relevance" else []


def undated(state: SearchState) -> SearchState:
    """The same search at any time: without its dates, or else those in the question."""
    if state.date_from or state.date_to:
        return state.with_(date_from=None, date_to=None)
    return state.with_(q=_without_days(state.q), typed=state.typed or state.q)


def _without_days(question: str) -> str:
    """A question without its dates, in the first language in which it has any."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    rests = (interpret_dates(question, today, language).rest for language in languages().values())
    return next((rest for rest in rests if rest != question), question).strip()


def _without(values: tuple[str, ...], removed: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != removed)
