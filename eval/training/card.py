"""The cards of the shipped models: what they are, what they were trained on, their figures."""

from collections.abc import Sequence

from eval.datasets.briefings import read_questions
from eval.training.answer import PLATEAU
from eval.training.answer import ROUNDS as DECISION_ROUNDS
from eval.training.cuts import MEETING_STEP, SIZES
from eval.training.forests import FORESTS, PARAMETERS, SEED
from eval.training.quality import Quality
from eval.training.ranker import FOLDS, ROUNDS
from search_api.ranking.answer import PADDED_SIZE
from search_api.ranking.word_vectors import WordVectors

_TEXT = """# The ranking models

`meeting.txt` and `event.txt` order the candidates of a search: the first where many people speak as equals, the second
where one person speaks or answers questioners. `words.npz` holds word vectors. `answered.json` and `answered.txt`
decide whether a candidate is an answer; they have their own card, `ANSWERED.md`. All are written by

    onrecord eval train --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

which gives the same bytes for the same data and the same versions of lightgbm and scikit-learn.

| | |
| --- | --- |
| kind | LambdaMART (LightGBM), {rounds} trees of {leaves} leaves each. Every forest is the mean of {forests} \
with different seeds |
| word vectors | {stems} stems of the default encoder's own vocabulary, independent of any data set, with its vectors \
in {dimension} dimensions |
| seeds | {seed} and the next ones |
| training data | the specific queries of QMSum's `train` (MIT licence; 162 meetings of committees, product teams and \
researchers) and the `train` part of the briefings' questions (sha256 of the questions {digest}) |
| held out | QMSum's `val`, the briefings' `tune` and `test` |
| intended use | English speech on the record. Other languages were not measured |

## Measures

{folds}-fold cross-validation over transcripts: no model was trained on a question about the transcript that it is
measured on. One result for each turn, as users get them.
`everywhere` searches all transcripts of the set at once; transcripts other than the judged one may answer as well.

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


_DECISION = """# The answer decision

`answered.json` and `answered.txt` decide from the candidates of a search whether one of them answers. They are written
by

    onrecord eval train --decision --qmsum QMSUM --briefings BRIEFINGS --out search_api/ranking/models

which gives the same bytes for the same data and the same versions of lightgbm and scikit-learn.

| | |
| --- | --- |
| kind | the mean of a logistic regression and a forest of {rounds} trees (LightGBM), which is the mean of {forests} \
with different seeds: {seed} and the next ones |
| training data | the specific queries of QMSum's `train` and the `train` part of the briefings' questions, each over \
its own transcript, some over all of the set's and some over the other set's; and collections of {sizes} passages cut \
from them (one meeting in {step}, all {briefings} briefings) around an answer, each searched by itself |
| held out | QMSum's `val`, the briefings' `tune` and `test` |
| unanswerable | questions of other domains, people of the meeting with foreign topics, questions about the other \
set, and the briefings' near misses |
| small collections | fewer than {size} candidates are padded with values of candidates that do not answer: quantiles \
over all unanswerable training questions (`background`); the ranking model is not used |
| threshold | {threshold}: the lowest whose F1 of refusing, as the mean over the sets below, is within {plateau} of \
the best |

{folds}-fold cross-validation over transcripts. `cut-N` are collections of N passages, each with a question that was
judged to be answered there, one of the transcript's unanswerable ones, one of the other set's and, for briefings, what
one of the speakers said about a subject of the other set. QMSum judges spans of several turns: a single passage may not
answer.

{table}
"""


def decision_card(measured: Sequence[Quality], threshold: float) -> str:
    """The decision's card as Markdown."""
    return _DECISION.format(
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


def _table(measured: Sequence[Quality]) -> str:
    columns = list(dict.fromkeys(name for of_set in measured for name in of_set.figures))
    rows = ["| set | questions | " + " | ".join(columns) + " |", "| --- " * (len(columns) + 2) + "|"]
    for of_set in measured:
        cells = [f"{of_set.figures[name]:.3f}" if name in of_set.figures else "" for name in columns]
        rows.append(f"| {of_set.name} | {of_set.topics} | " + " | ".join(cells) + " |")
    return "\n".join(rows)
