"""Reading a file of questions: JSON Lines, one question a line."""

from pathlib import Path

import msgspec

from eval.interpretation.records import Question
from indexer.errors import InputRefused

QUESTIONS = Path(__file__).parent / "questions.jsonl"
"""Questions about the White House transcripts of 2022, written for this project by reading them."""


def read_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions of a file, in its order.

    Raises:
        InputRefused: names the line that is invalid, contradicts itself or repeats an id, or that divides a person's
            questions of a kind between the parts; or the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(
            str(path), f"it cannot be read as UTF-8 text ({error}); give another file."
        ) from error
    questions: list[Question] = []
    ids: set[str] = set()
    parts: dict[tuple[str, str], str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        question = _question(where, line)
        if question.id in ids:
            raise InputRefused(where, f"the id {question.id!r} is used above; give this question another.")
        ids.add(question.id)
        group = (question.kind, question.person)
        if question.person and parts.setdefault(group, question.part) != question.part:
            raise InputRefused(
                where,
                f"a question of the kind {question.kind!r} about {question.person} is in the part "
                f"{parts[group]!r} above; put this one there too.",
            )
        questions.append(question)
    if not questions:
        raise InputRefused(str(path), "it holds no questions; write one a line, as JSON.")
    return tuple(questions)


def _question(where: str, line: str) -> Question:
    try:
        question = msgspec.json.decode(line, type=Question)
    except msgspec.DecodeError as error:
        raise InputRefused(where, f"the question is invalid ({error}); correct the line.") from error
    if question.topic_empty and question.topic:
        raise InputRefused(where, "topic_empty and topic contradict each other; remove one of them.")
    if question.answered is not True and question.first is not None:
        raise InputRefused(where, "only an answered question has a first result; remove `first`.")
    if question.date_from and question.date_to and question.date_from > question.date_to:
        raise InputRefused(where, "date_from is after date_to; exchange them.")
    return question
