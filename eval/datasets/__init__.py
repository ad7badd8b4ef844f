"""Datasets by name: each module reads one kind of benchmark."""

from pathlib import Path

import msgspec

from eval.datasets.briefings import Scope, read_briefings
from eval.datasets.folder import read_folder
from eval.datasets.qmsum import read_qmsum
from eval.datasets.qmsum_documents import read_qmsum_documents
from eval.datasets.sample import read_sample
from eval.records import Dataset
from indexer.errors import RequestInvalid


class Choice(msgspec.Struct, frozen=True):
    """Which part of a dataset: a split and domains where it has them; `scope` is what a briefing's question
    searches, its own transcript or all.
    """

    split: str | None = None
    domains: tuple[str, ...] = ()
    scope: Scope = "own"


def read_dataset(name: str, choice: Choice, work: Path) -> Dataset:
    """A dataset by its name: `sample`, `qmsum:DIR`, `qmsum-documents:DIR`, `briefings:DIR`, or a folder of one's own.

    `work` takes files that a dataset is converted to.

    Raises:
        RequestInvalid: there is none of that name, or not the part that is asked for.
        InputRefused: a file of topics or judgements is out of form.
    """
    kind, colon, place = name.partition(":")
    folder = Path(place)
    if name == "sample":
        return read_sample()
    if colon and kind == "qmsum":
        return read_qmsum(folder, choice.split or "val", choice.domains, work)
    if colon and kind == "qmsum-documents":
        return read_qmsum_documents(folder, work)
    if colon and kind == "briefings":
        return read_briefings(folder, choice.split or "test", choice.scope)
    if Path(name).is_dir():
        return read_folder(Path(name))
    raise RequestInvalid(
        "--dataset",
        f"{name!r} is no dataset; give sample, qmsum:DIR, qmsum-documents:DIR, briefings:DIR or a folder.",
    )
