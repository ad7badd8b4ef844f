"""What the benchmarks of speed are made of: sentences, questions, vectors, the contender."""

import os
import time
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from eval.benchmarks.plain import searching
from eval.benchmarks.processes import cpu_seconds
from eval.benchmarks.questions import questions
from eval.benchmarks.spoken import made_sentences
from eval.benchmarks.synthetic import BETWEEN, OfSentences, write_transcripts
from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths


def test_sentences_are_many_and_always_the_same() -> None:
    sentences = made_sentences(3000)
    assert len(set(sentences)) == 3000
    assert sentences == made_sentences(3000)
    assert sentences[:100] == made_sentences(100)
    assert all("{" not in sentence and sentence[0].isupper() for sentence in sentences)


def test_no_question_comes_twice() -> None:
    sentences = made_sentences(400)
    asked = questions(sentences, 2000)
    assert len(set(asked)) == 2000
    assert asked == questions(sentences, 2000)
    # Few sentences hold few questions.
    assert len(questions(sentences[:2], 2000)) < 2000


def test_passages_lie_around_their_sentences(encoder: Encoder, tmp_path: Path) -> None:
    sentences = made_sentences(60)
    made = OfSentences(encoder, sentences)
    write_transcripts(tmp_path / "files", sentences, 130)
    index_paths(tmp_path / "index", [tmp_path / "files"], made)
    catalog = Catalog(tmp_path / "index")
    texts = [row.text for row in catalog.passage_rows()]
    (_, vectors), *_ = catalog.vectors()
    catalog.close()
    assert len(texts) == len(set(texts)) == 130
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    own = encoder.encode_passages(sentences)
    for text, vector in zip(texts, vectors, strict=True):
        first, second = text.rpartition(" No. ")[0].split(BETWEEN)
        mean = own[sentences.index(first)] + own[sentences.index(second)]
        assert vector @ mean / np.linalg.norm(mean) > 0.9


def test_the_contender_finds_what_it_is_asked_for(sample_index: Path) -> None:
    search = searching(sample_index)
    assert any("cyber" in text for text in search("cyber attacks")[:3])
    # Nothing but stop words.
    assert len(search("what is it")) == 10


def test_processor_time_grows_with_work() -> None:
    before, until = cpu_seconds(os.getpid()), time.process_time() + 0.1
    while time.process_time() < until:
        pass
    assert cpu_seconds(os.getpid()) - before >= 0.05
