"""Training when something is an answer: its questions, the model, and its card."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from eval.datasets.briefings import read_briefings, read_questions
from eval.datasets.qmsum import read_qmsum
from eval.records import Dataset
from eval.references import localised
from eval.running import stored_encoder, working
from eval.runs import index_dataset
from eval.training.answer import train_answer
from eval.training.card import decision_card
from eval.training.cuts import cut_examples, cuts_of
from eval.training.examples import Example, examples_of
from eval.training.quality import decision_quality
from eval.training.sets import Sources, everywhere, foreign
from search_api.ranking.model import ANSWER, ANSWER_CARD, ANSWER_FOREST, Models, shipped_folder
from search_api.ranking.word_vectors import WordVectors, read_word_vectors
from search_api.search.searcher import Searcher

WIDE = 3
"""Every so manieth question of QMSum is put to all of its meetings as well; all of the briefings' are, to theirs."""
STEP = 3
"""Every so manieth meeting is cut down to small collections; all briefings are."""
CUT, CUT_UNANSWERABLE = 0.5, 1.0
"""What a question to a small collection weighs, with and without an answer. Twice as much changes nothing on QMSum's
own questions; with the same for both fewer are rightly refused.
"""


def train_decision(qmsum: Path, briefings: Path, out: Path, work: Path | None) -> Iterator[str]:
    """Train the decision, write it with its card, and say what came of it, a line at a time.

    It looks at candidates alone and needs no learned order. The words near in meaning are those in `out`, else those
    that ship.

    Raises:
        RequestInvalid: a folder is not what it should be.
    """
    known = out if (out / "words.npz").is_file() else shipped_folder()
    with working(work) as folder, stored_encoder(None, folder) as encoder:
        words = read_word_vectors(known / "words.npz")
        weighted = list(_examples(Sources(qmsum, briefings, folder), encoder, words))
    examples = [example for example, _ in weighted]
    yield f"{len(examples)} examples"
    trained = train_answer(examples, [weight for _, weight in weighted])
    measured = decision_quality(examples, trained.decisions)
    for one in measured:
        yield f"{one.name} ({one.topics})  " + "  ".join(
            f"{key} {value:.3f}" for key, value in one.figures.items()
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / ANSWER).write_bytes(msgspec.json.format(msgspec.json.encode(trained.model.regression)) + b"\n")
    (out / ANSWER_FOREST).write_text(trained.forest, "utf-8")
    (out / ANSWER_CARD).write_text(decision_card(measured, trained.model.regression.threshold), "utf-8")
    yield f"wrote {out}"


def judged_briefings(folder: Path, split: str) -> Dataset:
    """A split's questions over its own transcripts, without the others of the folder."""
    sources = tuple(folder / one.file for one in read_questions() if one.split == split)
    dataset = read_briefings(folder, split)
    return msgspec.structs.replace(dataset, sources=sources, corpus=f"briefings-{split}-judged")


def _examples(sources: Sources, encoder: Encoder, words: WordVectors) -> Iterator[tuple[Example, float]]:
    """Each question over its own transcript, over all, foreign ones, and some over small collections; with weights."""
    meetings = read_qmsum(sources.qmsum, "train", (), sources.work)
    questions = judged_briefings(sources.briefings, "train")
    models = Models(words=words)
    for dataset, other, wide, step in ((questions, meetings, 1, 1), (meetings, questions, WIDE, STEP)):
        folder = sources.work / "indexes" / dataset.corpus
        index_dataset(dataset, folder, encoder)
        searcher = Searcher.open(folder, encoder, models)
        try:
            here = localised(dataset, searcher.catalog)
            for part in (here, everywhere(here, wide), foreign(here, other)):
                yield from ((example, 1.0) for example in examples_of(part, searcher))
            cuts = cuts_of(here, searcher.catalog, everywhere(other).topics, step=step)
            with tempfile.TemporaryDirectory(prefix="onrecord-cuts-") as small:
                name = f"{dataset.name}-cut"
                made = cut_examples(name, cuts, Path(small), encoder, models)
                yield from ((one, CUT if one.answerable else CUT_UNANSWERABLE) for one in made)
        finally:
            searcher.close()
