"""Reading speaker and topic out of questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.model import Speaker
from search_api.people import People
from search_api.query import read_query

PEOPLE = People(
    [
        Speaker("antony-blinken", "Antony Blinken"),
        Speaker("mark-udall", "Mark Udall"),
        Speaker("tom-udall", "Tom Udall"),
        Speaker("mary-oneil", "Mary O’Neil"),
    ]
)


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("what did Blinken say about cyber attacks", "cyber attacks"),
        ("What did Antony Blinken say about cyber attacks?", "cyber attacks"),
        ("what did Secretary Blinken think about Putin", "Putin"),
        ("what did Secretary of State Blinken say on Iran", "Iran"),
        ("what does BLINKEN think of NATO?", "NATO"),
        ("what are Blinken's views on NATO", "NATO"),
        ("what Blinken said about music", "music"),
        ("Blinken on cyber attacks", "cyber attacks"),
        ("Antony Blinken about cyber attacks", "cyber attacks"),
        ("Blinken: cyber attacks", "cyber attacks"),
        ("did Blinken mention the pipeline", "the pipeline"),
        ("did Blinken say anything about Germany?", "Germany"),
        ("has Blinken talked to Zelenskyy", "talked to Zelenskyy"),
        ("has Antony Blinken met Zelenskyy", "met Zelenskyy"),
        ("why does Blinken like music", "like music"),
        ("how often does Blinken speak to Kuleba", "to Kuleba"),
    ],
)
def test_forms_of_questions(query: str, topic: str) -> None:
    reading = read_query(query, PEOPLE)
    assert reading.speakers == ("antony-blinken",)
    assert reading.interpretation.topic == topic
    assert [one.status for one in reading.interpretation.speakers] == ["resolved"]


@pytest.mark.parametrize(
    "query",
    [
        "how did Germany help Ukraine economically",
        "cyber attacks",
        "what did Putin say about NATO",
        "what was said about Blinken",
        "the views of Blinken",
        "is Antony here",
    ],
)
def test_what_names_nobody_indexed_is_all_topic(query: str) -> None:
    reading = read_query(query, PEOPLE)
    assert reading.speakers == ()
    assert reading.interpretation.topic == query


def test_a_surname_of_two_filters_by_neither() -> None:
    reading = read_query("what did Udall say about water", PEOPLE)
    assert reading.speakers == ()
    assert reading.interpretation.speakers[0].status == "ambiguous"
    assert read_query("what did Tom Udall say about water", PEOPLE).speakers == ("tom-udall",)


def test_names_are_required_to_fit_one_person() -> None:
    assert PEOPLE.require("antony-blinken") == PEOPLE.require("Secretary Blinken")
    assert PEOPLE.require("O’Neil").id == "mary-oneil"
    with pytest.raises(SpeakerAmbiguous) as two:
        PEOPLE.require("Udall")
    assert two.value.candidates == ("mark-udall", "tom-udall")
    with pytest.raises(SpeakerUnknown) as nobody:
        PEOPLE.require("Anthony Blinkin")
    assert nobody.value.near == ("Antony Blinken",)


@given(st.text(max_size=1000))
def test_any_query_is_read(query: str) -> None:
    assert read_query(query, PEOPLE).interpretation.topic in query
