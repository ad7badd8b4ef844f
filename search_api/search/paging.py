"""The ranked list cut into pages, one result a turn."""

from collections.abc import Iterator

import numpy as np

from indexer.catalog.protocol import TranscriptReads
from indexer.store.protocol import NO_CANDIDATES
from indexer.stored_records import Hit
from search_api.contract.cursor import Seen
from search_api.ranking.cross_encoder import DEPTH, Reranker
from search_api.retrieval.fusion import Ranked, behind, fuse, list_all, rank_alone
from search_api.retrieval.retriever import FIRST_DEPTH
from search_api.search.plan import Plan
from search_api.search.snapshot import Snapshot
from search_api.search.turns import turn_id


def page_of(
    snapshot: Snapshot, reranker: Reranker | None, plan: Plan, seen: Seen
) -> tuple[list[tuple[Ranked, Hit]], bool]:
    """The next page with one result a turn, and whether there is more behind it.

    The list grows in blocks: what a deeper look finds goes behind what was ranked before, so the order does
    not depend on how much of it is plan for.
    """
    limit = plan.request.limit
    ranked: list[Ranked] = []
    page: list[tuple[Ranked, Hit]] = []
    for block, exhausted in _blocks(snapshot, reranker, plan):
        known = {one.passage for one in ranked}
        ranked += behind(ranked, [one for one in block if one.passage not in known])
        page = _there(_one_a_turn(ranked, snapshot, seen), snapshot.catalog, limit + 1)
        if len(page) > limit or exhausted:
            break
    return page[:limit], len(page) > limit


def _blocks(snapshot: Snapshot, reranker: Reranker | None, plan: Plan) -> Iterator[tuple[list[Ranked], bool]]:
    """Lists that go one behind the other, each made when it is plan for, and whether there is none behind it.

    A passage may come again; then its first place counts.
    """
    topic, mode, retriever = plan.topic, plan.request.mode, plan.retriever
    if not topic:
        yield list_all(retriever.matching().tolist()), True
        return
    if mode == "ranked" and plan.scene is not None:
        # Others are fused, and stand behind: what is beyond the first candidates is seldom an answer.
        ranked = snapshot.ranker.rank(plan.scene)
        yield (ranked if reranker is None else _reranked(reranker, snapshot.catalog, plan, ranked)), False
    depth, exhausted = FIRST_DEPTH, False
    while not exhausted:
        dense = retriever.dense(topic, depth) if mode != "lexical" else NO_CANDIDATES
        lexical = retriever.lexical(topic, depth) if mode != "dense" else NO_CANDIDATES
        exhausted = dense.exhausted and lexical.exhausted
        if mode in {"dense", "lexical"}:
            yield rank_alone(dense if mode == "dense" else lexical, mode), exhausted
        else:
            yield fuse(dense, lexical), exhausted
        depth *= 4


def _reranked(reranker: Reranker, catalog: TranscriptReads, plan: Plan, block: list[Ranked]) -> list[Ranked]:
    hits = catalog.hits([one.passage for one in block[:DEPTH]])
    # A passage that is gone meanwhile goes last.
    best = [one for one in block[:DEPTH] if one.passage in hits]
    texts = {key: catalog.text(key) for key in {hit.transcript for hit in hits.values()}}
    found = [hits[one.passage] for one in best]
    words = [texts[hit.transcript][hit.start : hit.end] for hit in found]
    return reranker.rerank(plan.request.q, [*best, *block[DEPTH:]], words)


def _one_a_turn(ranked: list[Ranked], snapshot: Snapshot, seen: Seen) -> list[Ranked]:
    """The best passage of each turn that was not seen."""
    keys, order = np.unique(np.array([one.passage for one in ranked], np.int64), return_inverse=True)
    turns = snapshot.store.columns(keys).turn[order]
    best: dict[int, Ranked] = {}
    for turn, one in zip(turns.tolist(), ranked, strict=True):
        best.setdefault(turn, one)
    if not len(seen):
        return list(best.values())
    known = snapshot.catalog.turns_by_key(list(best))
    return [one for turn, one in best.items() if turn in known and turn_id(known[turn]) not in seen]


def _there(ranked: list[Ranked], catalog: TranscriptReads, wanted: int) -> list[tuple[Ranked, Hit]]:
    """The first passages, with their places in the catalog; those that were removed meanwhile are passed over."""
    found: list[tuple[Ranked, Hit]] = []
    for at in range(0, len(ranked), wanted):
        part = ranked[at : at + wanted]
        hits = catalog.hits([one.passage for one in part])
        found += [(one, hits[one.passage]) for one in part if one.passage in hits]
        if len(found) >= wanted:
            break
    return found[:wanted]
