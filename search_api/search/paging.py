"""The ranked list cut into pages, one result a turn."""

from collections.abc import Iterator

import msgspec
import numpy as np

from indexer.catalog.protocol import TranscriptReads
from indexer.store.protocol import NO_CANDIDATES
from indexer.stored_records import Hit
from search_api.contract.cursor import Seen
from search_api.ranking.cross_encoder import DEPTH, Reranker
from search_api.ranking.slight_turns import content_first
from search_api.retrieval.fusion import Ranked, fuse, list_all, rank_alone, scaled_below
from search_api.retrieval.retriever import FIRST_DEPTH
from search_api.search.by_date import by_date, most_said
from search_api.search.exact_words import ExactWords
from search_api.search.own_words import named_first, own_words_first
from search_api.search.plan import Plan
from search_api.search.snapshot import Snapshot
from search_api.search.turns import turn_id

_MOST_COMPARED = 2000
"""How many turns are compared with exact words at once."""


def page_of(
    snapshot: Snapshot, reranker: Reranker | None, plan: Plan, seen: Seen
) -> tuple[list[tuple[Ranked, Hit]], bool]:
    """The next page with one result a turn, and whether there is more after it.

    The list grows in blocks: deeper results follow those that were ranked before, so that the order does not depend on
    how much of the list is read.
    """
    limit = plan.request.limit
    ranked: list[Ranked] = []
    page: list[tuple[Ranked, Hit]] = []
    quotes: dict[int, Hit | None] = {}
    for block, exhausted in _content_first(snapshot, plan, _blocks(snapshot, reranker, plan)):
        passages = {earlier.passage for earlier in ranked}
        ranked += scaled_below(ranked, [new for new in block if new.passage not in passages])
        page = _existing(_one_a_turn(ranked, snapshot, seen), snapshot.catalog, plan.exact, limit + 1, quotes)
        if len(page) > limit or exhausted:
            break
    return page[:limit], len(page) > limit


def _content_first(
    snapshot: Snapshot, plan: Plan, blocks: Iterator[tuple[list[Ranked], bool]]
) -> Iterator[tuple[list[Ranked], bool]]:
    """The blocks with content first, where they are ranked by a topic."""
    is_ranked = plan.topic and plan.interpretation.sort == "relevance"
    return content_first(snapshot.store, snapshot.slight, blocks) if is_ranked else blocks


def _blocks(snapshot: Snapshot, reranker: Reranker | None, plan: Plan) -> Iterator[tuple[list[Ranked], bool]]:
    """Lists that follow each other, each made when it is read, and whether it is the last.

    A passage may come again; then its first rank counts.
    """
    topic, mode, retriever = plan.topic, plan.request.mode, plan.retriever
    if plan.interpretation.sort != "relevance":
        yield from by_date(snapshot, plan)
        return
    if not topic:
        asks_for_turns = plan.interpretation.intent == "turns"
        yield most_said(snapshot, plan) if asks_for_turns else list_all(retriever.matching().tolist()), True
        return
    if mode == "ranked" and plan.scene is not None:
        # Other passages are fused and follow: they are seldom an answer.
        ranked = snapshot.ranker.rank(plan.scene)
        if plan.interpretation.intent == "who_said":
            ranked = own_words_first(snapshot, plan, ranked)
        ranked = named_first(snapshot, plan, ranked)
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
    hits = catalog.hits([ranked.passage for ranked in block[:DEPTH]])
    # A passage that was removed since is skipped.
    best = [ranked for ranked in block[:DEPTH] if ranked.passage in hits]
    texts = {key: catalog.text(key) for key in {hit.transcript for hit in hits.values()}}
    words = [texts[hit.transcript][hit.start : hit.end] for hit in (hits[ranked.passage] for ranked in best)]
    return reranker.rerank(plan.asked, [*best, *block[DEPTH:]], words)


def _one_a_turn(ranked: list[Ranked], snapshot: Snapshot, seen: Seen) -> list[Ranked]:
    """The best passage of each turn that no earlier page showed."""
    turns = snapshot.store.columns(np.array([passage.passage for passage in ranked], np.int64)).turn
    best: dict[int, Ranked] = {}
    for turn, passage in zip(turns.tolist(), ranked, strict=True):
        best.setdefault(turn, passage)
    if not len(seen):
        return list(best.values())
    stored = snapshot.catalog.turns_by_key(list(best))
    return [passage for turn, passage in best.items() if turn in stored and turn_id(stored[turn]) not in seen]


def _existing(
    ranked: list[Ranked],
    catalog: TranscriptReads,
    exact: ExactWords | None,
    count: int,
    quotes: dict[int, Hit | None],
) -> list[tuple[Ranked, Hit]]:
    """The first passages as they are in the catalog; those that were removed since are skipped.

    With exact words each is the quote of its turn that holds them, and turns without one are skipped. `quotes` keeps
    those, by passage.
    """
    existing: list[tuple[Ranked, Hit]] = []
    first, size = 0, count
    while first < len(ranked):
        part = ranked[first : first + size]
        # Few of many turns may have the words to the letter: texts are not read over and over.
        first, size = first + size, size if exact is None else min(4 * size, _MOST_COMPARED)
        hits = catalog.hits([passage.passage for passage in part])
        if exact is not None:
            new = [hit for hit in hits.values() if hit.passage not in quotes]
            quotes |= dict.fromkeys((hit.passage for hit in new), None) | _quotes(exact, catalog, new)
            hits = {passage: hit for passage in hits if (hit := quotes[passage]) is not None}
        existing += [(passage, hits[passage.passage]) for passage in part if passage.passage in hits]
        if len(existing) >= count:
            break
    return existing[:count]


def _quotes(exact: ExactWords, catalog: TranscriptReads, hits: list[Hit]) -> dict[int, Hit]:
    """The quotes that hold exact words, in the turns of some passages; by passage."""
    transcripts = catalog.texts({hit.transcript for hit in hits})
    turns = catalog.turns_by_key([hit.turn for hit in hits])
    spans = (
        (hit, exact.quote(catalog, turns[hit.turn], transcripts[hit.transcript], (hit.start, hit.end)))
        for hit in hits
        if hit.turn in turns and hit.transcript in transcripts
    )
    return {
        hit.passage: msgspec.structs.replace(hit, start=span[0], end=span[1]) for hit, span in spans if span
    }
