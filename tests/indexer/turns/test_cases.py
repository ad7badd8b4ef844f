"""Invented files in the layouts of press, parliaments and captions are read as the `expected.toml` next to them says.

The words of all turns are compared whole: a heading, time or label in a quote, or words of another speaker, is a fault.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from indexer.attribution import attribute
from indexer.readers import read
from indexer.sources.files import Loaded, load
from tests.paths import ROOT

CASES = ROOT / "tests" / "cases"
EXPECTED = "expected.toml"


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file says. `turns` are labels, names and words; `times` are those of the turns, in seconds."""

    format: str
    turns: tuple[tuple[str, str, str], ...]
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    times: tuple[float, ...] = ()


def expected_in(folder: Path) -> dict[str, Expected]:
    return msgspec.toml.decode((folder / EXPECTED).read_bytes(), type=dict[str, Expected])


def cases() -> Iterator[object]:
    for folder in sorted(CASES.iterdir()):
        for name, expected in expected_in(folder).items():
            yield pytest.param(folder / name, expected, id=f"{folder.name}/{name}")


@pytest.mark.parametrize(("path", "expected"), list(cases()))
def test_a_case_is_read_as_expected(path: Path, expected: Expected) -> None:
    (loaded,) = load(path)
    assert isinstance(loaded, Loaded)
    document = read(msgspec.structs.replace(loaded.source, name=path.name))[0]
    transcript = attribute(document, "x")
    turns = [
        (turn.label, turn.attribution.name or "", " ".join(transcript.text[turn.start : turn.end].split()))
        for turn in transcript.turns
    ]
    assert turns == list(expected.turns)
    assert document.format == expected.format
    assert (transcript.title, transcript.date, transcript.url) == (expected.title, expected.date, expected.url)
    if expected.times:
        assert tuple(turn.start_time for turn in transcript.turns) == expected.times


def test_every_file_of_a_folder_of_cases_is_expected() -> None:
    for folder in CASES.iterdir():
        expected = {Path(name).parts[0] for name in expected_in(folder)}
        assert {path.name for path in folder.iterdir()} == {EXPECTED, *expected}
