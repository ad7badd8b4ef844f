"""Training all models that ship, with their cards."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.datasets.briefings import QUESTIONS
from eval.running import stored_encoder, working
from eval.training.card import card
from eval.training.decision import train_decision
from eval.training.quality import Quality, quality, report_lines
from eval.training.ranker import cross_scored, features_of, train_ranker
from eval.training.sets import Sources, Weighted, training_sets
from eval.training.word_vectors import train_word_vectors, word_vectors_file
from search_api.ranking.forest_ranking import KINDS
from search_api.ranking.model import CARD, RANKERS, WORDS

_MEASURE = "nDCG@10"


def train(  # noqa: PLR0913 - one for each option of the command
    qmsum: Path,
    briefings: Path,
    out: Path,
    work: Path | None,
    *,
    query_map: Path | None = None,
    ablation: bool = False,
) -> Iterator[str]:
    """Train the models and write them with their cards; yields the lines of a report.

    `query_map` is a file whose map queries are searched with; the models that ship are trained without one.

    All figures are cross-validated: of models trained without any question about the transcript.

    Raises:
        RequestInvalid: a folder does not hold the expected data.
    """
    with working(work) as folder, stored_encoder(None, folder, query_map=query_map) as encoder:
        words = train_word_vectors(encoder)
        sets = training_sets(Sources(qmsum, briefings, folder), encoder, words)
    features = features_of(sets)
    yield f"{sum(len(weighted.examples) for weighted in sets)} examples, {len(features)} features"
    forests = {kind: train_ranker(sets, features, kind) for kind in KINDS}
    scored = list(cross_scored(sets, features))
    measured = quality(scored)
    yield from report_lines(measured)
    out.mkdir(parents=True, exist_ok=True)
    for kind, name in RANKERS.items():
        (out / name).write_text(forests[kind], "utf-8")
    (out / WORDS).write_bytes(word_vectors_file(words))
    digest = hashlib.sha256(QUESTIONS.read_bytes()).hexdigest()
    (out / CARD).write_text(card(features, measured, words, digest), "utf-8")
    yield from train_decision(qmsum, briefings, out, work, query_map)
    if ablation:
        yield from _ablation(sets, features, measured)


def _ablation(sets: Sequence[Weighted], features: Sequence[str], full: Sequence[Quality]) -> Iterator[str]:
    """The lines of a table of nDCG@10 without each group of features."""
    names = [measured.name for measured in full if _MEASURE in measured.figures]
    yield f"{'left out':<14}" + "  ".join(names)
    yield _ablation_row("nothing", names, full)
    for group, members in sets[0].examples[0].groups.items():
        kept = tuple(feature for feature in features if feature not in members)
        yield _ablation_row(group, names, quality(list(cross_scored(sets, kept))))


def _ablation_row(group: str, names: Sequence[str], measured: Sequence[Quality]) -> str:
    figures = {of_set.name: of_set.figures for of_set in measured}
    return f"{group:<14}" + "  ".join(f"{figures[name][_MEASURE]:.3f}" for name in names)
