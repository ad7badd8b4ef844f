"""The reading of a question as chips: each says what is searched by, and links to the same search without it."""

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
    """A part of what is searched by. `kind` stands before the text, and may be empty; `remove` leads to the search
    without it. `choices` are those who may be meant.
    """

    kind: str
    text: str
    remove: str | None
    choices: tuple[Choice, ...] = ()


class InterpretationChips(msgspec.Struct, frozen=True):
    """The chips, and the way to a literal reading and back; None where there is none to go."""

    chips: tuple[Chip, ...]
    literal: str | None
    again: str | None


def reading_of(
    state: SearchState, read: Interpretation, people: People, titles: Mapping[str, str]
) -> InterpretationChips:
    """What a search page's question was read as; `titles` are those of the transcripts that it names."""
    writer = _Writer(state, read, people)
    chips = [*writer.topic(), *writer.speakers(), *writer.answered(), *writer.roles(), *writer.days()]
    chips += [
        Chip("event", titles.get(one, one), state.address(transcripts=_without(state.transcripts, one)))
        for one in state.transcripts
    ]
    interpreted = state.interpret and (read.topic != state.q or bool(read.date_from or read.date_to))
    return InterpretationChips(
        tuple(chips),
        state.address(interpret=False, asked="") if interpreted and state.q else None,
        None if state.interpret else state.address(q=state.asked or state.q, interpret=True, asked=""),
    )


class _Writer:
    """Writes chips of one reading.

    To take a part out is to search for the others as parameters, literally.
    """

    def __init__(self, state: SearchState, read: Interpretation, people: People) -> None:
        self.state = state
        self.read = read
        self.people = people
        mentions = () if state.speakers else read.speakers
        self.mentioned: tuple[str, ...] = tuple(
            one for mention in mentions if mention.narrows for one in _ids(mention)
        )
        self.plain = state.with_(
            q=read.topic,
            speakers=state.speakers or self.mentioned,
            date_from=read.date_from,
            date_to=read.date_to,
            roles=state.roles or read.roles,
            interpret=False,
            asked=state.asked or state.q,
        )

    def topic(self) -> list[Chip]:
        """What is asked about; it is taken out where something else is left to search by."""
        if not self.read.topic:
            return []
        rest = self.plain.with_(q="", interpret=True, asked="")
        return [Chip("topic", self.read.topic, rest.address() if rest.filtered else None)]

    def speakers(self) -> list[Chip]:
        if not self.state.speakers:
            return [self._mention(one) for one in self.read.speakers]
        chips = [Chip("speaker", self._name(one), self._without_speaker(one)) for one in self.state.speakers]
        return chips + [
            Chip(
                "asked about",
                f"{mention.name}, but filtered by another speaker",
                None,
                (Choice(mention.name, "instead", self.state.address(speakers=())),),
            )
            for mention in self.read.speakers
            if mention.name is not None and mention.id not in self.state.speakers
        ]

    def _without_speaker(self, key: str) -> str:
        return self.state.address(speakers=_without(self.state.speakers, key))

    def _mention(self, mention: SpeakerMention) -> Chip:
        kind = "speaker" if mention.narrows else "ranked first"
        remove = self.plain.address(speakers=()) if self.read.topic else None
        if mention.name is not None:
            return Chip(kind, mention.name, remove)
        if mention.candidates:
            text = f"{mention.mention}: any who held the post"
            return Chip(kind, text, remove, self._choices(mention.candidates))
        namesakes = [one.id for one in self.people.called(mention.mention)]
        return Chip("speaker", f"{mention.mention}: which one?", remove, self._choices(namesakes))

    def _choices(self, ids: Sequence[str]) -> tuple[Choice, ...]:
        return tuple(
            Choice(self._name(one), self._post(one), self.plain.address(speakers=(one,))) for one in ids
        )

    def answered(self) -> list[Chip]:
        return [
            Chip(
                "answered by",
                mention.name or mention.mention,
                self.plain.address() if self.read.topic else None,
                () if mention.name else self._choices(mention.candidates),
            )
            for mention in self.read.answered_by
        ]

    def roles(self) -> list[Chip]:
        if self.state.roles:
            return [
                Chip("only", _ROLES[role], self.state.address(roles=_without(self.state.roles, role)))
                for role in self.state.roles
            ]
        remove = self.plain.address(roles=()) if self.read.topic else None
        return [Chip("only", _ROLES[role], remove) for role in self.read.roles]

    def days(self) -> list[Chip]:
        read, state = self.read, self.state
        if not (read.date_from or read.date_to):
            return []
        text = days_in_words(read.date_from, read.date_to)
        if state.date_from or state.date_to:
            return [Chip("", text, state.address(date_from=None, date_to=None))]
        rest = without_days(state.q)
        return [Chip("", text, state.address(q=rest, asked=state.asked or state.q))]

    def _name(self, key: str) -> str:
        speaker = self.people.by_id(key)
        return speaker.name if speaker else key

    def _post(self, key: str) -> str:
        speaker = self.people.by_id(key)
        return speaker.tenures[-1].title if speaker and speaker.tenures else ""


def without_days(question: str) -> str:
    """A question without the dates in it, in the first language in which it has any."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    rests = (interpret_dates(question, today, language).rest for language in languages().values())
    return next((rest for rest in rests if rest != question), question).strip()


def _ids(mention: SpeakerMention) -> tuple[str, ...]:
    return mention.candidates or ((mention.id,) if mention.id else ())


def _without(values: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(one for one in values if one != gone)
