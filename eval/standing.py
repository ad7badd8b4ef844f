"""Where a system stands beside the single retrievers: on each data set, and for each form of question."""

from collections.abc import Iterator, Sequence

import msgspec

from eval.results import Results
from indexer.errors import RequestInvalid

LEAST = 15
"""Forms with fewer questions say nothing."""
RETRIEVERS = ("dense", "lexical")


class Standing(msgspec.Struct, frozen=True):
    """A system beside the best single retriever: means of a measure over the questions of a data set or a form."""

    part: str
    topics: int
    mean: float
    best_retriever: str = msgspec.field(name="leg")
    retriever_mean: float = msgspec.field(name="leg_mean")

    @property
    def holds(self) -> bool:
        """Whether the system is not below."""
        return self.mean >= self.retriever_mean


def standings(results: Sequence[Results], measure: str, system: str) -> Iterator[Standing]:
    """The standing on each data set, and for each form that has enough questions in all of them together.

    Raises:
        RequestInvalid: a run lacks the measure of the system, or both retrievers.
    """
    forms: dict[str, list[tuple[int, str]]] = {}
    by_system: dict[str, dict[tuple[int, str], float]] = {}
    for number, one in enumerate(results):
        held = {score.topic for score in one.scores if score.measure == measure}
        for score in one.scores:
            if score.measure == measure:
                by_system.setdefault(score.system, {})[number, score.topic] = score.value
        yield _standing(one.dataset, [(number, topic) for topic in sorted(held)], by_system, system)
        for topic, form in {told.topic: told.form for told in one.decisions}.items():
            if topic in held and form:
                forms.setdefault(form, []).append((number, topic))
    for form, topics in sorted(forms.items()):
        if len(topics) >= LEAST:
            yield _standing(form, topics, by_system, system)


def _standing(
    part: str,
    topics: Sequence[tuple[int, str]],
    by_system: dict[str, dict[tuple[int, str], float]],
    system: str,
) -> Standing:
    means = {
        name: sum(by_system[name].get(topic, 0.0) for topic in topics) / max(1, len(topics))
        for name in (system, *RETRIEVERS)
        if name in by_system
    }
    if system not in means or len(means) == 1:
        raise RequestInvalid(
            "--system", f"{part} has no such measure of {system} and a single retriever; run both."
        )
    best_retriever = max((name for name in RETRIEVERS if name in means), key=lambda name: means[name])
    return Standing(part, len(topics), means[system], best_retriever, means[best_retriever])
