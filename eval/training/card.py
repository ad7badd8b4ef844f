"""The card of the shipped models: what they are, what they have seen, how good they are."""

from collections.abc import Sequence

from eval.training.answer import ROUNDS as DECIDING
from eval.training.forests import FORESTS, PARAMETERS, SEED
from eval.training.quality import Quality
from eval.training.ranker import FOLDS, ROUNDS
from search_api.ranking.words import Words

_TEXT = """# The ranking models

`meeting.txt` and `event.txt` order the candidates of a search, where many speak as equals and where somebody speaks or
answers questioners; `answered.json` and `answered.txt` say whether one of them is an
answer, and `words.npz` holds which words are near in meaning. All are made by

    onrecord eval train --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

and by nothing else: the same data and the same versions of lightgbm and scikit-learn give the same bytes.

| | |
| --- | --- |
| kind | LambdaMART (LightGBM), {rounds} trees of {leaves} leaves each; logistic regression and {deciding} trees, \
the mean of both. Every forest is the mean of {forests} that differ by seed |
| words | {stems} stems of the default encoder's own vocabulary, of no data set, by its vectors \
in {dimension} dimensions |
| seeds | {seed} and those that follow |
| learned from | the specific queries of QMSum's `train` (MIT licence; 162 meetings of committees, product teams and \
researchers) and the `train` part of the briefings' questions (sha256 of the questions {digest}) |
| not seen | QMSum's `val`, the briefings' `tune` and `test` |
| unanswerable | questions of other domains, people of the meeting with foreign topics, questions put to the other set |
| for | English speech on the record. What it does in other languages nobody has measured |

## Measures

{folds}-fold cross-validation over transcripts: no model has seen a question about the transcript that it is
measured on. One result a turn, as users get them.
`everywhere` searches all transcripts of the set at once, where others than the judged one may answer as well.

{table}

## Features

{features}
"""


def card(names: Sequence[str], measured: Sequence[Quality], words: Words, digest: str) -> str:
    """The card as Markdown."""
    columns = list(dict.fromkeys(name for one in measured for name in one.figures))
    rows = ["| set | questions | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 2) + "|"]
    for one in measured:
        cells = [f"{one.figures[name]:.3f}" if name in one.figures else "" for name in columns]
        rows.append(f"| {one.name} | {one.topics} | " + " | ".join(cells) + " |")
    return _TEXT.format(
        rounds=ROUNDS,
        leaves=PARAMETERS["num_leaves"],
        forests=FORESTS,
        seed=SEED,
        deciding=DECIDING,
        stems=len(words.hashes),
        dimension=words.vectors.shape[1],
        digest=digest,
        folds=FOLDS,
        table="\n".join(rows),
        features=", ".join(f"`{name}`" for name in names),
    )
