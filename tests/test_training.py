"""Training on the sample: too little to learn from, enough to see that it is repeatable and counts rightly."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import Encoder
from eval.datasets.sample import read_sample
from eval.training.answer import train_answer
from eval.training.card import card
from eval.training.examples import Example, examples_of
from eval.training.quality import quality
from eval.training.ranker import FALLING, RISING, cross_scored, feature_names, train_ranker
from eval.training.sets import Weighted, everywhere, foreign
from search_api.ranking.answer import summary
from search_api.ranking.model import Models, RankingModel
from search_api.search import Searcher


@pytest.fixture(scope="module")
def examples(sample_index: Path, encoder: Encoder) -> Iterator[tuple[Example, ...]]:
    searcher = Searcher.open(sample_index, encoder, Models())
    yield tuple(examples_of(read_sample(), searcher))
    searcher.close()


def test_examples_are_candidates_with_their_grades(examples: tuple[Example, ...]) -> None:
    sample = read_sample()
    assert [one.topic.id for one in examples] == [topic.id for topic in sample.topics]
    judged = {(one.topic, one.unit): one.grade for one in sample.qrels}
    for one in examples:
        assert one.answerable == (one.topic.id in sample.answerable())
        assert one.grades.tolist() == [judged.get((one.topic.id, unit), 0) for unit in one.units]
        assert one.matrix(feature_names([Weighted((one,), 1)])).shape == (len(one.units), len(one.features))
    assert set(feature_names([Weighted(examples, 1)])) >= RISING | FALLING


def test_training_is_repeatable_to_the_byte(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, 1.0)]
    names = feature_names(sets)
    text = train_ranker(sets, names).model_to_string()
    assert train_ranker(sets, names).model_to_string() == text
    model = RankingModel(text)
    assert list(model.names) == list(names)
    # More of a leg's score never ranks lower, all else being equal.
    one = examples[0]
    more = dict(one.features) | {"cosine": one.features["cosine"] + np.float32(0.2)}
    assert (model.scores(more) >= model.scores(one.features) - 1e-6).all()


def test_figures_are_of_forests_that_have_not_seen_the_source(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, 1.0)]
    names = feature_names(sets)
    scored = list(cross_scored([Weighted(tuple(_apart(examples)), 1.0)], names))
    assert sorted(example.topic.id for example, _ in scored) == sorted(one.topic.id for one in examples)
    assert all(scores.shape == example.grades.shape for example, scores in scored)
    found = {one.name: one.figures for one in quality(scored)}["sample"]
    assert 0.3 < found["nDCG@10"] <= 1
    # A perfect order measures as perfect, but for what is no candidate.
    ideal = quality([(one, one.grades.astype(np.float32) * 100) for one in examples if one.answerable])
    assert ideal[0].figures["Success@1"] == 1
    assert card(names, quality(scored), "abc").count("| sample |") == 1


def test_the_decision_is_learned_from_summaries(examples: tuple[Example, ...]) -> None:
    scored = [(one, one.features["cosine"]) for one in examples]
    model = train_answer([(_of(one, "qmsum-train"), scores) for one, scores in scored])
    told = [model.decide(summary(one.features, scores)) for one, scores in scored]
    assert all(
        0 <= one.probability <= 1 and one.answered == (one.probability >= model.threshold) for one in told
    )
    answerable = [one.probability for one, (example, _) in zip(told, scored, strict=True) if example.answerable]
    without = [
        one.probability for one, (example, _) in zip(told, scored, strict=True) if not example.answerable
    ]
    assert sum(answerable) / len(answerable) > sum(without) / len(without)


def test_sets_are_widened_and_made_foreign() -> None:
    sample = read_sample()
    wide = everywhere(sample)
    assert {topic.id for topic in wide.topics} == sample.answerable()
    assert not foreign(sample, sample).answerable()
    assert foreign(sample, sample).topics


def _apart(examples: tuple[Example, ...]) -> Iterator[Example]:
    """The examples as if each fifth of them were of a transcript of its own."""
    import msgspec

    for number, one in enumerate(examples):
        yield msgspec.structs.replace(one, source=f"s{number % 5}")


def _of(example: Example, dataset: str) -> Example:
    import msgspec

    return msgspec.structs.replace(example, dataset=dataset)
