"""`onrecord eval questions` on the sample interview, with the real model and index."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.sample import sample_folder

Program = Callable[..., tuple[int, str, str]]
QUESTIONS = [
    {
        "id": "surname-1",
        "kind": "surname",
        "part": "train",
        "person": "Antony Blinken",
        "text": "what did Blinken say about cyber attacks",
        "speakers": ["Antony Blinken"],
        "topic": ["cyber", "attacks"],
        "topic_without": ["Blinken", "say"],
        "first": {"by": ["Antony Blinken"], "date_from": "2022-02-16", "date_to": "2022-02-16"},
    },
    {
        "id": "unknown-1",
        "kind": "unknown-person",
        "part": "train",
        "person": "Angela Merkel",
        "text": "what did Angela Merkel say about gas",
        "unknown": ["Angela Merkel"],
        "answered": False,
    },
    {
        "id": "wrong-1",
        "kind": "surname",
        "part": "train",
        "text": "what did Blinken say about NATO",
        "speakers": ["Jane Roe"],
        "first": {"by": ["Jane Roe"]},
    },
    {
        "id": "wrong-2",
        "kind": "surname",
        "part": "test",
        "text": "what did Blinken say",
        "speakers": ["Jane Roe"],
    },
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), "utf-8")
    return path


def test_right_and_wrong_questions_are_counted_by_kind(
    program: Program, sample_index: Path, questions: Path
) -> None:
    code, out, _ = program("eval", "questions", "--index", sample_index, "--questions", questions, "--json")
    found = json.loads(out)
    assert code == 0
    surname, unknown, whole = found["train"]["kinds"]
    assert surname["counts"]["interpretation"] == {"right": 1, "judged": 2}
    assert surname["counts"]["first result"] == {"right": 1, "judged": 2}
    assert unknown["counts"]["interpretation"] == unknown["counts"]["answered"] == {"right": 1, "judged": 1}
    assert unknown["counts"]["first result"] == {"right": 0, "judged": 0}
    assert whole["questions"] == 3
    assert [one["id"] for one in found["train"]["wrong"]] == ["wrong-1"]
    assert {fault["aspect"] for fault in found["train"]["wrong"][0]["faults"]} == {"whom", "first"}
    assert found["test"]["kinds"][0]["counts"]["whom"] == {"right": 0, "judged": 1}
    assert found["test"]["wrong"] is None


def test_wrong_questions_of_test_are_listed_only_on_request(
    program: Program, sample_index: Path, questions: Path
) -> None:
    arguments = ("eval", "questions", "--index", sample_index, "--questions", questions)
    _, out, _ = program(*arguments)
    assert "wrong-1: what did Blinken say about NATO" in out
    assert "    whom: expected Jane Roe, read Antony Blinken" in out
    assert "wrong-2" not in out
    assert "wrong-2" in program(*arguments, "--part", "test", "--show")[1]
    assert "wrong-1" not in program(*arguments, "--part", "test", "--show")[1]
    assert "| surname | 2 |" in program(*arguments, "--part", "train", "--markdown")[1]


def test_a_folder_of_transcripts_is_indexed_first(program: Program, questions: Path) -> None:
    code, out, _ = program(
        "eval",
        "questions",
        "--transcripts",
        sample_folder(),
        "--questions",
        questions,
        "--part",
        "train",
        "--json",
    )
    assert code == 0
    assert json.loads(out)["train"]["kinds"][-1]["counts"]["interpretation"] == {"right": 2, "judged": 3}


def test_without_an_index_or_transcripts_the_message_says_what_to_give(program: Program) -> None:
    code, _, errors = program("eval", "questions")
    assert code == 2
    assert "--index: give an index to search, or --transcripts with a folder to index." in errors
