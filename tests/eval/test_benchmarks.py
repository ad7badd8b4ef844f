"""The parts of the speed benchmarks: sentences, questions, vectors, the reference search."""

import os
import time
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from eval.benchmarks.against import ratio
from eval.benchmarks.made_sentences import made_sentences
from eval.benchmarks.processes import cpu_seconds
from eval.benchmarks.questions import questions
from eval.benchmarks.reference_search import reference_search
from eval.benchmarks.synthetic import SEPARATOR, SentenceMeanEncoder, write_transcripts
from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths


def test_made_sentences_are_distinct_and_repeatable() -> None:
    sentences = made_sentences(3000)
    assert len(set(sentences)) == 3000
    assert sentences == made_sentences(3000)
    assert sentences[:100] == made_sentences(100)
    assert all("{" not in sentence and sentence[0].isupper() for sentence in sentences)


def test_questions_are_distinct_and_repeatable() -> None:
    sentences = made_sentences(400)
    distinct = questions(sentences, 2000)
    assert len(set(distinct)) == 2000
    assert distinct == questions(sentences, 2000)
    # A few sentences give only a few questions.
    assert len(questions(sentences[:2], 2000)) < 2000


def test_synthetic_vectors_are_near_the_mean_of_their_sentences(encoder: Encoder, tmp_path: Path) -> None:
    sentences = made_sentences(60)
    write_transcripts(tmp_path / "files", sentences, 130)
    index_paths(tmp_path / "index", [tmp_path / "files"], SentenceMeanEncoder(encoder, sentences))
    catalog = Catalog(tmp_path / "index")
    texts = [row.text for row in catalog.passage_rows()]
    (_, vectors), *_ = catalog.vectors()
    catalog.close()
    assert len(texts) == len(set(texts)) == 130
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    sentence_vectors = encoder.encode_passages(sentences)
    for text, vector in zip(texts, vectors, strict=True):
        first, second = text.rpartition(" No. ")[0].split(SEPARATOR)
        mean = sentence_vectors[sentences.index(first)] + sentence_vectors[sentences.index(second)]
        assert vector @ mean / np.linalg.norm(mean) > 0.9


def test_the_reference_search_finds_passages(sample_index: Path) -> None:
    search = reference_search(sample_index)
    assert any("cyber" in text for text in search("cyber attacks")[:3])
    # A question of stop words only.
    assert len(search("what is it")) == 10


def test_the_ratio_of_two_versions_is_that_of_most_questions() -> None:
    other = np.random.default_rng(1).uniform(0.01, 0.02, 400)
    this = other * 1.1
    # One question in ten meets a pause.
    this[::10] *= 20
    found = ratio(this, other)
    assert found.low <= found.median <= found.high
    assert abs(found.median - 1.1) < 0.001


def test_processor_time_grows_with_work() -> None:
    before, until = cpu_seconds(os.getpid()), time.process_time() + 0.1
    while time.process_time() < until:
        pass
    assert cpu_seconds(os.getpid()) - before >= 0.05
