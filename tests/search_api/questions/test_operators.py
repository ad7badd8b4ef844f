"""Quoted phrases and excluded words are read out of queries; other marks and hyphens are characters like others."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages import default
from indexer.model import Speaker
from search_api.questions.interpret import interpret_query, literal
from search_api.questions.operators import read_operators
from search_api.questions.people import People

TODAY = datetime.date(2022, 6, 1)
PEOPLE = People([Speaker("antony-blinken", "Antony Blinken", ("Blinken",)), Speaker("ann-lee", "Ann Lee", ())])


@pytest.mark.parametrize(
    ("query", "phrases", "excluded", "topic"),
    [
        ('"soft landing"', ("soft landing",), (), "soft landing"),
        ('"soft   landing" inflation', ("soft landing",), (), "soft landing inflation"),
        ('"one", "two three" and "one"', ("one", "two three"), (), "one, two three and one"),
        ("“soft landing”", ("soft landing",), (), "soft landing"),
        (
            "„weiche Landung“ und «atterrissage en douceur»",
            ("weiche Landung", "atterrissage en douceur"),
            (),
            None,
        ),
        ("关于“供水管道”的", ("供水管道",), (), None),
        ('关于"供水管道"的', ("供水管道",), (), None),
        ("「通行止め」", ("通行止め",), (), "通行止め"),
        ("vaccines -boosters", (), ("boosters",), "vaccines"),
        ("vaccines -boosters, masks", (), ("boosters",), "vaccines , masks"),
        ("-boosters vaccines", (), ("boosters",), "vaccines"),
        ("gas -follow-up", (), ("follow-up",), "gas"),
        ('gas -"oil price"', (), ("oil price",), "gas"),
        ("疫苗 -加强针", (), ("加强针",), "疫苗"),
        ("vaccines but not boosters", (), ("boosters",), "vaccines"),
        ("vaccines but not the boosters?", (), ("boosters",), "vaccines"),
        ('vaccines but not "booster shots"', (), ("booster shots",), "vaccines"),
        ("vaccines except for boosters", (), ("boosters",), "vaccines"),
        ("student loans, excluding state grants", (), ("state grants",), "student loans"),
        ("gas prices other than in Ohio", (), (), "gas prices other than in Ohio"),
        ("pills, but not about the opioid crisis", (), ("opioid crisis",), "pills"),
        ('the exact words "soft landing"', ("soft landing",), (), "soft landing"),
        ('where does "soft landing" come up?', ("soft landing",), (), "soft landing"),
        ('"not only" -but', ("not only",), ("but",), "not only"),
    ],
)
def test_operators(query: str, phrases: tuple[str, ...], excluded: tuple[str, ...], topic: str | None) -> None:
    interpretation = interpret_query(query, PEOPLE, TODAY).interpretation
    assert interpretation.phrases == phrases
    assert interpretation.excluded == excluded
    assert topic is None or interpretation.topic == topic
    assert not interpretation.speakers


@pytest.mark.parametrize(
    "query",
    [
        'the 5" pipe and the 6" pipe',
        '"unbalanced words',
        'words"',
        '""',
        '"…" what',
        '" - "',
        "follow-up",
        "Jean-Pierre on gas",
        "vaccines - boosters",
        "below -5 %",
        "a — b",
        "vaccines –boosters",
        "well-known -",
        "--help",
        "not boosters but vaccines",
        "'single marks'",
    ],
)
def test_other_marks_are_characters_like_others(query: str) -> None:
    operators = read_operators(query, (default(),))
    assert operators.rest == query
    assert not operators.phrases
    assert not operators.excluded


@pytest.mark.parametrize(
    ("query", "speakers", "topic"),
    [
        ('what did Blinken say about "cyber attacks"', ["antony-blinken"], "cyber attacks"),
        ('what did Blinken say about "cyber attacks" -Russia in May 2022', ["antony-blinken"], "cyber attacks"),
        ('Blinken on "cyber attacks"', ["antony-blinken"], "cyber attacks"),
        ('"Blinken" on Iran', [], "Blinken on Iran"),
        ('what did "Ann Lee" say about gas', [], "what did Ann Lee say about gas"),
        ('"in May 2022"', [], "in May 2022"),
    ],
)
def test_names_and_dates_are_read_out_of_the_rest(query: str, speakers: list[str], topic: str) -> None:
    interpreted = interpret_query(query, PEOPLE, TODAY)
    assert list(interpreted.speakers) == speakers
    assert interpreted.interpretation.topic == topic
    assert (interpreted.interpretation.date_from is not None) == query.endswith("in May 2022")
    assert '"' not in interpreted.asked
    assert "Russia" not in interpreted.asked


def test_a_query_taken_literally_has_no_operators() -> None:
    interpretation = literal('"soft landing" -rates').interpretation
    assert (interpretation.topic, interpretation.phrases) == ('"soft landing" -rates', ())


@given(
    st.lists(st.sampled_from(['"', "“", "”", "-", " ", "a", "b-c", "水", "\ue000", "\ue001", ".", "but not "]))
)
def test_every_phrase_and_excluded_word_is_of_the_query(parts: list[str]) -> None:
    query = "".join(parts)
    operators = read_operators(query, (default(),))
    plain = " ".join(query.replace("\ue000", " ").replace("\ue001", " ").split())
    for words in (*operators.phrases, *operators.excluded):
        assert words in plain
        assert any(map(str.isalnum, words))
    assert "\ue000" not in operators.restored(operators.rest) or not operators.phrases + operators.excluded
