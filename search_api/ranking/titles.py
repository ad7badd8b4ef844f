"""Which transcripts' titles hold what is asked: words that nobody says are often in the title alone."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from search_api.retrieval.windows import Floats


class Titles:
    """The titles of an index's transcripts, by the stems in them."""

    def __init__(self, titles: Mapping[int, str], stems_of: Callable[[str], Sequence[str]]) -> None:
        self._holding: dict[str, set[int]] = {}
        for transcript, title in titles.items():
            for stem in stems_of(title):
                self._holding.setdefault(stem, set()).add(transcript)

    def held(self, weights: Mapping[str, float], transcripts: npt.NDArray[np.int32]) -> Floats:
        """The share of a query that the title of each transcript holds, by the weights of its stems: shape (n,)."""
        found = np.zeros(len(transcripts), np.float32)
        keys = transcripts.tolist()
        for stem, weight in weights.items():
            holding = self._holding.get(stem, set()).intersection(keys)
            if holding:
                found += np.array([weight if key in holding else 0.0 for key in keys], np.float32)
        return found / np.float32(max(sum(weights.values()), 1e-6))
