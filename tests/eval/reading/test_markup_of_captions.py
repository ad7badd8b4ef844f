"""Captions are read as their cues say, by the command that measures them, and faults in them are counted."""

import shutil
from pathlib import Path

import pytest

from eval.reading.markup.comparison import compare
from eval.reading.markup.report import shortfalls
from indexer.directory.records import Directory
from indexer.readers.captions import document
from tests.paths import ROOT

CASES = ROOT / "tests" / "cases" / "captions"
CLEAR = (
    "agents.ttml", "blank-after-timing.vtt", "captions.sbv", "chevron-mid-line.srt", "dash-dialogue.srt", "json3.json",
    "long-monologue.vtt", "lyrics.lrc", "no-milliseconds.srt", "repeats.srt", "sound-cues.srt", "utf-16.srt",
    "windows-1252.srt", "youtube-chevrons-long.vtt", "youtube-chevrons.vtt", "zoom-names.vtt",
)  # fmt: skip
"""Cases that the plain rules of the gold can read too."""


def test_the_cases_are_read_as_their_cues_say(tmp_path: Path) -> None:
    for name in CLEAR:
        shutil.copy(CASES / name, tmp_path)
    comparisons = list(compare(tmp_path, Directory()))
    assert len(comparisons) == len(CLEAR)
    assert list(shortfalls(comparisons)) == []
    counts = [comparison.page.counts for comparison in comparisons]
    assert sum(count.not_speech_words for count in counts) == 0
    assert sum(count.speech_words for count in counts) > 1000


def test_words_that_come_twice_or_not_at_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(CASES / "youtube-chevrons.vtt", tmp_path)
    monkeypatch.setattr(document, "without_roll_up", lambda cues, **_: list(cues))
    (doubled,) = compare(tmp_path, Directory())
    assert doubled.page.counts.not_speech_words > 16
    monkeypatch.setattr(document, "without_roll_up", lambda cues, **_: list(cues)[:1])
    (lost,) = compare(tmp_path, Directory())
    assert lost.page.counts.lost_words == 12
