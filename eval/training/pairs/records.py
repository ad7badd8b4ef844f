"""The records of mined pairs. Offsets are code points into the text of a transcript, half-open."""

import datetime
from typing import Literal, TypeAlias

import msgspec

Fault: TypeAlias = Literal[
    "no question",
    "inaudible",
    "crosstalk",
    "no content",
    "needs context",
    "hands over",
    "asks back",
    "short answer",
    "another subject",
    "repeated",
]
"""Why an exchange is no pair.

`no question`: nothing is asked. `inaudible`: a part of the question is missing. `crosstalk`: several people ask at
once, or the question is interrupted. `no content`: the question has no subject of its own ("Why not?").
`needs context`: its subject is in neither its turn nor the question before. `hands over`: the answer refers to others,
or declines. `asks back`: the answer is a question. `short answer`: it is too short to be searched for.
`another subject`: question and answer have little in common. `repeated`: the same question has the same answer
elsewhere.
"""


class Span(msgspec.Struct, frozen=True):
    """A passage: `text[start:end]` of the transcript with this id, whose text has this SHA-256."""

    transcript: str
    text_sha256: str
    start: int
    end: int


class Negative(msgspec.Struct, frozen=True):
    """A passage that does not answer: said at the same event, or by the same speaker at another one."""

    span: Span
    kind: Literal["event", "speaker"]


class Forms(msgspec.Struct, frozen=True, omit_defaults=True):
    """The ways to ask for an answer; the empty string where there is none.

    `question` is the question in its asker's words, with the sentences before that name its subject. `keywords` are
    its rarest words. `named` and `role` ask in the third person, with the answerer's name or post; `asked` asks for
    what the answerer was asked; all three are about `topic`. `turn` is all that the asker said.
    """

    question: str
    keywords: str = ""
    named: str = ""
    role: str = ""
    asked: str = ""
    topic: str = ""
    turn: str = ""


class Pair(msgspec.Struct, frozen=True):
    """A question and the passages of its answer, in order; `nearest` is the index of the one with most of its words.

    `answerer` is a name or, where nobody is named, the label. `follows` is whether `forms.question` begins with the
    question that was put before.
    """

    id: str
    event: str
    date: datetime.date | None
    answerer: str
    forms: Forms
    answers: tuple[Span, ...]
    nearest: int
    follows: bool
    negatives: tuple[Negative, ...] = ()
