"""Courtesy titles that contradict each other: MR. SULLIVAN and, once, MS. SULLIVAN."""

from collections import Counter
from collections.abc import Iterable

from indexer.attribution.labels import Label
from indexer.languages.language import Language


def contradicted(labels: Iterable[Label], language: Language) -> set[str]:
    """The labels, by their text, whose courtesy title another label of the same surname contradicts.

    `labels` has one label per turn. The side with more turns keeps its name: the other may be a typing error or
    another person, which cannot be decided. With equally many turns on both sides neither keeps it.
    """
    turns: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for label in labels:
        if label.surname is not None:
            men, women = turns.setdefault(label.surname.casefold(), (Counter(), Counter()))
            if not language.labels.men.isdisjoint(label.title):
                men[label.text] += 1
            elif not language.labels.women.isdisjoint(label.title):
                women[label.text] += 1
    contradicted_labels: set[str] = set()
    for men, women in turns.values():
        if men and women:
            contradicted_labels |= set(men) if men.total() <= women.total() else set()
            contradicted_labels |= set(women) if women.total() <= men.total() else set()
    return contradicted_labels
