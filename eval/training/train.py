"""From the questions to the models and their card."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.datasets.briefings import QUESTIONS
from eval.running import stored_encoder, working
from eval.training.card import card
from eval.training.decision import train_decision
from eval.training.examples import Example
from eval.training.quality import Quality, quality
from eval.training.ranker import cross_scored, feature_names, train_ranker
from eval.training.sets import Sources, Weighted, training_sets
from eval.training.word_vectors import train_word_vectors, word_vectors_file
from search_api.ranking.model import CARD, KINDS, RANKERS, WORDS
from search_api.retrieval.windows import Floats


def train(
    qmsum: Path, briefings: Path, out: Path, work: Path | None, *, ablation: bool = False
) -> Iterator[str]:
    """Train both models, write them with their card, and say what came of it, a line at a time.

    All figures are of models that have seen no question about the transcript: five folds over the sources.

    Raises:
        RequestInvalid: a folder is not what it should be.
    """
    with working(work) as folder, stored_encoder(None, folder) as encoder:
        words = train_word_vectors(encoder)
        sets = training_sets(Sources(qmsum, briefings, folder), encoder, words)
    names = feature_names(sets)
    yield f"{sum(len(one.examples) for one in sets)} examples, {len(names)} features"
    forests = {kind: train_ranker(sets, names, kind) for kind in KINDS}
    scored = list(cross_scored(sets, names))
    measured = quality(scored)
    yield from _lines(measured)
    out.mkdir(parents=True, exist_ok=True)
    for kind, name in RANKERS.items():
        (out / name).write_text(forests[kind], "utf-8")
    (out / WORDS).write_bytes(word_vectors_file(words))
    digest = hashlib.sha256(QUESTIONS.read_bytes()).hexdigest()
    (out / CARD).write_text(card(names, measured, words, digest), "utf-8")
    yield from train_decision(qmsum, briefings, out, work)
    if ablation:
        yield from _ablation(sets, names, measured)


def _lines(measured: Sequence[Quality]) -> Iterator[str]:
    for one in measured:
        figures = "  ".join(f"{name} {value:.3f}" for name, value in one.figures.items())
        yield f"{one.name} ({one.topics})  {figures}"


def _ablation(sets: Sequence[Weighted], names: Sequence[str], full: Sequence[Quality]) -> Iterator[str]:
    """What is lost without each group of features."""
    groups = sets[0].examples[0].groups
    full = [one for one in full if "nDCG@10" in one.figures]
    yield "left out      " + "  ".join(one.name for one in full)
    yield "nothing       " + "  ".join(f"{one.figures['nDCG@10']:.3f}" for one in full)
    for group, members in groups.items():
        kept = tuple(name for name in names if name not in members)
        scored: list[tuple[Example, Floats]] = list(cross_scored(sets, kept))
        found = {one.name: one.figures for one in quality(scored)}
        yield f"{group:<14}" + "  ".join(f"{found[one.name]['nDCG@10']:.3f}" for one in full)
