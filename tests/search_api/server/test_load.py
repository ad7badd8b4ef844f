"""The short forms of the soaks under load."""

from pathlib import Path

import pytest

from tests.hostile.mixed_load import run_load
from tests.hostile.steady_load import LoadPlan, run_steady_load
from tests.hostile.synthetic import synthetic_index


@pytest.mark.parametrize("workers", [1, 2])
def test_readers_and_a_writer(tmp_path: Path, workers: int) -> None:
    load = run_load(tmp_path, 400, workers)
    assert load.questions == 400
    assert load.changes > 2
    assert load.faults() == []


def test_a_steady_rate(tmp_path: Path) -> None:
    index = synthetic_index(tmp_path, 600)
    steady = run_steady_load(index, LoadPlan(rate=40, seconds=4))
    assert steady.faults() == []
    assert steady.statuses == {200: 160}
    # Behind a proxy, one client that asks too often is slowed down, and nothing else happens.
    proxied = ("--trusted-proxies", "127.0.0.1", "--rate", "10", "--burst", "10")
    limited = run_steady_load(index, LoadPlan(40, 4, proxied, {"X-Forwarded-For": "203.0.113.7"}))
    assert limited.faults(frozenset({200, 429})) == []
    assert limited.statuses[200] >= 10
    assert limited.statuses[429] > limited.statuses[200]
