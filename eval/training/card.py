"""The card of the shipped models: what they are, what they have seen, how good they are."""

from collections.abc import Sequence

from eval.datasets.briefings import read_questions
from eval.training.answer import PLATEAU
from eval.training.answer import ROUNDS as DECIDING
from eval.training.forests import FORESTS, PARAMETERS, SEED
from eval.training.quality import Quality
from eval.training.ranker import FOLDS, ROUNDS
from search_api.ranking.answer import COMPANY
from search_api.ranking.word_vectors import WordVectors

_TEXT = """# The ranking models

`meeting.txt` and `event.txt` order the candidates of a search, where many speak as equals and where somebody speaks
or answers questioners, and `words.npz` holds which words are near in meaning. `answered.json` and `answered.txt`,
which say whether a candidate is an answer, have a card of their own: `ANSWERED.md`. All are made by

    onrecord eval train --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

and by nothing else: the same data and the same versions of lightgbm and scikit-learn give the same bytes.

| | |
| --- | --- |
| kind | LambdaMART (LightGBM), {rounds} trees of {leaves} leaves each. Every forest is the mean of {forests} \
that differ by seed |
| words | {stems} stems of the default encoder's own vocabulary, of no data set, by its vectors \
in {dimension} dimensions |
| seeds | {seed} and those that follow |
| learned from | the specific queries of QMSum's `train` (MIT licence; 162 meetings of committees, product teams and \
researchers) and the `train` part of the briefings' questions (sha256 of the questions {digest}) |
| not seen | QMSum's `val`, the briefings' `tune` and `test` |
| for | English speech on the record. What it does in other languages nobody has measured |

## Measures

{folds}-fold cross-validation over transcripts: no model has seen a question about the transcript that it is
measured on. One result a turn, as users get them.
`everywhere` searches all transcripts of the set at once, where others than the judged one may answer as well.

{table}

## Features

{features}
"""


def card(names: Sequence[str], measured: Sequence[Quality], words: WordVectors, digest: str) -> str:
    """The card as Markdown."""
    return _TEXT.format(
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


_DECISION = """# The decision whether something answers

`answered.json` and `answered.txt` say from the candidates of a search whether one of them answers. They are made by

    onrecord eval train --decision --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

and by nothing else: the same data and the same versions of lightgbm and scikit-learn give the same bytes.

| | |
| --- | --- |
| kind | the mean of a logistic regression and {deciding} trees (LightGBM), which are the mean of {forests} forests \
that differ by seed; seeds {seed} and those that follow |
| learned from | the specific queries of QMSum's `train` and the `train` part of the briefings' questions, each over \
its own transcript, some over all of the set's and some over the other set's; and collections of 1, 2, 3, 5, 10, 30 \
and 100 passages cut from them (every third meeting, all {briefings} briefings) around an answer, each \
searched by itself |
| not seen | QMSum's `val`, the briefings' `tune` and `test` |
| unanswerable | questions of other domains, people of the meeting with foreign topics, questions put to the other \
set, and the briefings' near misses |
| small collections | fewer than {company} candidates stand in the company of candidates that do not answer, taken \
evenly over those of all unanswerable questions learned from (`background`); nothing of the learned order is used |
| threshold | {threshold}: the lowest whose F1 of refusing, in the mean over the sets below, is within {plateau} of \
the best |

5-fold cross-validation over transcripts. `cut-N` are collections of N passages: a question that was judged to be
answered there, one of the transcript's unanswerable ones, one of the other set's, and for
briefings what somebody who speaks there said of a subject of the other set's. QMSum judges stretches: one
passage of them does not always answer.

{table}
"""


def decision_card(measured: Sequence[Quality], threshold: float) -> str:
    """The decision's card as Markdown."""
    return _DECISION.format(
        deciding=DECIDING,
        forests=FORESTS,
        seed=SEED,
        briefings=sum(one.split == "train" for one in read_questions()),
        company=COMPANY,
        threshold=threshold,
        plateau=PLATEAU,
        table=_table(measured),
    )


def _table(measured: Sequence[Quality]) -> str:
    columns = list(dict.fromkeys(name for one in measured for name in one.figures))
    rows = ["| set | questions | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 2) + "|"]
    for one in measured:
        cells = [f"{one.figures[name]:.3f}" if name in one.figures else "" for name in columns]
        rows.append(f"| {one.name} | {one.topics} | " + " | ".join(cells) + " |")
    return "\n".join(rows)
