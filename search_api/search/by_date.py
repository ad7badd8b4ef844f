"""The results that answer, in the order of their days.

Sorting by date brings any result to the top, so only those that answer are listed. A passage answers a topic where it
holds nearly as much of the topic's words, by weight, as the best one does, and holds them in one sentence or two, with
names of several words as they are. Where no passage holds half of the words, the topic is told in other words: then
those answer whose score in the ranked list is at least half of the best.
"""

import re
from collections.abc import Iterator

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.passages import sentences
from indexer.store.protocol import PassageColumns
from indexer.stored_records import Keys
from search_api.ranking import kernels
from search_api.ranking.scene import Scene
from search_api.retrieval.fusion import Ranked
from search_api.retrieval.retriever import Retriever
from search_api.retrieval.windows import RADIUS, Floats
from search_api.search.exact_words import turns_holding
from search_api.search.plan import Plan
from search_api.search.snapshot import Snapshot

NEARLY = 0.85
"""The least share of the best passage's words: only a light word of many may be missing."""
ENOUGH = 0.5
"""The share of the topic's words from which on a passage is found by its words, and of the best score without them."""
SUBSTANTIAL = 80
"""From how many code points a turn says something by itself."""
_BLOCK = 50
"""How many passages are read at once."""
_NAME = re.compile(r"\b[A-Z][\w’'.-]*(?: (?:of |and |the |for )?[A-Z0-9][\w’'-]*)+")
"""A name of several words: "Inflation Reduction Act", "Title 42"."""
_NEVER = np.iinfo(np.int32).max


class _Answering(msgspec.Struct, frozen=True, eq=False):
    """The n passages that answer, ascending, and how well, from 0 to 1: shape (n,); whether they do by their words."""

    keys: Keys
    scores: Floats
    by_words: bool = False


def by_date(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[list[Ranked], bool]]:
    """The best passage of each turn that answers a plan, oldest or newest first; those without a date are last.

    Those of one day are in the order of their transcripts, and reversed where the newest come first. They come in
    blocks, with whether each is the last.
    """
    answering = _answering(snapshot, plan)
    in_order = _in_order(snapshot, plan, answering)
    blocks = [in_order[first : first + _BLOCK] for first in range(0, len(in_order), _BLOCK)]
    if plan.scene is None or not answering.by_words:
        yield in_order, True
        return
    found = False
    for block in blocks:
        together = _together(snapshot, plan, plan.scene, block)
        found = found or bool(together)
        yield together, False
    # No passage has the words together: all that have them answer.
    yield [] if found else in_order, True


def _in_order(snapshot: Snapshot, plan: Plan, answering: "_Answering") -> list[Ranked]:
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
    # One score for all: the order is that of days.
    return [Ranked(key, 1.0, None, None) for key in answering.keys[best].tolist()]


def _together(snapshot: Snapshot, plan: Plan, scene: Scene, block: list[Ranked]) -> list[Ranked]:
    """The passages of a block that hold the topic's words in one sentence or two, and its names as they are."""
    stems = dict(zip(scene.topic.stems, scene.topic.weights.tolist(), strict=True))
    least = NEARLY * float(scene.coverage[:, RADIUS].max()) * sum(stems.values()) - 1e-6
    names = [] if plan.topic.isupper() else [_folded(name) for name in _NAME.findall(plan.topic)]
    hits = snapshot.catalog.hits([ranked.passage for ranked in block])
    texts = {key: snapshot.catalog.text(key) for key in {hit.transcript for hit in hits.values()}}

    def holds(words: str) -> bool:
        folded = _folded(words)
        if not all(name in folded for name in names):
            return False
        held = [
            stems.keys() & plan.retriever.said_stems(words[slice(*span)])
            for span in sentences(words, 0, len(words))
        ]
        return any(
            sum(stems[stem] for stem in first | second) >= least
            for first, second in zip(held, [*held[1:], set[str]()], strict=True)
        )

    return [
        ranked
        for ranked in block
        if (hit := hits.get(ranked.passage)) and holds(texts[hit.transcript][hit.start : hit.end])
    ]


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


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

    With exact words, the turns that hold those. None without a topic, or where the plan has more words than can be
    looked for at once.
    """
    if plan.exact is not None:
        turns = np.unique(snapshot.store.columns(plan.retriever.matching()).turn).tolist()
        return sum(1 for _ in turns_holding(snapshot.catalog, plan.exact, [turns]))
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
    # Whatever holds exact words answers; a phrase over two passages is whole in neither.
    if not plan.topic or plan.exact is not None:
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
    return _Answering(keys, kernels.weight_share(windows.stem_bits[:, 0], topic.weights), by_words=True)
