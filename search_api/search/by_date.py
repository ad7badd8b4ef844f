"""The results that answer, in the order of their days.

Sorting by date brings any result to the top, so only those that answer are listed. A passage answers a topic where it
holds nearly as much of the topic's words, by weight, as the best one does. Where no passage holds half of them, the
topic is told in other words: then those answer whose score in the ranked list is at least half of the best.
"""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.protocol import PassageColumns
from indexer.stored_records import Keys
from search_api.ranking import kernels
from search_api.ranking.scene import Scene
from search_api.retrieval.fusion import Ranked
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.windows import RADIUS, Floats
from search_api.search.plan import Plan
from search_api.search.snapshot import Snapshot

NEARLY = 0.7
"""The least share of the best passage's words: two words of like weight must both be there, three of four suffice."""
ENOUGH = 0.5
"""The share of the topic's words from which on a passage is found by its words, and of the best score without them."""
SUBSTANTIAL = 80
"""From how many code points a turn says something by itself."""
_NEVER = np.iinfo(np.int32).max


class _Answering(msgspec.Struct, frozen=True, eq=False):
    """The n passages that answer, ascending, and how well, from 0 to 1: shape (n,)."""

    keys: Keys
    scores: Floats


def by_date(snapshot: Snapshot, plan: Plan) -> list[Ranked]:
    """The best passage of each turn that answers a plan, oldest or newest first; those without a date are last.

    Those of one day are in the order of their transcripts, and reversed where the newest come first.
    """
    answering = _answering(snapshot, plan)
    passages = snapshot.store.columns(answering.keys)
    # Without a topic, the longest passage stands for a turn.
    worth = answering.scores if plan.topic else passages.length
    chosen = best_of_turns(passages, worth)
    turns, days = passages.turn[chosen], passages.day[chosen]
    if plan.interpretation.sort == "oldest":
        order = np.lexsort((turns, np.where(days > 0, days, _NEVER)))
    else:
        order = np.lexsort((-turns, -days))
    best = chosen[order]
    return [
        Ranked(key, score, None, None)
        for key, score in zip(answering.keys[best].tolist(), answering.scores[best].tolist(), strict=True)
    ]


def most_said(snapshot: Snapshot, plan: Plan) -> list[Ranked]:
    """The longest passage of each turn within the filters of a plan, the longest turns first."""
    keys = plan.retriever.matching()
    passages = snapshot.store.columns(keys)
    chosen = best_of_turns(passages, passages.length)
    _, turn = np.unique(passages.turn, return_inverse=True)
    lengths = np.bincount(turn, weights=passages.length, minlength=len(chosen))
    # Chosen passages ascend by turn, as the lengths do.
    order = np.lexsort((passages.turn[chosen], -lengths))
    return [Ranked(key, 1.0, None, None) for key in keys[chosen[order]].tolist()]


def count_turns(snapshot: Snapshot, plan: Plan) -> int | None:
    """The number of turns with a passage that holds all words of the topic, apart from function words and endings.

    None without a topic, or where the plan has more words than can be looked for at once.
    """
    if plan.scene is None or not plan.topic:
        return 0 if plan.topic else None
    stems = plan.retriever.content_stems(plan.topic)
    if set(stems) != set(plan.scene.topic.stems):
        return None
    weights = dict.fromkeys(stems, 1.0)
    holding = plan.retriever.matching(weights, len(stems) - 0.5)
    return len(np.unique(snapshot.store.columns(holding).turn))


def best_of_turns(passages: PassageColumns, worth: npt.NDArray[np.number]) -> npt.NDArray[np.int64]:
    """The indexes of the best passage of each turn, by turn; of equals the first."""
    order = np.lexsort((passages.keys, -worth.astype(np.float64), passages.turn))
    return order[np.flatnonzero(np.diff(passages.turn[order], prepend=-1))]


def _answering(snapshot: Snapshot, plan: Plan) -> _Answering:
    if not plan.topic:
        return _all_turns(snapshot, plan)
    if plan.scene is None:
        return _Answering(np.empty(0, np.int64), np.empty(0, np.float32))
    best = float(plan.scene.coverage[:, RADIUS].max())
    if best >= ENOUGH:
        return _holding(plan.retriever, plan.scene, NEARLY * best)
    ranked = snapshot.ranker.rank(plan.scene)
    near = sorted((each.passage, each.score) for each in ranked if each.score >= ENOUGH * ranked[0].score)
    return _Answering(
        np.array([key for key, _ in near], np.int64), np.array([score for _, score in near], np.float32)
    )


def _all_turns(snapshot: Snapshot, plan: Plan) -> _Answering:
    """All passages within the filters; of somebody's turns, those that say more than "Thank you."."""
    keys = plan.retriever.matching()
    if plan.interpretation.intent == "turns":
        long = snapshot.store.columns(keys).length >= SUBSTANTIAL
        keys = keys[long] if long.any() else keys
    return _Answering(keys, np.ones(len(keys), np.float32))


def _holding(retriever: Retriever, scene: Scene, share: float) -> _Answering:
    """The passages that hold a share of the topic's words by weight, and their own shares."""
    topic = scene.topic
    weights = dict(zip(topic.stems, topic.weights.tolist(), strict=True))
    keys = retriever.matching(weights, share * sum(weights.values()) - 1e-6)
    windows = retriever.store.windows(keys, 0, None, topic.stems)
    return _Answering(keys, kernels.weight_share(windows.stem_bits[:, 0], topic.weights))
