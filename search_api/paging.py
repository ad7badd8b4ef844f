"""The ranked list cut into pages, one result a turn."""

import numpy as np

from indexer.catalog.read import Catalog
from indexer.catalog.rows import Hit
from indexer.outline import Outline
from search_api.asked import Asked
from search_api.cursor import Seen
from search_api.ranking.cross_encoder import DEPTH, Reranker
from search_api.ranking.fusion import Ranked, behind, fuse, list_all, rank_leg
from search_api.ranking.ranker import Ranker
from search_api.retrieve import FIRST_DEPTH, Leg
from search_api.turns import turn_id


def page_of(
    catalog: Catalog, ranker: Ranker, reranker: Reranker | None, asked: Asked, seen: Seen
) -> tuple[list[tuple[Ranked, Hit]], bool]:
    """The next page with one result a turn, and whether there is more behind it.

    The list grows in blocks: what a deeper look finds goes behind what was ranked before, so the order does
    not depend on how much of it is asked for.
    """
    limit = asked.request.limit
    depth = FIRST_DEPTH
    ranked: list[Ranked] = []
    while True:
        block, exhausted = _block(ranker, asked, depth)
        if reranker is not None and asked.request.mode == "ranked" and asked.topic and not ranked:
            block = _reranked(reranker, catalog, asked, block)
        known = {one.passage for one in ranked}
        fresh = [one for one in block if one.passage not in known]
        ranked += behind(ranked, fresh)
        page = _there(_one_a_turn(ranked, ranker.outline, catalog, seen), catalog, limit + 1)
        if len(page) > limit or exhausted:
            return page[:limit], len(page) > limit
        depth *= 4


def _block(ranker: Ranker, asked: Asked, depth: int) -> tuple[list[Ranked], bool]:
    topic, mode, retriever = asked.topic, asked.request.mode, asked.retriever
    if not topic:
        return list_all(retriever.all_keys()), True
    nothing = Leg((), exhausted=True)
    dense = retriever.dense(topic, depth) if mode != "lexical" else nothing
    lexical = retriever.lexical(topic, depth) if mode != "dense" else nothing
    if mode == "dense":
        ranked = rank_leg(dense, "dense")
    elif mode == "lexical":
        ranked = rank_leg(lexical, "lexical")
    elif mode == "ranked" and asked.scene is not None and depth == FIRST_DEPTH:
        # Others are fused, and stand behind: what is beyond the first candidates is seldom an answer.
        ranked = ranker.rank(asked.scene)
        known = {one.passage for one in ranked}
        ranked += behind(ranked, [one for one in fuse(dense, lexical) if one.passage not in known])
    else:
        ranked = fuse(dense, lexical)
    return ranked, dense.exhausted and lexical.exhausted


def _reranked(reranker: Reranker, catalog: Catalog, asked: Asked, block: list[Ranked]) -> list[Ranked]:
    hits = catalog.hits([one.passage for one in block[:DEPTH]])
    # A passage that is gone meanwhile goes last.
    best = [one for one in block[:DEPTH] if one.passage in hits]
    texts = {key: catalog.text(key) for key in {hit.transcript for hit in hits.values()}}
    found = [hits[one.passage] for one in best]
    words = [texts[hit.transcript][hit.start : hit.end] for hit in found]
    return reranker.rerank(asked.request.q, [*best, *block[DEPTH:]], words)


def _one_a_turn(ranked: list[Ranked], outline: Outline, catalog: Catalog, seen: Seen) -> list[Ranked]:
    """The best passage of each turn that was not seen."""
    turns = outline.turn[outline.rows(np.array([one.passage for one in ranked], np.int64))]
    best: dict[int, Ranked] = {}
    for turn, one in zip(turns.tolist(), ranked, strict=True):
        best.setdefault(turn, one)
    if not len(seen):
        return list(best.values())
    known = catalog.turns_by_key(list(best))
    return [one for turn, one in best.items() if turn in known and turn_id(known[turn]) not in seen]


def _there(ranked: list[Ranked], catalog: Catalog, wanted: int) -> list[tuple[Ranked, Hit]]:
    """The first passages, with their places in the catalog; those that were removed meanwhile are passed over."""
    found: list[tuple[Ranked, Hit]] = []
    for at in range(0, len(ranked), wanted):
        part = ranked[at : at + wanted]
        hits = catalog.hits([one.passage for one in part])
        found += [(one, hits[one.passage]) for one in part if one.passage in hits]
        if len(found) >= wanted:
            break
    return found[:wanted]
