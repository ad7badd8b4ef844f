"""The sample set: the interview, with questions that people would ask of it."""

from pathlib import Path

from eval.datasets.trec import read_qrels, read_topics
from eval.records import Dataset
from indexer.sample import sample_folder

FOLDER = Path(__file__).parent / "sample"


def read_sample() -> Dataset:
    """The interview's topics and graded, turn-level judgements."""
    return Dataset(
        "sample",
        (sample_folder(),),
        read_topics(FOLDER / "topics.tsv"),
        read_qrels(FOLDER / "qrels.txt"),
        corpus="sample",
    )
