"""Training the answer decision: its examples, the model, and its card."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.datasets.briefings import read_briefings, read_questions
from eval.datasets.qmsum import read_qmsum
from eval.records import Dataset
from eval.running import stored_encoder, working
from eval.runs import dataset_searcher
from eval.training.answer import train_answer
from eval.training.card import decision_card
from eval.training.cuts import MEETING_STEP, cut_examples, cuts_of
from eval.training.examples import Example, examples_of
from eval.training.quality import decision_quality, report_lines
from eval.training.sets import WIDE_STEP, Sources, everywhere, foreign
from search_api.ranking.model import ANSWER, ANSWER_CARD, ANSWER_FOREST, WORDS, Models, shipped_folder
from search_api.ranking.word_vectors import WordVectors, read_word_vectors

CUT_WEIGHT, UNANSWERABLE_CUT_WEIGHT = 0.5, 1.0
"""The weights of questions to small collections, with and without an answer. Doubling both changes nothing on QMSum's
own questions; with equal weights fewer are rightly refused.
"""


def train_decision(
    qmsum: Path, briefings: Path, out: Path, work: Path | None, query_map: Path | None = None
) -> Iterator[str]:
    """Train the decision and write it with its card; yields the lines of a report.

    It uses the candidates' features and needs no ranking model. The word vectors are those in `out` or, where it has
    none, those that ship.

    Raises:
        RequestInvalid: a folder does not hold the expected data.
    """
    vectors = (out if (out / WORDS).is_file() else shipped_folder()) / WORDS
    with working(work) as folder, stored_encoder(None, folder, query_map=query_map) as encoder:
        words = read_word_vectors(vectors)
        weighted = list(_examples(Sources(qmsum, briefings, folder), encoder, words))
    examples = [example for example, _ in weighted]
    yield f"{len(examples)} examples"
    trained = train_answer(examples, [weight for _, weight in weighted])
    measured = decision_quality(examples, trained.decisions)
    yield from report_lines(measured)
    out.mkdir(parents=True, exist_ok=True)
    (out / ANSWER).write_bytes(msgspec.json.format(msgspec.json.encode(trained.model.regression)) + b"\n")
    (out / ANSWER_FOREST).write_text(trained.forest, "utf-8")
    (out / ANSWER_CARD).write_text(decision_card(measured, trained.model.regression.threshold), "utf-8")
    yield f"wrote {out}"


def judged_briefings(folder: Path, split: str) -> Dataset:
    """A split's questions with the transcripts that they were judged on, without the others of the folder."""
    sources = tuple(folder / transcript.file for transcript in read_questions() if transcript.split == split)
    dataset = read_briefings(folder, split)
    return msgspec.structs.replace(dataset, sources=sources, corpus=f"briefings-{split}-judged")


def _examples(sources: Sources, encoder: Encoder, words: WordVectors) -> Iterator[tuple[Example, float]]:
    """Weighted examples: questions over their own transcript and over all, foreign ones, and small collections."""
    meetings = read_qmsum(sources.qmsum, "train", (), sources.work)
    questions = judged_briefings(sources.briefings, "train")
    models = Models(words=words)
    for dataset, foreign_dataset, wide, step in (
        (questions, meetings, 1, 1),
        (meetings, questions, WIDE_STEP, MEETING_STEP),
    ):
        with dataset_searcher(dataset, sources.work, encoder, models) as (here, searcher):
            for part in (here, everywhere(here, wide), foreign(here, foreign_dataset)):
                yield from ((example, 1.0) for example in examples_of(part, searcher))
            cuts = cuts_of(here, searcher.catalog, everywhere(foreign_dataset).topics, step=step)
            for example in cut_examples(f"{dataset.name}-cut", cuts, encoder, models):
                yield example, CUT_WEIGHT if example.answerable else UNANSWERABLE_CUT_WEIGHT
