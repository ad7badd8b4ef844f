"""The files of a benchmark run: TREC runs, scores by topic, and answer decisions."""

from pathlib import Path

import msgspec

from eval.datasets.trec import run_lines
from eval.measures import Scored, score
from eval.records import Dataset, Run
from indexer.errors import RequestInvalid

SCORES, DECISIONS = "scores.jsonl", "answered.jsonl"


class Decision(msgspec.Struct, frozen=True):
    """A system's probability of an answer to a topic, whether it reported one, and whether there is one."""

    system: str
    topic: str
    form: str
    probability: float
    answered: bool
    answerable: bool


class Results(msgspec.Struct, frozen=True):
    """The content of a folder of results; `texts` are those of the topics by id."""

    dataset: str
    scores: tuple[Scored, ...]
    decisions: tuple[Decision, ...]
    texts: dict[str, str]


def write_results(folder: Path, dataset: Dataset, runs: list[Run]) -> None:
    """Write the runs in TREC format, and scores and decisions as JSON Lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for run in runs:
        (folder / f"{dataset.name}.{run.system}.run").write_text(run_lines(run), "utf-8")
    texts = {"dataset": dataset.name, "topics": {topic.id: topic.text for topic in dataset.topics}}
    (folder / "dataset.json").write_bytes(msgspec.json.format(msgspec.json.encode(texts)))
    scores = [scored for run in runs for scored in score(dataset, run)]
    answerable = dataset.answerable()
    decisions = [
        Decision(
            run.system,
            topic.id,
            topic.form,
            run.probabilities[topic.id],
            topic.id in run.answered,
            topic.id in answerable,
        )
        for run in runs
        for topic in dataset.topics
        if topic.id in run.probabilities
    ]
    for name, rows in ((SCORES, scores), (DECISIONS, decisions)):
        (folder / name).write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def read_results(folder: Path) -> Results:
    """Read what `write_results` wrote.

    Raises:
        RequestInvalid: the folder holds no results.
    """
    try:
        texts = msgspec.json.decode((folder / "dataset.json").read_bytes())
        scores = (folder / SCORES).read_bytes().splitlines()
        decisions = (folder / DECISIONS).read_bytes().splitlines()
        return Results(
            texts["dataset"],
            tuple(msgspec.json.decode(line, type=Scored) for line in scores),
            tuple(msgspec.json.decode(line, type=Decision) for line in decisions),
            texts["topics"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise RequestInvalid(
            "DIR", f"{folder} holds no results ({error}); run `onrecord eval run --runs {folder}` first."
        ) from error
