"""Tables of how many questions are right, by kind and in total."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from eval.interpretation.records import ASPECTS, INTERPRETATION, Aspect, Judged

COLUMNS: dict[str, tuple[Aspect, ...]] = {
    "whom": ("whom",),
    "when": ("when",),
    "intent": ("intent",),
    "topic": ("topic",),
    "words": ("words",),
    "interpretation": INTERPRETATION,
    "first result": ("first",),
    "answered": ("answered",),
}
"""The columns, each with the aspects that must be right."""


class Count(msgspec.Struct, frozen=True):
    """How many of the questions that were judged are right."""

    right: int
    judged: int

    def __str__(self) -> str:
        """As right/judged."""
        return f"{self.right}/{self.judged}" if self.judged else "-"


class Row(msgspec.Struct, frozen=True):
    """A kind, or all, with its number of questions and a count for each column."""

    kind: str
    questions: int
    counts: dict[str, Count]


def rows(judged: Sequence[Judged]) -> list[Row]:
    """A row for each kind, in the order of the questions, and one for all."""
    kinds = dict.fromkeys(one.question.kind for one in judged)
    return [
        *(_row(kind, [one for one in judged if one.question.kind == kind]) for kind in kinds),
        _row("all", judged),
    ]


def _row(kind: str, judged: Sequence[Judged]) -> Row:
    return Row(kind, len(judged), {name: _count(judged, aspects) for name, aspects in COLUMNS.items()})


def _count(judged: Iterable[Judged], aspects: tuple[Aspect, ...]) -> Count:
    verdicts = [one.is_right(*aspects) for one in judged if set(aspects) <= set(one.aspects)]
    return Count(sum(verdicts), len(verdicts))


def table(part: str, of_part: Sequence[Row]) -> Iterator[str]:
    """A table for the terminal, with the share of all that is right in a last line."""
    yield f"{part:<26}" + "".join(f"{name:>{len(name) + 4}}" for name in ("questions", *COLUMNS))
    for row in of_part:
        yield f"{row.kind:<26}{row.questions:>13}" + _cells(row, str)
    yield f"{'share':<26}{'':>13}" + _cells(of_part[-1], _share)


def _cells(row: Row, shown: Callable[[Count], str]) -> str:
    return "".join(f"{shown(count):>{len(name) + 4}}" for name, count in row.counts.items())


def _share(count: Count) -> str:
    return f"{count.right / count.judged:.3f}" if count.judged else "-"


def markdown(part: str, of_part: Sequence[Row]) -> Iterator[str]:
    """The same as a table in Markdown."""
    yield f"| {part} | questions | {' | '.join(COLUMNS)} |"
    yield f"| --- |{' ---: |' * (1 + len(COLUMNS))}"
    for row in of_part:
        yield f"| {row.kind} | {row.questions} | {' | '.join(map(str, row.counts.values()))} |"
    yield f"| share | | {' | '.join(map(_share, of_part[-1].counts.values()))} |"


def wrong(judged: Iterable[Judged]) -> Iterator[str]:
    """A line for each question with a fault, and one for each of its faults."""
    for one in judged:
        if one.faults:
            yield f"{one.question.id}: {one.question.text}"
            for fault in sorted(one.faults, key=lambda fault: ASPECTS.index(fault.aspect)):
                yield f"    {fault.aspect}: {fault.detail}"
