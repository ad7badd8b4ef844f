"""The sample set: the sample interview, with questions that a user could ask about it."""

from pathlib import Path

from eval.datasets.trec import read_qrels, read_topics
from eval.records import Dataset
from indexer.sample import sample_folder

FOLDER = Path(__file__).parent / "sample"


def read_sample() -> Dataset:
    """The topics of the interview, with graded judgements of its turns."""
    return Dataset(
        "sample",
        (sample_folder(),),
        read_topics(FOLDER / "topics.tsv"),
        read_qrels(FOLDER / "qrels.txt"),
        corpus="sample",
    )
