"""The questions that ship, and what the reader of a file of questions refuses."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from eval.interpretation.question_file import read_questions
from indexer.errors import InputRefused

LINE = '{"id": "a", "kind": "surname", "part": "train", "person": "Jane Roe", "text": "what did Roe say"}'


def test_the_questions_that_ship_are_many_and_of_many_kinds() -> None:
    questions = read_questions()
    parts = Counter(question.part for question in questions if question.kind != "free-form")
    assert len(questions) >= 250
    assert len({question.kind for question in questions}) >= 20
    assert abs(parts["train"] - parts["test"]) <= parts.total() / 20
    assert len({question.text.casefold() for question in questions}) == len(questions)


def test_both_parts_have_all_kinds_and_none_shares_a_person_of_a_kind_with_the_other() -> None:
    questions = read_questions()
    # Those of another author follow no list of kinds, and all of them were seen.
    kinds = {question.kind for question in questions} - {"free-form"}
    groups = {
        part: {(question.kind, question.person) for question in questions if question.part == part}
        for part in ("train", "test")
    }
    assert (
        {kind for kind, _ in groups["train"]} - {"free-form"} == {kind for kind, _ in groups["test"]} == kinds
    )
    assert not {(kind, person) for kind, person in groups["train"] & groups["test"] if person}


@pytest.mark.parametrize(
    ("lines", "number", "message"),
    [
        (["{"], 1, "the question is invalid"),
        ([LINE, LINE.replace('"a"', '"b"').replace("train", "tune")], 2, "'tune'"),
        ([LINE.replace("}", ', "intents": ["guess"]}')], 1, "'guess'"),
        ([LINE.replace("}", ', "intents": []}')], 1, "intents"),
        ([LINE.replace("}", ', "date_from": "2022-02-30"}')], 1, "date_from"),
        ([LINE.replace("}", ', "speaker": ["Jane Roe"]}')], 1, "speaker"),
        ([LINE.replace('"what did Roe say"', '""')], 1, "text"),
        ([LINE, "", LINE], 3, "the id 'a' is used above"),
        (
            [LINE, LINE.replace('"a"', '"b"').replace("train", "test")],
            2,
            "Jane Roe is in the part 'train' above",
        ),
        ([LINE.replace("}", ', "topic": ["gas"], "topic_empty": true}')], 1, "topic_empty and topic"),
        ([LINE.replace("}", ', "answered": false, "first": {}}')], 1, "remove `first`"),
        ([LINE.replace("}", ', "date_from": "2022-02-02", "date_to": "2022-02-01"}')], 1, "exchange them"),
    ],
)
def test_an_invalid_line_is_reported_by_file_and_number(
    lines: list[str], number: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputRefused) as refused:
        read_questions(path)
    assert f"mine.jsonl:{number}: " in str(refused.value)
    assert message in str(refused.value)


def test_a_file_without_questions_or_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("\n\n", "utf-8")
    with pytest.raises(InputRefused, match="holds no questions"):
        read_questions(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputRefused, match="cannot be read as UTF-8"):
        read_questions(path)
    with pytest.raises(InputRefused, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_questions_without_a_person_may_be_in_both_parts(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    plain = LINE.replace('"person": "Jane Roe", ', "")
    path.write_text(plain + "\n" + plain.replace('"a"', '"b"').replace("train", "test"), "utf-8")
    assert [question.part for question in read_questions(path)] == ["train", "test"]
    assert msgspec.structs.asdict(read_questions(path)[0])["intents"] == ("said",)
