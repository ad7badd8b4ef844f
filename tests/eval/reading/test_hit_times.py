"""The times of hits against the cues of their files, which are read without the readers."""

import json
from pathlib import Path
from random import Random

import pytest

from embeddings.encoder import Encoder
from eval.reading.cues import Cue, cues_of, words_of
from eval.reading.hit_times import is_near, measure_hit_times
from tests.conftest import Program

SAID = [f"number {number} is a bridge of the valley, and then we look at a ferry." for number in range(1, 121)]


def vtt(cues: list[str]) -> str:
    clocks = [f"00:{4 * number // 60:02}:{4 * number % 60:02}.500" for number in range(len(cues) + 1)]
    lines = [f"{begin} --> {end}\n{cue}" for cue, begin, end in zip(cues, clocks, clocks[1:], strict=False)]
    return "WEBVTT\n\n" + "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.vtt", "WEBVTT\n\n1\n00:01.500 --> 00:02.000\n<v Ann>It's\nso\n\n00:03.000 --> 00:04.000\nNo\n"),
        ("a.srt", "1\r\n00:00:01,500 --> 00:00:02,000\r\nIt’s so\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nNo\r\n"),
        ("a.sbv", "0:00:01.500,0:00:02.000\nIt's so\n\n0:00:03.000,0:00:04.000\nNo\n"),
        ("a.ttml", '<tt><p begin="1.5s">It\'s<br/>so</p><p begin="00:00:03.000" end="4s">No</p></tt>'),
        ("a.ass", "Dialogue: 0,0:00:01.50,0:00:02.00,D,,,,,,It's\\Nso\nDialogue: 0,0:00:03.00,0:00:04.00,D,,,,,,No"),
        ("a.smi", "<SAMI><SYNC Start=1500><P>It's so</P><SYNC Start=3000><P>No</P></BODY></SAMI>"),
        ("a.lrc", "[00:01.50]It's so\n[00:03.00]No\n"),
        ("a.json", json.dumps({"segments": [{"start": 1.5, "text": "It's so"}, {"start": "3.0", "text": "No"}]})),
        ("ms.json", json.dumps([{"start": 1500, "text": "It's so"}, {"start": 3000, "text": "No"}])),
        (
            "google.json",
            json.dumps([
                {"startTime": {"seconds": "1", "nanos": 500000000}, "word": "It's so"},
                {"startTime": "3s", "word": "No"},
            ]),
        ),
    ],
)  # fmt: skip
def test_cues_are_read_by_their_marks(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert cues_of(tmp_path / name) == [[Cue(1.5, ("its", "so")), Cue(3.0, ("no",))]]


def test_what_a_rolling_caption_shows_again_is_no_cue(tmp_path: Path) -> None:
    rolling = ["one two three", "one two three\nfour five six", "four five six\nno", "no no no"]
    (tmp_path / "a.vtt").write_text(vtt(rolling))
    words = [" ".join(cue.words) for cue in cues_of(tmp_path / "a.vtt")[0]]
    assert words == ["one two three", "four five six", "no", "no no no"]
    # Somebody repeats a sentence.
    (tmp_path / "a.vtt").write_text(vtt(["one two three", "one two three", "four", "five"]))
    assert [len(cue.words) for cue in cues_of(tmp_path / "a.vtt")[0]] == [3, 3, 1, 1]


@pytest.mark.parametrize("name", ["a.txt", "a.json", "missing.vtt"])
def test_other_files_have_no_cues(tmp_path: Path, name: str) -> None:
    if name != "missing.vtt":
        (tmp_path / name).write_text("QUESTION: {Why?")
    assert cues_of(tmp_path / name) == []


def test_words_are_near_within_one_cue() -> None:
    cues = [Cue(float(number), words_of(said)) for number, said in enumerate(SAID)]
    words = words_of(SAID[50])
    assert [time for time in range(120) if is_near(words, time + 0.25, cues)] == [49, 50, 51]
    # A label may stand between words of two cues.
    assert is_near(("of", "the", "first"), 0.0, [Cue(0.0, ("of", "the")), Cue(5.0, ("jane", "roe", "first"))])
    assert not is_near(("of", "other"), 0.0, [Cue(0.0, ("of", "the"))])


def test_every_passage_of_captions_is_within_one_cue(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "talk.vtt").write_text(vtt([f"<v Ann Lee>{said}" for said in SAID]))
    measured = measure_hit_times([tmp_path / "talk.vtt"], encoder, 1000, Random(1))  # noqa: S311 - repeatable
    assert len(measured.hits) > 10
    assert measured.faults == ()
    assert [hit.time for hit in measured.hits if hit.start < 20] == [0.5]


def test_the_command_exits_with_1_where_times_are_missing(tmp_path: Path, program: Program) -> None:
    (tmp_path / "talk.vtt").write_text(vtt(SAID))
    code, out, _ = program("eval", "times", tmp_path, "--passages", "5")
    assert code == 0
    assert out.split()[:2] == ["passages", "5"]
    # A table has the times of its turns alone, and its second turn has none.
    rows = [
        {"speaker": "A", "text": "Hello to all of you.", "start_time": 4},
        {"speaker": "B", "text": "Good day."},
    ]
    (tmp_path / "talk.json").write_text(json.dumps({"turns": rows}))
    code, out, _ = program("eval", "times", tmp_path / "talk.json", "--worst", "3")
    assert code == 1
    assert "talk:" in out
    assert json.loads(program("eval", "times", tmp_path / "talk.json", "--json")[1])["skipped"] == []
