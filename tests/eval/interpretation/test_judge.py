"""Judging a reading: each aspect is right where it is what is expected, and wrong where it is not."""

import datetime
from typing import Any

import msgspec
import pytest

from eval.interpretation.judge import judge, same_name
from eval.interpretation.records import FirstRead, FirstResult, Judged, Mention, Question, Reading
from eval.interpretation.report import rows, table, wrong

ROE = Mention(("Jane Roe",), ())
ROES = Mention(("Jane Roe", "John Roe"), ())
LABEL = Mention((), ("SECRETARY DOE",))
DAY = datetime.date(2022, 2, 16)
QUESTION = Question(
    id="surname-1",
    kind="surname",
    part="train",
    text="what did Roe say about gas",
    speakers=("Jane Roe",),
    topic=("gas|gasoline",),
    topic_without=("say",),
    first=FirstResult(by=("Jane Roe",)),
)
FIRST = FirstRead("Jane Roe", "MS. ROE", "speaker", DAY, "Gas will be cheaper.")
CHEAP = msgspec.structs.replace(FIRST, quote="They  say IT'S\ncheap.")
READING = Reading(
    speakers=(ROE,),
    answered_by=(),
    unknown=(),
    roles=(),
    date_from=None,
    date_to=None,
    intent="said",
    sort="relevance",
    topic="gas",
    phrases=(),
    excluded=(),
    corrections=(),
    answered=True,
    first=FIRST,
)


def judged(expected: dict[str, Any], read: dict[str, Any]) -> Judged:
    question = msgspec.structs.replace(QUESTION, **expected)
    return judge(question, msgspec.structs.replace(READING, **read))


@pytest.mark.parametrize(
    ("expected", "read"),
    [
        ({}, {}),
        ({}, {"topic": "the gasoline"}),
        ({"speakers": ("Ann Doe|SECRETARY DOE",)}, {"speakers": (LABEL,)}),
        ({"speakers": ("Jane Roe|Jan Roe",)}, {"speakers": (Mention(("Jane Roe", "Jan Roe"), ("X",)),)}),
        ({"speakers": (), "candidates": ("Jane Roe", "John Roe")}, {"speakers": (ROES,)}),
        (
            {"candidates": ("Jane Roe", "John Roe"), "speakers": ("Ann Doe|SECRETARY DOE",)},
            {"speakers": (ROES, LABEL)},
        ),
        ({"speakers": (), "unknown": ("Vladimir Lamp",)}, {"speakers": (), "unknown": ("Lamp",)}),
        ({"answered_by": ("Jane Roe",), "speakers": ()}, {"answered_by": (ROE,), "speakers": ()}),
        ({"role": "questioner"}, {"roles": ("questioner",)}),
        ({"date_from": DAY, "date_to": DAY}, {"date_from": DAY, "date_to": DAY}),
        ({"intents": ("first", "said")}, {"intent": "first", "sort": "oldest"}),
        ({"intents": ("turns",), "topic": (), "topic_empty": True}, {"intent": "turns", "topic": "", "sort": "newest"}),
        ({"phrases": ("It’s cheap",)}, {"phrases": ("it's cheap",), "first": CHEAP}),
        ({"excluded": ("oil",)}, {"excluded": ("oil",)}),
        ({"corrections": ("loans|loan",)}, {"corrections": ("loan",)}),
        ({"answered": False, "first": None}, {"answered": False, "first": None}),
        ({"answered": None, "first": None}, {"first": None}),
        ({"first": FirstResult(role="speaker", date_from=DAY, date_to=DAY)}, {}),
        ({"first": FirstResult(by=("MS. ROE",))}, {"first": FirstRead(None, "Ms. Roe", "speaker", None, "")}),
    ],
)  # fmt: skip
def test_what_is_expected_is_right(expected: dict[str, Any], read: dict[str, Any]) -> None:
    assert judged(expected, read).faults == ()


@pytest.mark.parametrize(
    ("aspect", "expected", "read"),
    [
        ("whom", {}, {"speakers": ()}),
        ("whom", {}, {"speakers": (ROES,)}),
        ("whom", {}, {"speakers": (ROE, LABEL)}),
        ("whom", {"speakers": (), "candidates": ("Jane Roe", "John Roe")}, {"speakers": (ROE,)}),
        ("whom", {"speakers": (), "candidates": ("Jane Roe", "John Roe")}, {"speakers": ()}),
        ("whom", {"unknown": ("Lamp",)}, {}),
        ("whom", {}, {"unknown": ("Lamp",)}),
        ("whom", {}, {"answered_by": (LABEL,)}),
        ("whom", {"role": "questioner"}, {}),
        ("when", {}, {"date_from": DAY}),
        ("when", {"date_from": DAY, "date_to": DAY}, {"date_from": DAY}),
        ("intent", {}, {"intent": "who_said"}),
        ("intent", {}, {"sort": "newest"}),
        ("intent", {"intents": ("first",)}, {"intent": "first"}),
        ("topic", {}, {"topic": "oil"}),
        ("topic", {}, {"topic": "say gas"}),
        ("topic", {"topic": (), "topic_empty": True}, {}),
        ("words", {"phrases": ("gas will",)}, {}),
        ("words", {}, {"phrases": ("gas will",)}),
        ("words", {"excluded": ("oil",)}, {"excluded": ("coal",)}),
        ("words", {}, {"corrections": ("gas",)}),
        ("first", {}, {"first": None}),
        ("first", {"first": FirstResult(by=("John Roe",))}, {}),
        ("first", {"first": FirstResult(role="questioner")}, {}),
        ("first", {"first": FirstResult(date_to=DAY - datetime.timedelta(1))}, {}),
        ("first", {"phrases": ("oil",)}, {"phrases": ("oil",)}),
        ("first", {"excluded": ("gas",)}, {"excluded": ("gas",)}),
        ("answered", {}, {"answered": False}),
        ("answered", {"answered": False, "first": None}, {}),
    ],
)
def test_what_is_not_expected_is_a_fault_of_its_aspect(
    aspect: str, expected: dict[str, Any], read: dict[str, Any]
) -> None:
    assert {fault.aspect for fault in judged(expected, read).faults} == {aspect}


def test_names_are_compared_without_case_accents_and_middle_names() -> None:
    assert same_name("Pedro Sánchez", "PEDRO SANCHEZ")
    assert same_name("Jane Roe", "Jane Q. Roe")
    assert same_name("Bob Lamp|Robert Lamp", "Robert Lamp")
    assert same_name("Karine Jean-Pierre", "Karine Jean Pierre")
    assert not same_name("Jane Roe", "Roe")
    assert not same_name("Jane Roe", "John Roe")
    assert not same_name("", "")


def test_only_what_was_judged_is_counted() -> None:
    """Of an unanswerable question, the first result is not judged; where either is right, neither is `answered`."""
    right = judged({}, {})
    refused = judged({"id": "b", "answered": False, "first": None}, {"topic": "oil"})
    either = judged({"id": "c", "kind": "post", "answered": None, "first": None}, {})
    surname, post, whole = rows([right, refused, either])
    assert (surname.kind, surname.questions, post.kind, whole.questions) == ("surname", 2, "post", 3)
    assert {name: str(count) for name, count in surname.counts.items()} == {
        "whom": "2/2",
        "when": "2/2",
        "intent": "2/2",
        "topic": "1/2",
        "words": "2/2",
        "interpretation": "1/2",
        "first result": "1/1",
        "answered": "1/2",
    }
    assert (str(post.counts["first result"]), str(post.counts["answered"])) == ("-", "-")
    lines = list(table("train", [surname, post, whole]))
    assert lines[-1].split()[:3] == ["share", "1.000", "1.000"]
    assert list(wrong([right, refused])) == [
        "b: what did Roe say about gas",
        "    topic: gas|gasoline missing in 'oil'",
        "    answered: expected False, read True",
    ]
