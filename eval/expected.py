"""The stored expected result of a dataset: the gate of continuous integration."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from eval.measures import Measured

_SLACK = 1e-9


def read_expected(path: Path) -> dict[str, dict[str, float]]:
    """The least that each system must reach, measure by measure."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]])


def shortfalls(expected: dict[str, dict[str, float]], measured: list[Measured]) -> Iterator[str]:
    """A sentence for each figure that lies below what is expected."""
    found = {one.system: figures(one) for one in measured}
    for system, least in expected.items():
        if system not in found:
            continue
        for name, bound in least.items():
            value = found[system].get(name)
            if value is None or value < bound - _SLACK:
                yield f"{system}: {name} is {value}, below the expected {bound}."


def figures(measured: Measured) -> dict[str, float]:
    """All figures of a system, higher being better."""
    return measured.measures | {
        "refused": measured.refused,
        "not wrongly refused": 1 - measured.wrongly_refused,
    }
