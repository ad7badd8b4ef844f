"""Training the model that decides which labels open turns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt

from eval.reading.openings.examples import Examples
from eval.training.forests import FORESTS, SEED, trained_forests
from indexer.forest import Floats, read_forest
from indexer.turns.openings.features import FEATURES
from indexer.turns.openings.model import ACCEPTED, CARD, MODEL

ROUNDS = 600
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 8,
    "min_data_in_leaf": 30,
    "lambda_l2": 1.0,
    "feature_fraction": 0.6,
}
RISING = frozenset(
    {
        "shape",
        "dress",
        "person",
        "timed",
        "count",
        "known",
        "form_people",
        "form_coverage",
        "first_form",
        "opens_text",
    }
)
FALLING = frozenset({"aside", "values", "same_after", "lower_word", "lower_handle"})
"""Features of which more never speaks against a label, and those of which more never speaks for one."""
FOLDS = 6


def train(pages: Sequence[Examples], folder: Path) -> Iterator[str]:
    """Write the model and its card into a folder; the lines to print are its errors on layouts that were held out."""
    (folder / MODEL).write_text(trained(pages), "utf-8")
    table = list(cross_validated(pages))
    card = Path(__file__).with_name("card.md").read_text("utf-8")
    (folder / CARD).write_text(
        card.format(
            forests=FORESTS,
            rounds=ROUNDS,
            leaves=SETTINGS["num_leaves"],
            seed=SEED,
            features=len(FEATURES),
            pages=f"{len(pages):,}",
            labels=f"{sum(len(page.opens) for page in pages):,}",
            rising=", ".join(f"`{name}`" for name in sorted(RISING)),
            falling=", ".join(f"`{name}`" for name in sorted(FALLING)),
            folds=FOLDS,
            table="\n".join(table),
        ),
        "utf-8",
    )
    yield from table


def trained(pages: Sequence[Examples]) -> str:
    """The forests that were learned from the labels of pages, in LightGBM's text format."""
    weights = np.concatenate([page.weight * np.sqrt(page.counts) for page in pages])
    data = lightgbm.Dataset(
        np.concatenate([page.columns.T for page in pages]),
        np.concatenate([page.opens for page in pages]),
        weight=weights,
        feature_name=list(FEATURES),
    )
    constraints = [(name in RISING) - (name in FALLING) for name in FEATURES]
    return trained_forests(data, SETTINGS | {"monotone_constraints": constraints}, ROUNDS)


def cross_validated(pages: Sequence[Examples]) -> Iterator[str]:
    """Rows of a table: the errors on layouts that the model was not trained on."""
    groups = sorted({page.layout for page in pages})
    errors = {layout: np.zeros(3, np.int64) for layout in groups}
    for fold in range(FOLDS):
        held_out = set(groups[fold::FOLDS])
        forest = read_forest(trained([page for page in pages if page.layout not in held_out]))
        for page in pages:
            if page.layout in held_out:
                errors[page.layout] += _errors(page, forest.scores(page.columns))
    for layout, (turns, missed, false) in errors.items():
        yield f"| `{layout}` | {turns} | {missed} | {false} |"
    turns, missed, false = np.sum(list(errors.values()), axis=0)
    yield f"| all | {turns} | {missed} | {false} |"


def _errors(page: Examples, scores: Floats) -> npt.NDArray[np.int64]:
    """How many turns labels open, how many of them were missed, and how many are false."""
    accepted, opens = scores >= ACCEPTED, page.opens == 1
    return np.array(
        [page.counts[opens].sum(), page.counts[opens & ~accepted].sum(), page.counts[~opens & accepted].sum()]
    )
