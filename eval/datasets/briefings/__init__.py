"""Questions that people would put to White House briefings of 2022, with every passage that answers.

Written for this project by reading each transcript whole; only questions, hashes and offsets are kept here. The
transcripts are public domain: folders of Markdown as `onrecord eval` is pointed to.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from eval.judging import span_id
from eval.records import Dataset, Qrel, Topic
from indexer.errors import RequestInvalid

QUESTIONS = Path(__file__).parent / "questions.jsonl"
SPLITS = ("train", "tune", "test")
Scope: TypeAlias = Literal["own", "all"]


class Answer(msgspec.Struct, frozen=True):
    """A passage that answers, `text[start:end]`: grade 2 fully, 1 in part."""

    start: int
    end: int
    grade: int


class Question(msgspec.Struct, frozen=True):
    """A question; `paraphrase` says that it shares no distinctive word with its answers."""

    id: str
    text: str
    form: str
    paraphrase: bool
    answers: tuple[Answer, ...]


class Transcript(msgspec.Struct, frozen=True):
    """A transcript by its file, as it lies in the folder, with its questions."""

    file: str
    text_sha256: str
    split: str
    questions: tuple[Question, ...]


def read_questions() -> list[Transcript]:
    """All questions, of all splits."""
    lines = QUESTIONS.read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Transcript) for line in lines]


def read_briefings(folder: Path, split: str, scope: Scope = "own") -> Dataset:
    """The questions of a split, over their own transcript each, or over all in the folder.

    Transcripts are referred to by the hash of their text; see `eval.references`.

    Raises:
        RequestInvalid: the split is none, or a transcript is missing or has another text.
    """
    if split not in SPLITS:
        raise RequestInvalid("--split", f"{split!r} is no split of the briefings; give {', '.join(SPLITS)}.")
    chosen = [one for one in read_questions() if one.split == split]
    for one in chosen:
        _check(folder / one.file, one.text_sha256)
    pairs = [pair for one in chosen for pair in _judged(one, scope)]
    return Dataset(
        f"briefings-{split}" + ("-everywhere" if scope == "all" else ""),
        (folder,),
        tuple(topic for topic, _ in pairs if scope == "own" or topic.form != "unanswerable"),
        tuple(qrel for _, qrels in pairs for qrel in qrels),
        "span" if scope == "own" else "transcript",
        corpus="briefings",
    )


def _judged(transcript: Transcript, scope: Scope) -> Iterator[tuple[Topic, list[Qrel]]]:
    searched = (transcript.text_sha256,) if scope == "own" else ()
    for question in transcript.questions:
        if scope == "all":
            # Others of a thousand briefings may answer as well: what is known is where the question is from.
            qrels = [Qrel(question.id, transcript.text_sha256, 1)] if question.answers else []
        else:
            qrels = [
                Qrel(question.id, span_id(transcript.text_sha256, one.start, one.end), one.grade)
                for one in question.answers
            ]
        yield Topic(question.id, question.text, searched, question.form), qrels


def _check(path: Path, digest: str) -> None:
    if not path.is_file():
        raise RequestInvalid("--dataset", f"{path} is missing; name the folder that holds the briefings.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise RequestInvalid("--dataset", f"{path} has another text than the one that was judged; restore it.")
