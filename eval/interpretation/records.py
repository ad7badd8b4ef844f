"""The records of the benchmark: questions with what is expected, what was read, and what is wrong."""

import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec

from indexer.model import Role
from search_api.contract.bounds import MAX_QUERY

Part: TypeAlias = Literal["train", "test"]
Intent: TypeAlias = Literal[
    "turns", "said", "who_said", "who_asked", "questions_from", "asked_of", "first", "latest", "how_often",
    "yes_no", "how_many",
]  # fmt: skip
"""What a question asks for.

`turns`: a person's turns, on no topic. `said`: passages on a topic. `who_said`, `who_asked`: the person who said or
asked it. `questions_from`: the questions that a person or role asks. `asked_of`: the questions that a person was asked.
`first`, `latest`: passages from the oldest or the newest on. `how_often`: how often it is said. `yes_no`: whether it
is. `how_many`: a number that is said.
"""
Aspect: TypeAlias = Literal["whom", "when", "intent", "topic", "words", "first", "answered"]
INTERPRETATION: tuple[Aspect, ...] = ("whom", "when", "intent", "topic", "words")
"""The aspects of an interpretation; `words` are exact phrases, excluded words and corrections."""
ASPECTS: tuple[Aspect, ...] = (*INTERPRETATION, "first", "answered")

_Text = Annotated[str, msgspec.Meta(min_length=1)]


class FirstResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By whom and when the first result must be; an empty field demands nothing. Dates are inclusive.

    A name of `by` may list spellings and labels of the person, separated by `|`.
    """

    by: tuple[_Text, ...] = ()
    role: Role | None = None
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question and what is expected of it. A name may list spellings and labels of the person, separated by `|`.

    `speakers` are the people that the search is narrowed to, and nobody else; `candidates` are people who must be among
    those that one mention may mean; `unknown` are those asked for who speak nowhere; `answered_by` are those whose
    questions are wanted; `role` is that of the turns wanted. Every word of `topic` must be in the topic (one of those
    separated by `|`), and none of `topic_without`. `corrections` are words to which a spelling is corrected. `answered`
    is null where either is right. `person` is whom the question is about: all questions of a kind about a person are
    in one part.
    """

    id: _Text
    kind: _Text
    part: Part
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_QUERY)]
    person: str = ""
    speakers: tuple[_Text, ...] = ()
    candidates: tuple[_Text, ...] = ()
    unknown: tuple[_Text, ...] = ()
    answered_by: tuple[_Text, ...] = ()
    role: Role | None = None
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    intents: Annotated[tuple[Intent, ...], msgspec.Meta(min_length=1)] = ("said",)
    topic: tuple[_Text, ...] = ()
    topic_without: tuple[_Text, ...] = ()
    topic_empty: bool = False
    phrases: tuple[_Text, ...] = ()
    excluded: tuple[_Text, ...] = ()
    corrections: tuple[_Text, ...] = ()
    answered: bool | None = True
    first: FirstResult | None = None


class Mention(msgspec.Struct, frozen=True):
    """A person or label read out of a question: the names of all who may be meant, and labels searched for."""

    names: tuple[str, ...]
    labels: tuple[str, ...]


class FirstRead(msgspec.Struct, frozen=True):
    """The first result: the speaker's name (null if only the label is known), label, role, date and quote."""

    name: str | None
    label: str
    role: Role
    date: datetime.date | None
    quote: str


class Reading(msgspec.Struct, frozen=True):
    """What the search read out of a question, and its first result; null if it found nothing."""

    speakers: tuple[Mention, ...]
    answered_by: tuple[Mention, ...]
    unknown: tuple[str, ...]
    roles: tuple[Role, ...]
    date_from: datetime.date | None
    date_to: datetime.date | None
    intent: str
    sort: str
    topic: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    corrections: tuple[str, ...]
    answered: bool
    first: FirstRead | None


class Fault(msgspec.Struct, frozen=True):
    """An aspect that is wrong, with what was expected and what was read."""

    aspect: Aspect
    detail: str


class Judged(msgspec.Struct, frozen=True):
    """A question with its faults. Only `aspects` were judged: the first result is not, where none is expected."""

    question: Question
    aspects: tuple[Aspect, ...]
    faults: tuple[Fault, ...]

    def is_right(self, *aspects: Aspect) -> bool:
        """Whether none of these aspects is wrong."""
        return not any(fault.aspect in aspects for fault in self.faults)
