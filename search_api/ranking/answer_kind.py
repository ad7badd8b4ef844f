"""What kind of words an answer is likely to hold: numbers for "how many", a reason for "why"."""

import functools

import numpy as np
import numpy.typing as npt

from indexer.languages import languages
from indexer.languages.language import AnswerKind
from indexer.store.analysis import stem_hash
from indexer.store.protocol import PassageStems
from search_api.retrieval.windows import Floats

NO_KIND = 0.5
"""The score of every passage where a query asks for no kind of words."""


def holds_answer_kind(query: str, passages: PassageStems) -> Floats:
    """Whether each of n passages holds words of the kind that a query asks for, 1 or 0: float32, shape (n,)."""
    for language in languages().values():
        for kind in language.answers:
            if kind.question.search(query):
                before = np.concatenate([[0], np.cumsum(np.isin(passages.hashes, _hashes(kind)))])
                counts = np.diff(before[passages.ends], prepend=0)
                return (counts > 0).astype(np.float32)
    return np.full(len(passages.ends), NO_KIND, np.float32)


@functools.cache
def _hashes(kind: AnswerKind) -> npt.NDArray[np.uint32]:
    return np.array(sorted({stem_hash(stem) for stem in (*kind.stems, *map(str, kind.numbers))}), np.uint32)
