"""One ranked list of passages from the retrievers."""

from collections.abc import Iterable, Sequence

import msgspec

from indexer.store.protocol import Candidates

RRF_K = 60


class Ranked(msgspec.Struct, frozen=True):
    """A passage in the ranked list. `score` is from 0 to 1; a retriever's score is None where it did not find it."""

    passage: int
    score: float
    dense: float | None
    lexical: float | None


def rank_alone(candidates: Candidates, name: str) -> list[Ranked]:
    """One retriever alone. Negative cosines become 0; BM25 scores are divided by the best."""
    pairs = _pairs(candidates)
    best = max((score for _, score in pairs), default=0.0)
    if name == "dense":
        return [Ranked(key, max(0.0, min(1.0, score)), score, None) for key, score in pairs]
    return [Ranked(key, score / best if best > 0 else 0.0, None, score) for key, score in pairs]


def scaled_below(before: Sequence[Ranked], block: Iterable[Ranked]) -> list[Ranked]:
    """A block as it follows ranked passages: its scores are scaled below the last of theirs."""
    if not before:
        return list(block)
    last = before[-1].score
    return [msgspec.structs.replace(ranked, score=ranked.score * last) for ranked in block]


def list_all(keys: Iterable[int]) -> list[Ranked]:
    """Passages that nothing ranks, in the order of their transcripts."""
    return [Ranked(key, 1.0, None, None) for key in keys]


def fuse(dense: Candidates, lexical: Candidates) -> list[Ranked]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) with k = 60.

    The score is divided by the highest possible one, so that first in both retrievers is 1.
    """
    scores: dict[int, float] = {}
    for candidates in (dense, lexical):
        for rank, key in enumerate(candidates.keys.tolist(), start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + rank)
    cosines, bm25 = dict(_pairs(dense)), dict(_pairs(lexical))
    highest = 2 / (RRF_K + 1)
    fused = [Ranked(key, score / highest, cosines.get(key), bm25.get(key)) for key, score in scores.items()]
    # Equal scores: the nearer in meaning first, then the order of keys.
    return sorted(fused, key=lambda ranked: (-ranked.score, -(ranked.dense or 0.0), ranked.passage))


def _pairs(candidates: Candidates) -> list[tuple[int, float]]:
    return list(zip(candidates.keys.tolist(), candidates.scores.tolist(), strict=True))
