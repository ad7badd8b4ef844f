"""Training on the sample: too small to learn from, large enough to check that training is repeatable."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from embeddings.encoder import Encoder
from eval.datasets.folder import read_sample
from eval.records import Topic
from eval.training.answer import threshold_of, train_answer
from eval.training.card import card, decision_card
from eval.training.cuts import cut_examples, cuts_of
from eval.training.examples import Example, examples_of
from eval.training.quality import decision_quality, quality
from eval.training.ranker import FALLING, RISING, cross_scored, features_of, train_ranker
from eval.training.sets import Weighted, everywhere, foreign
from eval.training.word_vectors import train_word_vectors, word_vectors_file
from indexer.forest import read_forest
from indexer.index import Index
from indexer.store.analysis import stem_hashes
from indexer.store.protocol import PassageStems
from search_api.ranking.feature_names import COSINE
from search_api.ranking.forest_ranking import Kind
from search_api.ranking.model import Models
from search_api.ranking.word_vectors import NO_WORD_VECTORS
from search_api.search.searcher import Searcher

SAME: dict[Kind, float] = {"meeting": 1.0, "event": 1.0}


@pytest.fixture(scope="module")
def examples(sample_index: Path, encoder: Encoder) -> Iterator[tuple[Example, ...]]:
    searcher = Searcher(sample_index, encoder, Models())
    yield tuple(examples_of(read_sample(), searcher))
    searcher.close()


def test_examples_are_candidates_with_their_grades(examples: tuple[Example, ...]) -> None:
    sample = read_sample()
    assert [example.topic.id for example in examples] == [topic.id for topic in sample.topics]
    judged = {(qrel.topic, qrel.unit): qrel.grade for qrel in sample.qrels}
    for example in examples:
        assert example.answerable == (example.topic.id in sample.answerable())
        assert example.grades.tolist() == [judged.get((example.topic.id, unit), 0) for unit in example.units]
        features = features_of([Weighted((example,), SAME)])
        assert example.matrix(features).shape == (len(example.units), len(example.features))
    assert set(features_of([Weighted(examples, SAME)])) >= RISING | FALLING


def test_training_is_repeatable_to_the_byte(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, SAME)]
    features = features_of(sets)
    text = train_ranker(sets, features, "event")
    assert train_ranker(sets, features, "event") == text
    forest = read_forest(text)
    assert forest.names == features
    # All else being equal, a higher cosine never lowers the score.
    columns = np.ascontiguousarray(examples[0].matrix(features).T)
    higher = columns.copy()
    higher[features.index(COSINE)] += np.float32(0.2)
    assert (forest.scores(higher) >= forest.scores(columns) - 1e-6).all()


def test_figures_are_of_forests_trained_without_the_source(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, SAME)]
    features = features_of(sets)
    scored = list(cross_scored([Weighted(tuple(_with_sources(examples)), SAME)], features))
    assert sorted(example.topic.id for example, _ in scored) == sorted(example.topic.id for example in examples)
    assert all(scores.shape == example.grades.shape for example, scores in scored)
    figures = {measured.name: measured.figures for measured in quality(scored)}["sample"]
    assert 0.3 < figures["nDCG@10"] <= 1
    # A perfect order measures as perfect, except for answers that are not candidates.
    answerable = [example for example in examples if example.answerable]
    ideal = quality([(example, example.grades.astype(np.float32) * 100) for example in answerable])
    assert ideal[0].figures["Success@1"] == 1
    assert card(features, quality(scored), NO_WORD_VECTORS, "abc").count("| sample |") == 1


def test_the_decision_is_learned_from_summaries(examples: tuple[Example, ...]) -> None:
    own = [msgspec.structs.replace(example, dataset="qmsum-train") for example in examples]
    weights = [1.0] * len(own)
    trained, again = train_answer(own, weights), train_answer(own, weights)
    assert (trained.forest, trained.model.regression) == (again.forest, again.model.regression)
    assert len(trained.decisions) == len(own)
    model = trained.model
    decisions = [model.decide(example.features) for example in own]
    for decision in decisions:
        assert 0 <= decision.probability <= 1
        assert decision.answered == (decision.probability >= model.regression.threshold)
    means = {
        answerable: np.mean(
            [
                decision.probability
                for decision, example in zip(decisions, own, strict=True)
                if example.answerable == answerable
            ]
        )
        for answerable in (True, False)
    }
    assert means[True] > means[False]
    figures = decision_quality(own, trained.decisions)[0]
    assert figures.topics == len(own)
    assert "| qmsum-train |" in decision_card([figures], model.regression.threshold)


def test_transcripts_are_cut_down_around_an_answer(sample_index: Path, encoder: Encoder) -> None:
    catalog = Index(sample_index).catalog
    here = msgspec.structs.replace(
        read_sample(),
        topics=tuple(
            msgspec.structs.replace(topic, transcripts=("blinken-morning-joe",))
            for topic in read_sample().topics
        ),
    )
    foreign_topic = Topic("f-1", "penguins in Antarctica")
    cuts = list(cuts_of(here, catalog, [foreign_topic], (1, 4)))
    assert [cut.size for cut in cuts] == [1, 4]
    whole = catalog.text("blinken-morning-joe")
    for cut in cuts:
        turns = msgspec.json.decode(cut.content)["turns"]
        assert 1 <= len(turns) <= cut.size
        assert all(turn["text"] in whole for turn in turns)
        assert [answerable for _, answerable in cut.questions] == [True, False, False]
        assert cut.questions[-1][0] == foreign_topic
    examples = list(cut_examples("cut", iter(cuts), encoder, Models()))
    assert [example.dataset for example in examples] == ["cut-1"] * 3 + ["cut-4"] * 3
    assert [example.answerable for example in examples] == [True, False, False] * 2
    assert [len(example.grades) for example in examples][::3] == [1, 4]


def test_sets_are_widened_and_made_foreign() -> None:
    sample = read_sample()
    wide = everywhere(sample)
    assert {topic.id for topic in wide.topics} == sample.answerable()
    assert not foreign(sample, sample).answerable()
    assert foreign(sample, sample).topics


def _with_sources(examples: tuple[Example, ...]) -> Iterator[Example]:
    """The examples distributed over five sources."""
    for number, example in enumerate(examples):
        yield msgspec.structs.replace(example, source=f"s{number % 5}")


def test_similar_words_have_similar_vectors(encoder: Encoder) -> None:
    words = train_word_vectors(encoder)
    assert word_vectors_file(words) == word_vectors_file(train_word_vectors(encoder))
    assert len(words.hashes) > 10_000
    stems = ("pupil", "student", "banana")
    passages = PassageStems(stem_hashes(("student", "banana", "zzzz")), np.array([1, 3, 3]), np.arange(3))
    similarity = words.similarity(stem_hashes((*stems, "zzzz", "yyyy")), passages)
    assert similarity.shape == (3, 5)
    # "pupil" is similar to "student", and not to "banana"; words outside the table are similar to themselves alone.
    assert similarity[0, 0] > 0.4 > similarity[1, 0]
    assert similarity[0, 1] == similarity[1, 2] == similarity[1, 3] == 1
    assert (similarity[:, 4] == 0).all()
    assert (similarity[2] == 0).all()
    none = NO_WORD_VECTORS.similarity(stem_hashes(stems), passages)
    assert none.tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]


def test_the_threshold_is_the_lowest_on_the_plateau_in_the_mean_over_data_sets() -> None:
    # In `far` 0.2 to 0.4 are best, in `near` 0.31 to 0.5; `all` has no unanswerable question.
    probabilities = np.array([0.1, 0.15, 0.45, 0.9, 0.3, 0.3, 0.55, 0.8, 0.05, 0.05])
    answerable = np.array([False, False, True, True, False, False, True, True, True, True])
    datasets = np.array(["far"] * 4 + ["near"] * 4 + ["all"] * 2)
    assert threshold_of(probabilities, answerable, datasets) == 0.31
