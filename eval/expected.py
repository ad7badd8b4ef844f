"""The stored expected results of a dataset, which continuous integration checks."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from eval.measures import Measured

_SLACK = 1e-9


def read_expected(path: Path) -> dict[str, dict[str, float]]:
    """The minimum of each measure, by system."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]])


def shortfalls(expected: dict[str, dict[str, float]], measured: list[Measured]) -> Iterator[str]:
    """A sentence for each figure below its expected minimum."""
    for run in measured:
        for name, bound in expected.get(run.system, {}).items():
            value = run.figures.get(name)
            if value is None or value < bound - _SLACK:
                yield f"{run.system}: {name} is {value}, below the expected {bound}."
