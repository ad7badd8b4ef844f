"""Which unit of a benchmark a quoted passage stands for."""

import re
from collections import defaultdict

from eval.records import Dataset, Qrel
from indexer.errors import InputRefused

_SPAN = re.compile(r"(?P<transcript>.+)@(?P<start>\d+)-(?P<end>\d+)")
_ENOUGH = 0.5


def span_id(transcript: str, start: int, end: int) -> str:
    """The id of a span, as qrels name it."""
    return f"{transcript}@{start}-{end}"


def parse_span(unit: str) -> tuple[str, int, int]:
    """Transcript, start and end of a span's id.

    Raises:
        InputRefused: it is none.
    """
    match = _SPAN.fullmatch(unit)
    if match is None:
        raise InputRefused(unit, "a span is written transcript@start-end; mend the qrels.")
    return match["transcript"], int(match["start"]), int(match["end"])


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two stretches share at least half of the shorter one."""
    shared = min(end, other_end) - max(start, other_start)
    return shared >= _ENOUGH * min(end - start, other_end - other_start) and shared > 0


class Judge:
    """Turns quoted passages into a dataset's units."""

    def __init__(self, dataset: Dataset) -> None:
        self._unit = dataset.unit
        self._grades: dict[str, dict[str, int]] = defaultdict(dict)
        self._spans: dict[str, list[tuple[Qrel, str, int, int]]] = defaultdict(list)
        for qrel in dataset.qrels:
            self._grades[qrel.topic][qrel.unit] = qrel.grade
            if dataset.unit == "span":
                self._spans[qrel.topic].append((qrel, *parse_span(qrel.unit)))

    def unit(self, topic: str, transcript: str, ordinal: int, start: int, end: int) -> str:
        """The unit that `text[start:end]` of a turn stands for: of spans that it meets, the best graded."""
        if self._unit == "transcript":
            return transcript
        if self._unit == "turn":
            return f"{transcript}:{ordinal}"
        met = [
            qrel
            for qrel, where, first, last in self._spans[topic]
            if where == transcript and overlaps(start, end, first, last)
        ]
        if met:
            return max(met, key=lambda qrel: (qrel.grade, qrel.unit)).unit
        return span_id(transcript, start, end)

    def grade(self, topic: str, unit: str) -> int:
        """The grade of a unit for a topic, 0 where it was not judged."""
        return self._grades[topic].get(unit, 0)

    def ideal(self, topic: str) -> tuple[int, ...]:
        """A topic's grades above 0, highest first."""
        return tuple(sorted((grade for grade in self._grades[topic].values() if grade > 0), reverse=True))
