"""A system compared with the single retrievers, on each dataset and for each form of question."""

from collections.abc import Iterator, Sequence

import msgspec

from eval.measures import by_measure
from eval.results import Results
from indexer.errors import RequestInvalid

MIN_QUESTIONS = 15
"""Forms with fewer questions are left out."""
RETRIEVERS = ("dense", "lexical")


class RetrieverComparison(
    msgspec.Struct, frozen=True, rename={"best_retriever": "leg", "retriever_mean": "leg_mean"}
):
    """The means of a measure, of a system and of the best single retriever, over a dataset or a form of question."""

    part: str
    topics: int
    mean: float
    best_retriever: str
    retriever_mean: float

    @property
    def holds(self) -> bool:
        """Whether the system is not below the retriever."""
        return self.mean >= self.retriever_mean


def compare_with_retrievers(
    results: Sequence[Results], measure: str, system: str
) -> Iterator[RetrieverComparison]:
    """A comparison for each dataset, and for each form of question over all datasets.

    Raises:
        RequestInvalid: a run lacks the measure of the system, or of both retrievers.
    """
    forms: dict[str, list[tuple[int, str]]] = {}
    by_system: dict[str, dict[tuple[int, str], float]] = {}
    for number, result in enumerate(results):
        values = by_measure(result.scores).get(measure, {})
        topics = {topic for of_system in values.values() for topic in of_system}
        for name, of_system in values.items():
            by_system.setdefault(name, {}).update({(number, topic): of_system[topic] for topic in of_system})
        yield _compare(result.dataset, [(number, topic) for topic in sorted(topics)], by_system, system)
        for topic, form in {decision.topic: decision.form for decision in result.decisions}.items():
            if topic in topics and form:
                forms.setdefault(form, []).append((number, topic))
    for form, keys in sorted(forms.items()):
        if len(keys) >= MIN_QUESTIONS:
            yield _compare(form, keys, by_system, system)


def _compare(
    part: str, keys: Sequence[tuple[int, str]], by_system: dict[str, dict[tuple[int, str], float]], system: str
) -> RetrieverComparison:
    """The comparison over some topics, each given by the number of its results and its id."""
    means = {
        name: sum(by_system[name].get(key, 0.0) for key in keys) / max(1, len(keys))
        for name in (system, *RETRIEVERS)
        if name in by_system
    }
    if system not in means or len(means) == 1:
        raise RequestInvalid(
            "--system", f"{part} lacks this measure of {system} or of a single retriever; run both."
        )
    best_retriever = max((name for name in RETRIEVERS if name in means), key=lambda name: means[name])
    return RetrieverComparison(part, len(keys), means[system], best_retriever, means[best_retriever])
