"""Passages that say nothing alone: "Thank you.", "Good morning.", "Michael." They are never the first result while
anything with content matches.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.languages.language import Language, MatchingWords
from indexer.store.analysis import stem_hashes, tantivy_analyzer
from indexer.store.protocol import RetrievalStore
from indexer.stored_records import Keys
from search_api.retrieval.fusion import Ranked

SHORT = 120
"""Longer passages, in code points, have content."""
_FEW_LETTERS = 4
_FEWEST_STEMS = 2
"""The fewest stems that are no slight words of a passage with content: one is a name or an echo."""

Hashes = npt.NDArray[np.uint32]


def slight_stems(languages: Iterable[Language]) -> Hashes:
    """The hashes of the stems of the slight words of some languages."""
    stems = {
        stem
        for language in languages
        for stem in tantivy_analyzer(language).analyze(
            " ".join((language.matching or MatchingWords()).slight_words)
        )
    }
    return np.unique(stem_hashes(stems))


def are_slight(store: RetrievalStore, slight: Hashes, keys: Keys) -> npt.NDArray[np.bool_]:
    """Which passages say nothing alone: bool, shape (len(keys),)."""
    length = store.columns(keys).length
    flags = length <= _FEW_LETTERS
    short = np.flatnonzero((length <= SHORT) & ~flags)
    if len(short):
        distinct, at = np.unique(keys[short], return_inverse=True)
        stems = store.stems(distinct)
        ends = stems.ends[stems.indexes]
        starts = np.where(stems.indexes > 0, stems.ends[stems.indexes - 1], 0)
        counts = [
            np.count_nonzero(~np.isin(stems.hashes[start:end], slight))
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
        flags[short] = np.array(counts)[at] < _FEWEST_STEMS
    return flags


def content_first(
    store: RetrievalStore, slight: Hashes, blocks: Iterable[tuple[Sequence[Ranked], bool]]
) -> Iterator[tuple[list[Ranked], bool]]:
    """Blocks of a ranked list that begins with the best passage with content.

    Those that were before it follow it, with its score; all others stay where they are, since a short reply may belong
    to an answer. First blocks without any content are joined with the next.
    """
    leading: dict[int, Ranked] = {}
    begun = False
    for block, exhausted in blocks:
        if begun:
            yield list(block), exhausted
            continue
        for ranked in block:
            leading.setdefault(ranked.passage, ranked)
        joined = list(leading.values())
        first = _first_with_content(store, slight, joined)
        if first is not None:
            best = joined.pop(first)
            before = [
                msgspec.structs.replace(ranked, score=min(ranked.score, best.score))
                for ranked in joined[:first]
            ]
            joined = [best, *before, *joined[first:]]
        begun = first is not None
        if begun or exhausted:
            yield joined, exhausted


def _first_with_content(store: RetrievalStore, slight: Hashes, ranked: Sequence[Ranked]) -> int | None:
    """The index of the first passage with content; None where there is none. Few are looked at: most have content."""
    at, count = 0, 1
    while at < len(ranked):
        keys = np.array([each.passage for each in ranked[at : at + count]], np.int64)
        found = np.flatnonzero(~are_slight(store, slight, keys))
        if len(found):
            return at + int(found[0])
        at, count = at + count, 8 * count
    return None
