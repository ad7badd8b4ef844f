"""Anybody's own benchmark: a folder of transcripts with `topics.tsv` and `qrels.txt` beside them."""

from pathlib import Path

from eval.datasets.trec import read_qrels, read_topics
from eval.records import Dataset
from indexer.errors import RequestInvalid

TOPICS, QRELS = "topics.tsv", "qrels.txt"


def read_folder(folder: Path) -> Dataset:
    """A folder's topics and judgements over everything else that it holds.

    The unit is the turn, `<transcript id>:<ordinal>`, or a span where the first judgement names one,
    `<transcript id>@<start>-<end>`.

    Raises:
        RequestInvalid: the folder holds no topics, qrels or transcripts.
        InputRefused: a line of topics or qrels is out of form.
    """
    for name in (TOPICS, QRELS):
        if not (folder / name).is_file():
            raise RequestInvalid("--dataset", f"{folder} holds no {name}; put it beside the transcripts.")
    sources = tuple(
        path
        for path in sorted(folder.iterdir())
        if path.name not in {TOPICS, QRELS} and not path.name.startswith(".")
    )
    if not sources:
        raise RequestInvalid("--dataset", f"{folder} holds no transcripts; put them beside {TOPICS}.")
    qrels = read_qrels(folder / QRELS)
    spans = bool(qrels) and "@" in qrels[0].unit
    return Dataset(
        folder.name,
        sources,
        read_topics(folder / TOPICS),
        qrels,
        "span" if spans else "turn",
        corpus=folder.name,
    )
