"""The short form of the soak under mixed load."""

from pathlib import Path

from tests.hostile.load import put_under_load


def test_readers_and_a_writer(tmp_path: Path) -> None:
    load = put_under_load(tmp_path, 400)
    assert load.questions == 400
    assert load.changes > 2
    assert load.faults() == []
