"""A forest of small regression trees, read from LightGBM's text, over many rows at once.

Every test of every tree is put to all rows in one go, and each test that fails strikes out the leaves to its left: the
first leaf left over is the row's. That is QuickScorer (Lucchese et al., SIGIR 2015). For some hundred rows it takes a
third of the time of LightGBM's own predictor, and a server need not load that library.
"""

import re
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from search_api.retrieval.windows import Floats

MOST_LEAVES = 8
"""The leaves of a tree are bits of a byte."""

_HEAD = re.compile(r"^tree$", re.MULTILINE)
_FIRST_BIT = np.array([(byte & -byte).bit_length() - 1 if byte else 0 for byte in range(256)], np.int64)


class Forest(msgspec.Struct, frozen=True, eq=False):
    """t trees of at most n tests and 8 leaves.

    `feature`, `threshold` and `kept` have shape (t, n): which feature a test reads, up to what value it holds, and
    the leaves that are left when it does not; tests that a tree lacks always hold. `leaves` has shape (t, 8).
    """

    names: tuple[str, ...]
    feature: npt.NDArray[np.int16]
    threshold: Floats
    kept: npt.NDArray[np.uint8]
    leaves: npt.NDArray[np.float64]

    def scores(self, columns: Floats) -> Floats:
        """The scores of n rows, given feature by feature: float32 of shape (len(names), n) to (n,)."""
        return _reached(columns, self.feature, self.threshold, self.kept, self.leaves, _FIRST_BIT).astype(
            np.float32
        )


@compiled
def _reached(  # noqa: PLR0913, PLR0917 - plain arrays, for the compiler
    columns: Floats,
    feature: npt.NDArray[np.int16],
    threshold: Floats,
    kept: npt.NDArray[np.uint8],
    leaves: npt.NDArray[np.float64],
    first_bit: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """The sum of each row's leaves over all trees, rows being given feature by feature: (f, n) to (n,).

    A test that fails strikes out leaves: `kept` are those left over, bits of a byte; the first left is the row's.
    """
    many = columns.shape[1]
    found, left = np.zeros(many, np.float64), np.empty(many, np.uint8)
    for tree in range(len(feature)):
        left[:] = 255
        for test in range(feature.shape[1]):
            most, mask = threshold[tree, test], kept[tree, test]
            values = columns[feature[tree, test]]
            for row in range(many):
                left[row] &= np.uint8(255) if values[row] <= most else mask
        for row in range(many):
            found[row] += leaves[tree, first_bit[left[row]]]
    return found


def read_forest(text: str) -> Forest:
    """A forest from LightGBM's text format, version 4: numerical features, none missing.

    Several forests over the same features may stand one behind the other: what is read is their mean.

    Raises:
        ValueError: the text is none, or a tree has more than eight leaves.
    """
    _, *forests = _HEAD.split(text)
    heads = [_fields(forest.split("\nTree=")[0])["feature_names"] for forest in forests]
    if len(set(heads)) != 1:
        raise ValueError("forests are read together that are over the same features")
    names = tuple(heads[0].split())
    parts = [part for forest in forests for part in forest.split("\nTree=")[1:]]
    trees = [_fields(part.split("\nend of trees")[0]) for part in parts]
    tests = max((int(tree["num_leaves"]) - 1 for tree in trees), default=0)
    if not trees or tests >= MOST_LEAVES:
        raise ValueError(f"a forest has trees of at most {MOST_LEAVES} leaves")
    feature = np.zeros((len(trees), tests), np.int16)
    threshold = np.full((len(trees), tests), np.inf, np.float32)
    kept = np.full((len(trees), tests), 255, np.uint8)
    leaves = np.zeros((len(trees), MOST_LEAVES))
    for at, tree in enumerate(trees):
        values = [float(value) for value in tree["leaf_value"].split()]
        if len(values) == 1:
            leaves[at, 0] = values[0]
            continue
        left, right = _children(tree["left_child"]), _children(tree["right_child"])
        order = _leaves_below(0, left, right)
        leaves[at, : len(values)] = [values[leaf] for leaf in order]
        count = len(left)
        feature[at, :count] = [int(value) for value in tree["split_feature"].split()]
        threshold[at, :count] = [_float_below(float(value)) for value in tree["threshold"].split()]
        place = {leaf: bit for bit, leaf in enumerate(order)}
        for test in range(count):
            struck = sum(1 << place[leaf] for leaf in _leaves_below(left[test], left, right))
            kept[at, test] = 255 & ~struck
    return Forest(names, feature, threshold, kept, leaves / len(forests))


def _fields(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def _children(text: str) -> list[int]:
    return [int(value) for value in text.split()]


def _leaves_below(node: int, left: Sequence[int], right: Sequence[int]) -> list[int]:
    """The leaves under a node from left to right; LightGBM writes leaf k as -k - 1."""
    if node < 0:
        return [-node - 1]
    return _leaves_below(left[node], left, right) + _leaves_below(right[node], left, right)


def _float_below(value: float) -> np.float32:
    """The largest 32-bit float not above a value: comparing 32-bit features with it comes to the same."""
    near = np.float32(value)
    return near if float(near) <= value else np.nextafter(near, np.float32(-np.inf))
