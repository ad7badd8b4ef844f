"""What kind of words an answer is likely to hold: numbers for "how many", a reason for "why"."""

import functools

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.languages import languages
from indexer.languages.language import AnswerKind
from indexer.store.analysis import stem_hashes
from indexer.store.protocol import PassageStems
from search_api.retrieval.windows import Floats, Rows

NO_KIND = 0.5
"""The score of every passage where a query asks for no kind of words."""


def holds_answer_kind(query: str, passages: PassageStems) -> Floats:
    """Whether each of n passages holds words of the kind that a query asks for, 1 or 0: float32, shape (n,)."""
    for language in languages().values():
        for kind in language.answers:
            if kind.question.search(query):
                return _holds_any(passages.ends, passages.hashes, passages.indexes, _hashes(kind))
    return np.full(len(passages.indexes), NO_KIND, np.float32)


@functools.cache
def _hashes(kind: AnswerKind) -> npt.NDArray[np.uint32]:
    return np.unique(stem_hashes((*kind.stems, *map(str, kind.numbers))))


@compiled
def _holds_any(
    ends: Rows, words: npt.NDArray[np.uint32], rows: Rows, ascending: npt.NDArray[np.uint32]
) -> Floats:
    """Whether each row holds any of some hashes: shape (len(rows),)."""
    holds = np.zeros(len(rows), np.float32)
    for number in range(len(rows)):
        row = rows[number]
        for at in range(ends[row - 1] if row > 0 else 0, ends[row]):
            nearest = np.searchsorted(ascending, words[at])
            if nearest < len(ascending) and ascending[nearest] == words[at]:
                holds[number] = 1
                break
    return holds
