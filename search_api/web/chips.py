"""The interpretation of a question as chips: each shows a part of it, and links to the same search without it."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from indexer.languages import languages
from indexer.model import Role
from search_api.contract.records import Interpretation, SpeakerMention
from search_api.questions.dates import interpret_dates
from search_api.questions.people import People
from search_api.web.addresses import SearchState
from search_api.web.plain_words import days_in_words

_ROLES: Mapping[Role, str] = {
    "speaker": "answers and statements",
    "questioner": "questions",
    "chair": "the chair’s words",
    "audience": "the audience’s words",
    "narration": "narration",
}


class Choice(msgspec.Struct, frozen=True):
    """One of several people who may be meant."""

    name: str
    detail: str
    address: str


class Chip(msgspec.Struct, frozen=True):
    """A part of an interpretation. `kind` is shown before the text, and may be empty.

    `remove` is the address of the search without the part; `choices` are the people who may be meant.
    """

    kind: str
    text: str
    remove: str | None
    choices: tuple[Choice, ...] = ()


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
    chips = [*writer.topic(), *writer.speakers(), *writer.answered(), *writer.roles(), *writer.days()]
    chips += [
        Chip("event", titles.get(key, key), state.address(transcripts=_without(state.transcripts, key)))
        for key in state.transcripts
    ]
    interpreted = state.interpret and (
        interpretation.topic != state.q or bool(interpretation.date_from or interpretation.date_to)
    )
    return InterpretationChips(
        tuple(chips),
        state.address(interpret=False, typed="") if interpreted and state.q else None,
        None if state.interpret else state.address(q=state.typed or state.q, interpret=True, typed=""),
    )


class _Writer:
    """Writes the chips of an interpretation.

    A part is removed by a literal search with the other parts as parameters.
    """

    def __init__(self, state: SearchState, interpretation: Interpretation, people: People) -> None:
        self.state = state
        self.interpretation = interpretation
        self.people = people
        mentions = () if state.speakers else interpretation.speakers
        self.mentioned: tuple[str, ...] = tuple(
            key for mention in mentions if mention.narrows for key in _ids(mention)
        )
        self.plain = state.with_(
            q=interpretation.topic,
            speakers=state.speakers or self.mentioned,
            date_from=interpretation.date_from,
            date_to=interpretation.date_to,
            roles=state.roles or interpretation.roles,
            interpret=False,
            typed=state.typed or state.q,
        )

    def topic(self) -> list[Chip]:
        """The topic; it can be removed where something else is left to search by."""
        if not self.interpretation.topic:
            return []
        rest = self.plain.with_(q="", interpret=True, typed="")
        return [Chip("topic", self.interpretation.topic, rest.address() if rest.filtered else None)]

    def speakers(self) -> list[Chip]:
        if not self.state.speakers:
            return [self._mention(mention) for mention in self.interpretation.speakers]
        chips = [Chip("speaker", self._name(key), self._without_speaker(key)) for key in self.state.speakers]
        return chips + [
            Chip(
                "asked about",
                f"{mention.name}, but filtered by another speaker",
                None,
                (Choice(mention.name, "instead", self.state.address(speakers=())),),
            )
            for mention in self.interpretation.speakers
            if mention.name is not None and mention.id not in self.state.speakers
        ]

    def _without_speaker(self, key: str) -> str:
        return self.state.address(speakers=_without(self.state.speakers, key))

    def _mention(self, mention: SpeakerMention) -> Chip:
        kind = "speaker" if mention.narrows else "ranked first"
        remove = self.plain.address(speakers=()) if self.interpretation.topic else None
        if mention.name is not None:
            return Chip(kind, mention.name, remove)
        if mention.candidates:
            text = f"{mention.mention}: any who held the post"
            return Chip(kind, text, remove, self._choices(mention.candidates))
        namesakes = [speaker.id for speaker in self.people.called(mention.mention)]
        return Chip("speaker", f"{mention.mention}: which one?", remove, self._choices(namesakes))

    def _choices(self, ids: Sequence[str]) -> tuple[Choice, ...]:
        return tuple(
            Choice(self._name(key), self._post(key), self.plain.address(speakers=(key,))) for key in ids
        )

    def answered(self) -> list[Chip]:
        return [
            Chip(
                "answered by",
                mention.name or mention.mention,
                self.plain.address() if self.interpretation.topic else None,
                () if mention.name else self._choices(mention.candidates),
            )
            for mention in self.interpretation.answered_by
        ]

    def roles(self) -> list[Chip]:
        if self.state.roles:
            return [
                Chip("only", _ROLES[role], self.state.address(roles=_without(self.state.roles, role)))
                for role in self.state.roles
            ]
        remove = self.plain.address(roles=()) if self.interpretation.topic else None
        return [Chip("only", _ROLES[role], remove) for role in self.interpretation.roles]

    def days(self) -> list[Chip]:
        interpretation, state = self.interpretation, self.state
        if not (interpretation.date_from or interpretation.date_to):
            return []
        text = days_in_words(interpretation.date_from, interpretation.date_to)
        if state.date_from or state.date_to:
            return [Chip("", text, state.address(date_from=None, date_to=None))]
        rest = without_days(state.q)
        return [Chip("", text, state.address(q=rest, typed=state.typed or state.q))]

    def _name(self, key: str) -> str:
        speaker = self.people.by_id(key)
        return speaker.name if speaker else key

    def _post(self, key: str) -> str:
        speaker = self.people.by_id(key)
        return speaker.tenures[-1].title if speaker and speaker.tenures else ""


def without_days(question: str) -> str:
    """A question without its dates, in the first language in which it has any."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    rests = (interpret_dates(question, today, language).rest for language in languages().values())
    return next((rest for rest in rests if rest != question), question).strip()


def _ids(mention: SpeakerMention) -> tuple[str, ...]:
    return mention.candidates or ((mention.id,) if mention.id else ())


def _without(values: tuple[str, ...], removed: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != removed)
