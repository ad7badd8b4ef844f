"""Questions about White House briefings of 2022, with every passage that answers them.

They were written for this project by reading each transcript as a whole. Only questions, hashes and offsets are stored
here; the transcripts, which are in the public domain, are in a folder of Markdown files given to `onrecord eval`.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from eval.judge import span_id
from eval.records import Dataset, Qrel, Topic
from indexer.errors import RequestInvalid

QUESTIONS = Path(__file__).parent / "questions.jsonl"
SPLITS = ("train", "tune", "test")
Scope: TypeAlias = Literal["own", "all"]


class Answer(msgspec.Struct, frozen=True):
    """A passage that answers, `text[start:end]`, fully (grade 2) or in part (grade 1)."""

    start: int
    end: int
    grade: int


class Question(msgspec.Struct, frozen=True):
    """A question; `paraphrase` is whether it shares no distinctive word with its answers."""

    id: str
    text: str
    form: str
    paraphrase: bool
    answers: tuple[Answer, ...]


class BriefingQuestions(msgspec.Struct, frozen=True):
    """The questions about a transcript, given by its path in the folder and the hash of its text."""

    file: str
    text_sha256: str
    split: str
    questions: tuple[Question, ...]


def read_questions() -> list[BriefingQuestions]:
    """The questions of all splits, by transcript."""
    lines = QUESTIONS.read_bytes().splitlines()
    return [msgspec.json.decode(line, type=BriefingQuestions) for line in lines]


def read_briefings(folder: Path, split: str, scope: Scope = "own") -> Dataset:
    """The questions of a split; each searches its own transcript, or all in the folder.

    The dataset refers to transcripts by the hash of their text; see `localised` of `eval.runs`.

    Raises:
        RequestInvalid: there is no such split, or a transcript is missing or has another text.
    """
    if split not in SPLITS:
        raise RequestInvalid("--split", f"the briefings have no split {split!r}; give {', '.join(SPLITS)}.")
    chosen = [briefing for briefing in read_questions() if briefing.split == split]
    for briefing in chosen:
        _check(folder / briefing.file, briefing.text_sha256)
    pairs = [pair for briefing in chosen for pair in _topics(briefing, scope)]
    return Dataset(
        f"briefings-{split}" + ("-everywhere" if scope == "all" else ""),
        (folder,),
        tuple(topic for topic, _ in pairs if scope == "own" or topic.form != "unanswerable"),
        tuple(qrel for _, qrels in pairs for qrel in qrels),
        "span" if scope == "own" else "transcript",
        corpus="briefings",
    )


def _topics(briefing: BriefingQuestions, scope: Scope) -> Iterator[tuple[Topic, list[Qrel]]]:
    transcripts = (briefing.text_sha256,) if scope == "own" else ()
    for question in briefing.questions:
        if scope == "all":
            # Other briefings may answer too; only the one that the question was written for is judged.
            qrels = [Qrel(question.id, briefing.text_sha256, 1)] if question.answers else []
        else:
            qrels = [
                Qrel(question.id, span_id(briefing.text_sha256, answer.start, answer.end), answer.grade)
                for answer in question.answers
            ]
        yield Topic(question.id, question.text, transcripts, question.form), qrels


def _check(path: Path, digest: str) -> None:
    if not path.is_file():
        raise RequestInvalid("--dataset", f"{path} is missing; give the folder of the briefings.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise RequestInvalid("--dataset", f"{path} has another text than the one that was judged; restore it.")
