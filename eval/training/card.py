"""The cards of the shipped models: what they are, what they were trained on, their figures."""

from collections.abc import Sequence
from pathlib import Path

from eval.datasets.briefings import read_questions
from eval.training.answer import PLATEAU
from eval.training.answer import ROUNDS as DECISION_ROUNDS
from eval.training.cuts import MEETING_STEP, SIZES
from eval.training.forests import FORESTS, PARAMETERS, SEED
from eval.training.quality import Quality
from eval.training.ranker import FOLDS, ROUNDS
from search_api.ranking.answer import PADDED_SIZE
from search_api.ranking.word_vectors import WordVectors

_FOLDER = Path(__file__).parent


def card(names: Sequence[str], measured: Sequence[Quality], words: WordVectors, digest: str) -> str:
    """The card as Markdown."""
    return (
        (_FOLDER / "ranking_card.md")
        .read_text("utf-8")
        .format(
            rounds=ROUNDS,
            leaves=PARAMETERS["num_leaves"],
            forests=FORESTS,
            seed=SEED,
            stems=len(words.hashes),
            dimension=words.vectors.shape[1],
            digest=digest,
            folds=FOLDS,
            table=_table(measured),
            features=", ".join(f"`{name}`" for name in names),
        )
    )


def decision_card(measured: Sequence[Quality], threshold: float) -> str:
    """The decision's card as Markdown."""
    return (
        (_FOLDER / "decision_card.md")
        .read_text("utf-8")
        .format(
            rounds=DECISION_ROUNDS,
            forests=FORESTS,
            seed=SEED,
            sizes=f"{', '.join(map(str, SIZES[:-1]))} and {SIZES[-1]}",
            step=MEETING_STEP,
            briefings=sum(transcript.split == "train" for transcript in read_questions()),
            size=PADDED_SIZE,
            folds=FOLDS,
            threshold=threshold,
            plateau=PLATEAU,
            table=_table(measured),
        )
    )


def _table(measured: Sequence[Quality]) -> str:
    columns = list(dict.fromkeys(name for of_set in measured for name in of_set.figures))
    rows = ["| set | questions | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 2) + "|"]
    for of_set in measured:
        cells = [f"{of_set.figures[name]:.3f}" if name in of_set.figures else "" for name in columns]
        rows.append(f"| {of_set.name} | {of_set.topics} | " + " | ".join(cells) + " |")
    return "\n".join(rows)
