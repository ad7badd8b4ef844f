"""The model that decides which labels open turns: its training, and the one that ships."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from eval.reading.openings.examples import Examples, capital_examples, examples
from eval.reading.openings.training import FALLING, RISING, train, trained
from eval.reading.sources import invented
from eval.training.forests import FORESTS
from indexer.forest import read_forest
from indexer.turns.openings.features import FEATURES
from indexer.turns.openings.model import ACCEPTED, CARD, MODEL, shipped


@pytest.fixture(scope="module")
def pages() -> list[Examples]:
    gold = {"invented": list(invented(12, Random(3)))}  # noqa: S311 - repeatable, not secret
    return list(examples(gold, 3, 3))


def test_the_examples_of_a_page_are_its_labels(pages: list[Examples]) -> None:
    assert len({page.layout for page in pages}) > 30
    for page in pages:
        assert page.columns.shape == (len(FEATURES), len(page.opens)) == (len(FEATURES), len(page.counts))
        assert np.isfinite(page.columns).all()
    unlabelled = [page for page in pages if page.layout in {"no labels", ">> words"}]
    assert unlabelled
    assert not any(page.opens.any() for page in unlabelled)
    assert all(page.opens.any() for page in pages if page.layout == "NAME:")


def test_labels_in_capitals_before_a_colon_open_the_turns_of_a_transcript(tmp_path: Path) -> None:
    text = "MS. VALE:  Hello.\n\nQ    Why?\n\nRemember:  we paint it.\n\nMS. VALE:  So.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    (page,) = capital_examples(tmp_path)
    assert page.opens.tolist() == [1, 1, 0]
    assert page.counts.tolist() == [2, 1, 1]


def test_training_is_repeatable_to_the_byte(pages: list[Examples], tmp_path: Path) -> None:
    rows = list(train(pages, tmp_path))
    assert (tmp_path / MODEL).read_text("utf-8") == trained(pages)
    assert all(row in (tmp_path / CARD).read_text("utf-8") for row in rows)
    forest = read_forest(trained(pages))
    # All else being equal, more of a rising feature never lowers a score, and more of a falling one never raises it.
    columns = np.concatenate([page.columns for page in pages], axis=1)
    for name, sign in [*((name, 1) for name in sorted(RISING)), *((name, -1) for name in sorted(FALLING))]:
        more = columns.copy()
        more[FEATURES.index(name)] += 1
        change = forest.scores(np.ascontiguousarray(more)) - forest.scores(np.ascontiguousarray(columns))
        assert (sign * change >= -1e-6).all(), name


def test_the_model_that_ships_is_over_the_features(pages: list[Examples]) -> None:
    forest = shipped()
    assert forest.names == FEATURES
    assert len(forest.feature) % FORESTS == 0
    right = total = 0
    for page in pages:
        accepted = forest.scores(page.columns) >= ACCEPTED
        right += int(page.counts[accepted == (page.opens == 1)].sum())
        total += int(page.counts.sum())
    assert right > 0.98 * total
