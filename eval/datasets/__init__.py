"""Datasets by name; each module reads one kind of benchmark."""

from pathlib import Path

import msgspec

from eval.datasets.briefings import Scope, read_briefings
from eval.datasets.folder import read_folder, read_sample
from eval.datasets.qmsum import read_qmsum, read_qmsum_documents
from eval.records import Dataset
from indexer.errors import RequestInvalid


class Choice(msgspec.Struct, frozen=True):
    """A part of a dataset: its split and domains, if it has any.

    `scope` is whether a question about a briefing searches its own transcript or all.
    """

    split: str | None = None
    domains: tuple[str, ...] = ()
    scope: Scope = "own"


def read_dataset(name: str, choice: Choice, work: Path) -> Dataset:
    """A dataset by its name: `sample`, `qmsum:DIR`, `qmsum-documents:DIR`, `briefings:DIR`, or a folder.

    Converted files are written into the folder `work`.

    Raises:
        RequestInvalid: there is no dataset of this name, or no such part of it.
        InputRefused: a file of topics or judgements is invalid.
    """
    kind, colon, path = name.partition(":")
    folder = Path(path)
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
        f"there is no dataset {name!r}; give sample, qmsum:DIR, qmsum-documents:DIR, briefings:DIR or a folder.",
    )
