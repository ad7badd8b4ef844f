"""Datasets by name: each module reads one kind of benchmark."""

from eval.datasets.sample import read_sample
from eval.records import Dataset
from indexer.errors import RequestInvalid


def read_dataset(name: str) -> Dataset:
    """A dataset by its name.

    Raises:
        RequestInvalid: there is none of that name.
    """
    if name == "sample":
        return read_sample()
    raise RequestInvalid("--dataset", f"{name!r} is no dataset; give sample.")
