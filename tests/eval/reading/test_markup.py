"""`onrecord eval reading --markup`: what the readers make of files, against the files' own markup."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.reading.alignment import LONGEST, common_words
from eval.reading.markup.comparison import all_formats, compare
from eval.reading.markup.gold import MarkupGold, MarkupTurn, page_of, procedure
from eval.reading.markup.report import rows, shortfalls
from eval.reading.measures import measure
from indexer.directory.records import Directory
from indexer.errors import RequestInvalid
from indexer.model import Attribution, Transcript, Turn
from tests.paths import ROOT

Program = Callable[..., tuple[int, str, str]]
CASES = ROOT / "tests" / "cases" / "parliament"
CLEAR = ("publicwhip.xml", "dbtplenarprotokoll.xml", "hansard-au-2.1.xml", "canada-hansard.xml", "tei-namelink.xml",
         "akn-notes-inside-speech.xml")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in CLEAR:
        shutil.copy(CASES / name, tmp_path / name)
    shutil.copytree(CASES / "parlamint-folder", tmp_path / "parlamint")
    return tmp_path


def test_the_cases_are_read_as_their_markup_says(folder: Path) -> None:
    comparisons = list(compare(folder, Directory()))
    assert len(comparisons) == len(CLEAR) + 1
    assert list(shortfalls(comparisons)) == []
    everything = dict(
        zip(("files", "refused", "turns"), rows(comparisons, lambda one: one.file)["all"], strict=False)
    )
    assert everything == {"files": "7", "refused": "0", "turns": "15"}


def test_every_format_has_a_name_of_its_own() -> None:
    names = [form.name for form in all_formats()]
    assert len(set(names)) == len(names) > 7


def test_the_command_prints_tables_and_its_gate_holds(folder: Path, program: Program) -> None:
    code, out, errors = program("eval", "reading", "--markup", folder, "--gate", "--json")
    assert (code, errors) == (0, "")
    assert json.loads(out)["format"]["publicwhip"]["words"] == "9"
    _, table, _ = program("eval", "reading", "--markup", folder)
    assert table.startswith("file ")


def test_a_sidecar_that_contradicts_the_markup_misses_the_gate(folder: Path, program: Program) -> None:
    (folder / "publicwhip.meta.toml").write_text('date = 2001-02-03\nspeakers = {"Paul Stone" = "Pia Rock"}\n')
    code, out, errors = program("eval", "reading", "--markup", folder, "--gate", "--worst", "9")
    assert code == 1
    assert "publicwhip.xml: the date is 2001-02-03, and 2021-03-04 in the markup" in out
    assert "wrong name: read 'Pia Rock' (resolved) for 'Paul Stone', gold 'Paul Stone'" in out
    assert "publicwhip.xml: the date is wrong" in errors


def test_a_folder_without_known_markup_is_a_wrong_request(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Q: Why?")
    with pytest.raises(RequestInvalid, match="--markup"):
        list(compare(tmp_path, Directory()))


def test_words_of_notes_and_of_others_in_a_turn_are_counted() -> None:
    gold = MarkupGold((
        MarkupTurn(("Vale",), "One two"), procedure("(Applause)"), MarkupTurn(("Vale",), "three", continues=True),
        MarkupTurn(("Stone",), "four"), MarkupTurn(("",), "five"),
    ))  # fmt: skip
    text = "One two (Applause) three four five"
    turns = (
        Turn(0, "Vale", "speaker", 0, 29, Attribution("label")),
        Turn(1, "", "speaker", 30, 34, Attribution("label")),
    )
    read = Transcript("x", "x", text, None, None, None, None, turns)
    counts = measure(page_of("x", b"", gold), read).counts
    assert (counts.speech_words, counts.wrong_label_words, counts.not_speech_words, counts.lost_words) == (
        5,
        1,
        1,
        0,
    )
    assert counts.unlabelled_words == 0


def test_long_texts_are_aligned_in_parts() -> None:
    theirs = [f"w{number % 900} {number // 7}" for number in range(2 * LONGEST)]
    ours = [*theirs[:5000], "new", "words", *theirs[5003:]]
    pairs = list(common_words(theirs, ours))
    assert len(pairs) == len(theirs) - 3
    assert all(theirs[a] == ours[b] for a, b in pairs)
    assert pairs == sorted(pairs)
