"""Benchmarks in a folder, with `topics.tsv` and `qrels.txt`: the sample set, and your own next to the transcripts."""

from pathlib import Path

from eval.datasets.trec import read_qrels, read_topics
from eval.records import Dataset
from indexer.errors import RequestInvalid
from indexer.sample import sample_folder

TOPICS, QRELS = "topics.tsv", "qrels.txt"
SAMPLE = Path(__file__).parent / "sample"


def read_sample() -> Dataset:
    """The sample set: questions about the sample interview, with graded judgements of its turns."""
    return Dataset(
        "sample",
        (sample_folder(),),
        read_topics(SAMPLE / TOPICS),
        read_qrels(SAMPLE / QRELS),
        corpus="sample",
    )


def read_folder(folder: Path) -> Dataset:
    """The topics and judgements of a folder; all other files in it are transcripts.

    The unit is a turn, `<transcript id>:<ordinal>`, or, if the first judgement is of a span, a span,
    `<transcript id>@<start>-<end>`.

    Raises:
        RequestInvalid: the folder holds no topics, qrels or transcripts.
        InputRefused: a line of topics or qrels is invalid.
    """
    for name in (TOPICS, QRELS):
        if not (folder / name).is_file():
            raise RequestInvalid("--dataset", f"{folder} holds no {name}; put it next to the transcripts.")
    sources = tuple(
        path
        for path in sorted(folder.iterdir())
        if path.name not in {TOPICS, QRELS} and not path.name.startswith(".")
    )
    if not sources:
        raise RequestInvalid("--dataset", f"{folder} holds no transcripts; put them next to {TOPICS}.")
    qrels = read_qrels(folder / QRELS)
    has_spans = bool(qrels) and "@" in qrels[0].unit
    return Dataset(
        folder.name,
        sources,
        read_topics(folder / TOPICS),
        qrels,
        "span" if has_spans else "turn",
        corpus=folder.name,
    )
