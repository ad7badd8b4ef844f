"""Courtesy titles that contradict each other: MR. SULLIVAN and, once, MS. SULLIVAN."""

from collections import Counter
from collections.abc import Iterable

from indexer.attribution.labels import Label

_MEN = frozenset({"mr"})
_WOMEN = frozenset({"ms", "mrs", "miss"})


def contradicted(spoken: Iterable[Label]) -> set[str]:
    """The labels, by their text, whose courtesy title another of the same surname contradicts.

    `spoken` holds a label for each turn. The side with more turns keeps its name: the other may be a typing
    error or another person, and nobody can tell. With as many turns on both sides neither keeps it.
    """
    turns: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for label in spoken:
        if label.surname is not None:
            men, women = turns.setdefault(label.surname.casefold(), (Counter(), Counter()))
            if _MEN & set(label.title):
                men[label.text] += 1
            elif _WOMEN & set(label.title):
                women[label.text] += 1
    found: set[str] = set()
    for men, women in turns.values():
        if men and women:
            found |= set(men) if men.total() <= women.total() else set()
            found |= set(women) if women.total() <= men.total() else set()
    return found
