"""One ranked list of passages from the retrievers."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from search_api.retrieval.retriever import CandidateList

RRF_K = 60


class Ranked(msgspec.Struct, frozen=True):
    """A passage in the ranked list. `score` lies in 0 to 1; the retrievers' scores are None where not found."""

    passage: int
    score: float
    dense: float | None
    lexical: float | None


def rank_candidate_list(candidate_list: CandidateList, name: str) -> list[Ranked]:
    """One retriever alone. Cosines are cut at 0; BM25 scores are set in relation to the best."""
    best = max((score for _, score in candidate_list.found), default=0.0)
    if name == "dense":
        return [Ranked(key, max(0.0, min(1.0, score)), score, None) for key, score in candidate_list.found]
    return [Ranked(key, score / best if best > 0 else 0.0, None, score) for key, score in candidate_list.found]


def behind(before: Sequence[Ranked], block: Iterable[Ranked]) -> list[Ranked]:
    """A block as it goes behind others: its scores are scaled below the last of theirs."""
    if not before:
        return list(block)
    last = before[-1].score
    return [msgspec.structs.replace(one, score=one.score * last) for one in block]


def list_all(keys: Iterable[int]) -> list[Ranked]:
    """Passages that nothing ranks, as they stand in their transcripts."""
    return [Ranked(key, 1.0, None, None) for key in keys]


def fuse(dense: CandidateList, lexical: CandidateList) -> list[Ranked]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009) with k = 60.

    The score is divided by the highest possible one, so that first in both retrievers is 1.
    """
    scores: dict[int, float] = {}
    for candidate_list in (dense, lexical):
        for rank, (key, _) in enumerate(candidate_list.found, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + rank)
    of_dense: Mapping[int, float] = dense.scores
    of_lexical: Mapping[int, float] = lexical.scores
    highest = 2 / (RRF_K + 1)
    fused = [
        Ranked(key, score / highest, of_dense.get(key), of_lexical.get(key)) for key, score in scores.items()
    ]
    # Equal scores: the nearer in meaning first, then the order of keys.
    return sorted(fused, key=lambda one: (-one.score, -(one.dense or 0.0), one.passage))
