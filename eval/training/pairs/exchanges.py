"""Exchanges in a transcript: turns that ask, joined with the turns that answer them.

A question may be spread over several turns ("Two questions, please." – "Of course." – "…"), and so may an answer, where
somebody says "Right." in between.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from eval.training.pairs.english import CALL, GREETING, INDIRECT_QUESTION
from indexer.export.readable import readable_quote
from indexer.model import Transcript, Turn

BRIEF = 4
"""The most words of a turn that only encourages or agrees ("Mm-hmm.")."""
HANDED_OVER = 25
"""The most words of an answer after which another speaker may answer instead."""
_NOTE = re.compile(r"\((?:[Ll]augh\w*|[Cc]rosstalk|[Aa]pplause|[Pp]ause\w*|[Cc]ough\w*)\.?\)")
_RESTART = re.compile(r"\b(?P<words>[\w’']{1,30}(?: [\w’']{1,30}){0,4}),? — (?=(?P=words)\b)", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"\b[\w’']{1,12}- — ")


class Utterance(msgspec.Struct, frozen=True):
    """A turn with what people read of it: one line, without the transcriber's notes and false starts."""

    turn: Turn
    text: str

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def asks(self) -> bool:
        """Whether it holds a question, direct or indirect."""
        return "?" in self.text or INDIRECT_QUESTION.search(self.text) is not None


class Exchange(msgspec.Struct, frozen=True):
    """Question turns and the turns that answer; `follows` is whether the same person goes on asking.

    `overlapping` is whether several people ask before anybody answers.
    """

    questions: tuple[Utterance, ...]
    answers: tuple[Utterance, ...]
    follows: bool = False
    overlapping: bool = False

    @property
    def question(self) -> str:
        """All that was asked."""
        return " ".join(utterance.text for utterance in self.questions)

    @property
    def answer(self) -> str:
        """All that was answered."""
        return " ".join(utterance.text for utterance in self.answers)

    @property
    def answerer(self) -> Turn:
        """The longest turn of the answer: whoever said it answered."""
        return max(self.answers, key=lambda utterance: utterance.words).turn


def exchanges(transcript: Transcript) -> Iterator[Exchange]:
    """The exchanges of a transcript, in order."""
    spoken = [
        Utterance(turn, _plain(transcript, turn)) for turn in transcript.turns if turn.role != "narration"
    ]
    at, before = 0, None
    while at < len(spoken):
        if not _opens(spoken, at):
            at += 1
            continue
        first = at
        at, questions, overlapping = _questions(spoken, at)
        at, answers = _answers(spoken, at, questions[-1])
        if answers:
            follows = before is not None and first == before[0] and _goes_on(before[1], questions[0])
            exchange = Exchange(tuple(questions), tuple(answers), follows, overlapping)
            yield exchange
            before = at, exchange


def _plain(transcript: Transcript, turn: Turn) -> str:
    words = readable_quote(transcript.text, (turn.start, turn.end), transcript.format)
    line = " ".join(_NOTE.sub(" ", words).replace("\\", "").split())
    return _RESTART.sub("", _BROKEN_WORD.sub("", line))


def _opens(spoken: Sequence[Utterance], at: int) -> bool:
    """Whether a question begins: a questioner's turn, or another's that ends in a question to the next speaker."""
    if spoken[at].turn.role == "questioner":
        return True
    following = spoken[at + 1] if at + 1 < len(spoken) else None
    return (
        spoken[at].text.endswith("?")
        and following is not None
        and following.turn.role == "speaker"
        and following.turn.label != spoken[at].turn.label
    )


def _questions(spoken: Sequence[Utterance], at: int) -> tuple[int, list[Utterance], bool]:
    """The turns from `at` that ask, the index after them, and whether several people ask at once."""
    questions, overlapping = [spoken[at]], False
    at += 1
    while at < len(spoken):
        if spoken[at].turn.role == "questioner":
            overlapping = overlapping or (questions[-1].asks and spoken[at].asks)
            questions.append(spoken[at])
            at += 1
        elif (
            spoken[at].words <= BRIEF
            and not questions[-1].asks
            and at + 1 < len(spoken)
            and spoken[at + 1].turn.role == "questioner"
        ):
            # "Two questions." "Of course."
            questions.append(spoken[at + 1])
            at += 2
        else:
            break
    return at, questions, overlapping


def _answers(spoken: Sequence[Utterance], at: int, question: Utterance) -> tuple[int, list[Utterance]]:
    """The turns from `at` that answer, and the index after them."""
    answers: list[Utterance] = []
    while at < len(spoken):
        utterance = spoken[at]
        if utterance.turn.role == "speaker" and utterance.turn.label != question.turn.label:
            same = not answers or utterance.turn.label == answers[-1].turn.label
            if not same and sum(answer.words for answer in answers) > HANDED_OVER:
                break
            if answers and _opens(spoken, at):
                break
            answers.append(utterance)
            at += 1
        elif (
            answers
            and utterance.turn.role == "questioner"
            and utterance.words <= BRIEF
            and not utterance.asks
            and at + 1 < len(spoken)
            and spoken[at + 1].turn.label == answers[-1].turn.label
        ):
            # "Right." Who answers goes on.
            at += 1
        else:
            break
    return at, answers


def _goes_on(before: Exchange, question: Utterance) -> bool:
    """Whether a question comes from who asked before: no greeting, and nobody else was called on."""
    names = {utterance.turn.attribution.name for utterance in before.questions} | {None}
    return (
        question.turn.attribution.name in names
        and GREETING.match(question.text) is None
        and CALL.search(before.answers[-1].text) is None
    )
