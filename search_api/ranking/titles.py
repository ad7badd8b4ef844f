"""Which transcripts' titles hold the query's words: some words occur in the title alone."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from search_api.retrieval.windows import Floats


class Titles:
    """The titles of an index's transcripts, by the stems in them."""

    def __init__(self, titles: Mapping[int, str], stems_of: Callable[[str], Sequence[str]]) -> None:
        self._transcripts: dict[str, set[int]] = {}
        for transcript, title in titles.items():
            for stem in stems_of(title):
                self._transcripts.setdefault(stem, set()).add(transcript)

    def match(self, weights: Mapping[str, float], transcripts: npt.NDArray[np.int32]) -> Floats:
        """The share of the weights whose stems the title of each transcript holds: float32, shape (n,), 0 to 1."""
        shares = np.zeros(len(transcripts), np.float32)
        keys = transcripts.tolist()
        for stem, weight in weights.items():
            holding = self._transcripts.get(stem, set()).intersection(keys)
            if holding:
                shares += np.array([weight if key in holding else 0.0 for key in keys], np.float32)
        return shares / np.float32(max(sum(weights.values()), 1e-6))
