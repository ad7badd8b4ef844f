"""How many cores a process may use, on systems that report its binding and on those that do not."""

import os

import pytest

from embeddings.processor import usable_cores


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not bind processes to cores")
def test_a_process_bound_to_one_core_uses_one() -> None:
    bound = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(bound)})
        assert usable_cores() == 1
    finally:
        os.sched_setaffinity(0, bound)


def test_all_cores_are_used_where_the_system_reports_no_binding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    assert usable_cores() == 6
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1
