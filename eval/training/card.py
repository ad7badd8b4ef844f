"""The card of the shipped models: what they are, what they have seen, how good they are."""

from collections.abc import Sequence

from eval.training.quality import Quality
from eval.training.ranker import FOLDS, PARAMETERS, ROUNDS

_TEXT = """# The ranking models

`ranker.txt` orders the candidates of a search, `answered.json` says whether one of them is an answer. Both are made by

    onrecord eval train --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

and by nothing else: the same data and the same versions of lightgbm and scikit-learn give the same bytes.

| | |
| --- | --- |
| kind | LambdaMART (LightGBM), {rounds} trees of {leaves} leaves; logistic regression |
| seed | {seed} |
| learned from | the specific queries of QMSum's `train` (MIT licence; 162 meetings of committees, product teams and \
researchers) and the `train` third of the briefings' questions (sha256 of the questions {digest}) |
| not seen | QMSum's `val`, the briefings' `tune` and `test` |
| unanswerable | questions of other domains, people of the meeting with foreign topics, questions put to the other set |
| for | English speech on the record. What it does in other languages nobody has measured |

## Measures

{folds}-fold cross-validation over transcripts: no forest has seen a question about the transcript that it ranks.
`everywhere` searches all transcripts of the set at once, where others than the judged one may answer as well.

{table}

## Features

{features}
"""


def card(names: Sequence[str], measured: Sequence[Quality], digest: str) -> str:
    """The card as Markdown."""
    columns = list(dict.fromkeys(name for one in measured for name in one.figures))
    rows = ["| set | questions | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 2) + "|"]
    for one in measured:
        cells = [f"{one.figures[name]:.3f}" if name in one.figures else "" for name in columns]
        rows.append(f"| {one.name} | {one.topics} | " + " | ".join(cells) + " |")
    return _TEXT.format(
        rounds=ROUNDS,
        leaves=PARAMETERS["num_leaves"],
        seed=PARAMETERS["seed"],
        digest=digest,
        folds=FOLDS,
        table="\n".join(rows),
        features=", ".join(f"`{name}`" for name in names),
    )
