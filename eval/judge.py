"""Maps quoted passages to the units that a benchmark judges, and these to their grades."""

import re
from collections import defaultdict

from eval.records import Dataset, Qrel
from indexer.errors import InputRefused

_SPAN = re.compile(r"(?P<transcript>.+)@(?P<start>\d+)-(?P<end>\d+)")
_MIN_OVERLAP = 0.5
"""Of the shorter of two spans."""


def span_id(transcript: str, start: int, end: int) -> str:
    """The id of a span in qrels."""
    return f"{transcript}@{start}-{end}"


def parse_span(unit: str) -> tuple[str, int, int]:
    """The transcript, start and end in the id of a span.

    Raises:
        InputRefused: it is not the id of a span.
    """
    match = _SPAN.fullmatch(unit)
    if match is None:
        raise InputRefused(unit, "a span is written transcript@start-end; correct the qrels.")
    return match["transcript"], int(match["start"]), int(match["end"])


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans share at least half of the shorter one."""
    shared = min(end, other_end) - max(start, other_start)
    return shared >= _MIN_OVERLAP * min(end - start, other_end - other_start) and shared > 0


class Judge:
    """The units and grades of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._unit = dataset.unit
        self._grades: dict[str, dict[str, int]] = defaultdict(dict)
        self._spans: dict[str, list[tuple[Qrel, str, int, int]]] = defaultdict(list)
        for qrel in dataset.qrels:
            self._grades[qrel.topic][qrel.unit] = qrel.grade
            if dataset.unit == "span":
                self._spans[qrel.topic].append((qrel, *parse_span(qrel.unit)))

    def unit(self, topic: str, transcript: str, ordinal: int, start: int, end: int) -> str:
        """The unit for `text[start:end]` of a turn; among overlapping spans, the one with the highest grade."""
        if self._unit == "transcript":
            return transcript
        if self._unit == "turn":
            return f"{transcript}:{ordinal}"
        overlapping = [
            qrel
            for qrel, span_transcript, span_start, span_end in self._spans[topic]
            if span_transcript == transcript and overlaps(start, end, span_start, span_end)
        ]
        if overlapping:
            return max(overlapping, key=lambda qrel: (qrel.grade, qrel.unit)).unit
        return span_id(transcript, start, end)

    def grade(self, topic: str, unit: str) -> int:
        """The grade of a unit for a topic; 0 if it was not judged."""
        return self._grades[topic].get(unit, 0)

    def ideal(self, topic: str) -> tuple[int, ...]:
        """The grades of a topic above 0, highest first."""
        return tuple(sorted((grade for grade in self._grades[topic].values() if grade > 0), reverse=True))
