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
    figures_of = {system.system: figures(system) for system in measured}
    for system, bounds in expected.items():
        if system not in figures_of:
            continue
        for name, bound in bounds.items():
            value = figures_of[system].get(name)
            if value is None or value < bound - _SLACK:
                yield f"{system}: {name} is {value}, below the expected {bound}."


def figures(measured: Measured) -> dict[str, float]:
    """All figures of a system; higher is better."""
    return measured.measures | {
        "refused": measured.refused,
        "not wrongly refused": 1 - measured.wrongly_refused,
    }
