"""What a query names: speakers by the labels of their turns, and transcripts by the words of their titles.

A person that the interpretation of the query found takes precedence. Labels help where they are not people's names
("Industrial Designer", "Grad C"), and with queries of no known form ("the case that Mr. Kitchen made").
"""

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from indexer.languages import default
from search_api.retrieval.windows import Floats

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 5
WHOLE = 1.0
SURNAME = 0.6
"""How well a query names a label that it holds whole, and one of which it holds only the last word."""


class LabelNames:
    """The labels of an index, by the words that name them."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._count = len(labels)
        self._whole: dict[tuple[str, ...], list[int]] = {}
        self._last: dict[str, list[int]] = {}
        # Those of other languages are names in some labels: "Don Young".
        titles = default().labels.titles
        for number, label in enumerate(labels):
            all_words = [word for word in _words(_BRACKETS.sub(" ", label)) if word != "the"]
            words = [word for word in all_words if word not in titles] or all_words
            # Letters after a name: "Kirsty Williams AM".
            if len(words) > 2 and len(words[-1]) == 2:
                words = words[:-1]
            if not words:
                continue
            self._whole.setdefault(tuple(words), []).append(number)
            if len(words) > 1 and len(words[-1]) > 2:
                self._last.setdefault(words[-1], []).append(number)

    def match(self, query: str) -> Floats:
        """How well a query names each label: float32, shape (number of labels,), from 0 to 1."""
        match = np.zeros(self._count, np.float32)
        words = _words(query)
        for word in words:
            match[self._last.get(word, [])] = SURNAME
        for size in range(1, _LONGEST + 1):
            for at in range(len(words) - size + 1):
                match[self._whole.get(tuple(words[at : at + size]), [])] = WHOLE
        return match


class Titles:
    """The titles of an index's transcripts, by the stems in them: some words occur in a title alone."""

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


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORDS.findall(text.casefold())]
