"""How well a query names the speaker of a turn, by the labels alone.

Where the reading of the query found a person, that decides. This is for labels which are nobody's name
("Industrial Designer", "Grad C") and for questions whose form says nothing ("the case that Mr. Kitchen made").
"""

import re
from collections.abc import Sequence

import numpy as np

from indexer.languages import titles
from search_api.retrieval.windows import Floats

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 5
WHOLE = 1.0
SURNAME = 0.6
"""What a whole label counts, and what the last word of a longer one."""


class LabelNames:
    """The labels of an index, by the words that name them."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._count = len(labels)
        self._whole: dict[tuple[str, ...], list[int]] = {}
        self._last: dict[str, list[int]] = {}
        for number, label in enumerate(labels):
            all_words = [word for word in _words(_BRACKETS.sub(" ", label)) if word != "the"]
            words = [word for word in all_words if word not in titles()] or all_words
            # Letters behind a name: "Kirsty Williams AM".
            if len(words) > 2 and len(words[-1]) == 2:
                words = words[:-1]
            if not words:
                continue
            self._whole.setdefault(tuple(words), []).append(number)
            if len(words) > 1 and len(words[-1]) > 2:
                self._last.setdefault(words[-1], []).append(number)

    def named(self, query: str) -> Floats:
        """How well a query names each label: float32, shape (number of labels,), from 0 to 1."""
        found = np.zeros(self._count, np.float32)
        words = _words(query)
        for word in words:
            found[self._last.get(word, [])] = SURNAME
        for size in range(1, _LONGEST + 1):
            for at in range(len(words) - size + 1):
                found[self._whole.get(tuple(words[at : at + size]), [])] = WHOLE
        return found


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORDS.findall(text.casefold())]
