"""Training on the sample: too little to learn from, enough to see that it is repeatable and counts rightly."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from embeddings.encoder import Encoder
from eval.datasets.sample import read_sample
from eval.records import Topic
from eval.training.answer import threshold_of, train_answer
from eval.training.card import card, decision_card
from eval.training.cuts import cut_examples, cuts_of
from eval.training.examples import Example, examples_of
from eval.training.quality import decision_quality, quality
from eval.training.ranker import FALLING, RISING, cross_scored, feature_names, train_ranker
from eval.training.sets import Weighted, everywhere, foreign
from eval.training.word_vectors import train_word_vectors, word_vectors_file
from indexer.index import Index
from indexer.store.analysis import stem_hash
from indexer.store.protocol import PassageStems
from search_api.ranking.model import Kind, Models, RankingModel
from search_api.ranking.word_vectors import NO_WORD_VECTORS
from search_api.search.searcher import Searcher

SAME: dict[Kind, float] = {"meeting": 1.0, "event": 1.0}


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
        assert one.matrix(feature_names([Weighted((one,), SAME)])).shape == (len(one.units), len(one.features))
    assert set(feature_names([Weighted(examples, SAME)])) >= RISING | FALLING


def test_training_is_repeatable_to_the_byte(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, SAME)]
    names = feature_names(sets)
    text = train_ranker(sets, names, "event")
    assert train_ranker(sets, names, "event") == text
    model = RankingModel(text)
    assert list(model.names) == list(names)
    # More of a retriever's score never ranks lower, all else being equal.
    one = examples[0]
    more = dict(one.features) | {"cosine": one.features["cosine"] + np.float32(0.2)}
    assert (model.scores(more) >= model.scores(one.features) - 1e-6).all()


def test_figures_are_of_forests_that_have_not_seen_the_source(examples: tuple[Example, ...]) -> None:
    sets = [Weighted(examples, SAME)]
    names = feature_names(sets)
    scored = list(cross_scored([Weighted(tuple(_apart(examples)), SAME)], names))
    assert sorted(example.topic.id for example, _ in scored) == sorted(one.topic.id for one in examples)
    assert all(scores.shape == example.grades.shape for example, scores in scored)
    found = {one.name: one.figures for one in quality(scored)}["sample"]
    assert 0.3 < found["nDCG@10"] <= 1
    # A perfect order measures as perfect, but for what is no candidate.
    ideal = quality([(one, one.grades.astype(np.float32) * 100) for one in examples if one.answerable])
    assert ideal[0].figures["Success@1"] == 1
    assert card(names, quality(scored), NO_WORD_VECTORS, "abc").count("| sample |") == 1


def test_the_decision_is_learned_from_summaries(examples: tuple[Example, ...]) -> None:
    own = [_of(one, "qmsum-train") for one in examples]
    weights = [1.0] * len(own)
    trained, again = train_answer(own, weights), train_answer(own, weights)
    assert (trained.forest, trained.model.regression) == (again.forest, again.model.regression)
    assert len(trained.decisions) == len(own)
    model = trained.model
    told = [model.decide(one.features) for one in own]
    assert all(
        0 <= one.probability <= 1 and one.answered == (one.probability >= model.regression.threshold)
        for one in told
    )
    answerable = [one.probability for one, example in zip(told, own, strict=True) if example.answerable]
    without = [one.probability for one, example in zip(told, own, strict=True) if not example.answerable]
    assert sum(answerable) / len(answerable) > sum(without) / len(without)
    figures = decision_quality(own, trained.decisions)[0]
    assert figures.topics == len(own)
    assert "| qmsum-train |" in decision_card([figures], model.regression.threshold)


def test_transcripts_are_cut_down_around_an_answer(
    sample_index: Path, encoder: Encoder, tmp_path: Path
) -> None:
    catalog = Index(sample_index).catalog
    here = msgspec.structs.replace(
        read_sample(),
        topics=tuple(
            msgspec.structs.replace(one, transcripts=("blinken-morning-joe",)) for one in read_sample().topics
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
        assert [answers for _, answers in cut.asked] == [True, False, False]
        assert cut.asked[-1][0] == foreign_topic
    made = list(cut_examples("cut", iter(cuts), tmp_path, encoder, Models()))
    assert [one.dataset for one in made] == ["cut-1"] * 3 + ["cut-4"] * 3
    assert [one.answerable for one in made] == [True, False, False] * 2
    assert [len(one.grades) for one in made][::3] == [1, 4]
    assert not list(tmp_path.iterdir())


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


def test_words_near_in_meaning_have_near_vectors(encoder: Encoder) -> None:
    words = train_word_vectors(encoder)
    assert word_vectors_file(words) == word_vectors_file(train_word_vectors(encoder))
    assert len(words.hashes) > 10_000
    stems = ("pupil", "student", "banana")
    hashes = np.array([stem_hash(stem) for stem in ("student", "banana", "zzzz")], np.uint32)
    passages = PassageStems(hashes, np.array([1, 3, 3]))
    found = words.nearness([*stems, "zzzz", "yyyy"], passages)
    assert found.shape == (3, 5)
    # A pupil is near a student, and not a banana; words outside the table are near themselves alone.
    assert found[0, 0] > 0.4 > found[1, 0]
    assert found[0, 1] == found[1, 2] == found[1, 3] == 1
    assert (found[:, 4] == 0).all()
    assert (found[2] == 0).all()
    assert NO_WORD_VECTORS.nearness(stems, passages).tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]


def _of(example: Example, dataset: str) -> Example:
    import msgspec

    return msgspec.structs.replace(example, dataset=dataset)


def test_the_threshold_is_the_lowest_on_the_plateau_in_the_mean_over_data_sets() -> None:
    # In `far` 0.2 to 0.4 are best, in `near` 0.31 to 0.5; `all` says nothing of refusing.
    probabilities = np.array([0.1, 0.15, 0.45, 0.9, 0.3, 0.3, 0.55, 0.8, 0.05, 0.05])
    answerable = np.array([False, False, True, True, False, False, True, True, True, True])
    datasets = np.array(["far"] * 4 + ["near"] * 4 + ["all"] * 2)
    assert threshold_of(probabilities, answerable, datasets) == 0.31
