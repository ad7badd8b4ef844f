"""The few lines that make gold from the markup of speech-to-text agree with the readers on the cases of the tests."""

import shutil
from pathlib import Path

import pytest

from eval.reading.markup.comparison import compare
from eval.reading.markup.report import shortfalls
from indexer.directory.load import shipped
from indexer.sources import files
from tests.paths import ROOT

CASES = ROOT / "tests" / "cases" / "speech-to-text"


def test_cases_are_read_as_their_markup_says(tmp_path: Path) -> None:
    names = (
        "assemblyai-words.json", "autoedit.json", "aws-turn-ends-in-capital.json", "call-analytics.json",
        "deepgram-utterance-of-two-voices.json", "kaldi.json", "meeting-transcripts.json", "oyez.json",
        "report-diarized-list.json", "revai.json", "slate.json", "speechmatics.json",
    )  # fmt: skip
    for name in names:
        shutil.copy(CASES / name, tmp_path / name)
    compared = list(compare(tmp_path, shipped()))
    assert {comparison.file for comparison in compared} == set(names)
    assert list(shortfalls(compared)) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('"speaker": "S1"', '"speaker": "S2"', "under a wrong label"),
        ('"content": "moved"', '"content": null', "too many words are lost"),
        ('"start_time": 0.5', '"start_time": 5.5', "a start time is wrong"),
    ],
)
def test_what_the_markup_does_not_say_is_a_fault(
    was: str, becomes: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gold" / "x.json"
    path.parent.mkdir()
    path.write_bytes((CASES / "speechmatics.json").read_bytes())
    # The gold is made of the file, and the reader gets another one.
    other = tmp_path / "read" / "x.json"
    other.parent.mkdir()
    other.write_text(path.read_text("utf-8").replace(was, becomes), "utf-8")
    load = files.load
    monkeypatch.setattr(files, "load", lambda _: load(other))
    (compared,) = compare(path.parent, shipped())
    assert any(fault in sentence for sentence in shortfalls([compared]))
