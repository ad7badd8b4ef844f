"""Reading speaker and topic out of questions."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.model import Speaker, Tenure
from search_api.contract.records import SearchRequest
from search_api.questions.interpret import interpret_query
from search_api.questions.people import People
from search_api.search.searcher import Searcher

TODAY = datetime.date(2026, 11, 24)
PRESIDENT = ("president", "president of the united states")


def president(start: str, end: str) -> Tenure:
    day = datetime.date.fromisoformat
    return Tenure("President", day(start), day(end), ("president",), PRESIDENT)


LEADERS = People(
    [
        Speaker("joe-biden", "Joe Biden", ("Joseph R. Biden",), (president("2021-01-20", "2025-01-20"),)),
        Speaker("bill-clinton", "Bill Clinton", (), (president("1993-01-20", "2001-01-20"),)),
        Speaker(
            "hillary-clinton",
            "Hillary Clinton",
            ("Hillary Rodham Clinton",),
            (
                Tenure(
                    "Secretary of State",
                    datetime.date(2009, 1, 21),
                    datetime.date(2013, 2, 1),
                    ("secretary", "secretary of state"),
                    ("secretary of state",),
                ),
            ),
        ),
        Speaker("jonathan-lemire", "Jonathan Lemire"),
    ]
)
PEOPLE = People(
    [
        Speaker("antony-blinken", "Antony Blinken"),
        Speaker("mark-udall", "Mark Udall"),
        Speaker("tom-udall", "Tom Udall"),
        Speaker("mary-oneil", "Mary O’Neil"),
    ]
)


@pytest.mark.parametrize(
    "query",
    [
        "what did reporters ask about the pipeline",
        "what was asked about the pipeline?",
        "what was the official asked about the pipeline",
        "did anyone ask about the pipeline",
    ],
)
def test_questions_are_found_from_any_asker(query: str) -> None:
    interpreted = interpret_query(query, PEOPLE)
    assert (interpreted.interpretation.topic, interpreted.interpretation.roles) == (
        "the pipeline",
        ("questioner",),
    )
    assert interpreted.speakers == interpreted.answered_by == ()


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
    interpreted = interpret_query(query, PEOPLE)
    assert interpreted.speakers == ("antony-blinken",)
    assert interpreted.interpretation.topic == topic
    assert [mention.status for mention in interpreted.interpretation.speakers] == ["resolved"]


@pytest.mark.parametrize(
    "query",
    [
        "how did Germany help Ukraine economically",
        "cyber attacks",
        "what did experts say about NATO",
        "the views of Blinken",
        "is Antony here",
    ],
)
def test_a_query_that_names_no_indexed_speaker_is_all_topic(query: str) -> None:
    interpreted = interpret_query(query, PEOPLE)
    assert interpreted.speakers == ()
    assert interpreted.interpretation.topic == query


def test_a_surname_of_two_searches_both() -> None:
    interpreted = interpret_query("what did Udall say about water", PEOPLE)
    assert interpreted.speakers == ("mark-udall", "tom-udall")
    assert interpreted.interpretation.speakers[0].status == "several"
    assert interpret_query("what did Tom Udall say about water", PEOPLE).speakers == ("tom-udall",)


def test_names_are_required_to_fit_one_person() -> None:
    assert PEOPLE.require("antony-blinken") == PEOPLE.require("Secretary Blinken")
    assert PEOPLE.require("O’Neil").id == "mary-oneil"
    with pytest.raises(SpeakerAmbiguous) as two:
        PEOPLE.require("Udall")
    assert two.value.candidates == ("mark-udall", "tom-udall")
    with pytest.raises(SpeakerUnknown) as refusal:
        PEOPLE.require("Anthony Blinkin")
    assert refusal.value.near == ("Antony Blinken",)


@given(st.text(max_size=1000))
@example(":«0»")
def test_any_query_is_read(query: str) -> None:
    """Quotation marks go, and so may what is excluded between words; all else keeps its order."""
    left = iter(query)
    assert all(
        letter in left for letter in interpret_query(query, PEOPLE).interpretation.topic if letter.isalnum()
    )


@given(st.text(max_size=300))
def test_any_query_is_read_on_a_day(query: str) -> None:
    read = interpret_query(query, PEOPLE, TODAY).interpretation
    assert set(read.topic.split()) <= set(query.split()) or read.date_from or read.date_to


@pytest.mark.parametrize(
    ("query", "speakers", "topic", "first", "last"),
    [
        ("what did the president say in May 2022 about gas", ["joe-biden"], "gas", "2022-05-01", "2022-05-31"),
        ("what did the president say about gas in 1998", ["bill-clinton"], "gas", "1998-01-01", "1998-12-31"),
        ("what did the president say about peace", ["bill-clinton", "joe-biden"], "peace", None, None),
        ("what did the Secretary of State say about Libya", ["hillary-clinton"], "Libya", None, None),
        ("what did Secretary Clinton say about Libya", ["hillary-clinton"], "Libya", None, None),
        ("what did President Clinton say about Libya", ["bill-clinton"], "Libya", None, None),
        ("Hillary Rodham Clinton on Libya since March 2011", ["hillary-clinton"], "Libya", "2011-03-01", None),
        (
            "what did President Biden say last spring about trains",
            ["joe-biden"],
            "trains",
            "2026-03-01",
            "2026-05-31",
        ),
        ("what did Biden say about trains before June 2022", ["joe-biden"], "trains", None, "2022-05-31"),
        ("trains between May and July 2022", [], "trains", "2022-05-01", "2022-07-31"),
        ("trains from March to May 2021", [], "trains", "2021-03-01", "2021-05-31"),
        ("trains in 2022", [], "trains", "2022-01-01", "2022-12-31"),
        ("trains on February 16, 2022", [], "trains", "2022-02-16", "2022-02-16"),
        ("trains on 16 Feb 2022?", [], "trains?", "2022-02-16", "2022-02-16"),
        ("trains after 2020-01-31", [], "trains", "2020-02-01", None),
        ("trains until 2021", [], "trains", None, "2021-12-31"),
        ("trains in the last three months", [], "trains", "2026-08-24", "2026-11-24"),
        ("trains yesterday", [], "trains", "2026-11-23", "2026-11-23"),
        ("trains last week", [], "trains", "2026-11-16", "2026-11-22"),
        ("trains last year", [], "trains", "2025-01-01", "2025-12-31"),
        ("trains this year", [], "trains", "2026-01-01", "2026-12-31"),
        ("trains last May", [], "trains", "2026-05-01", "2026-05-31"),
        ("trains last December", [], "trains", "2025-12-01", "2025-12-31"),
        ("trains in winter 2021", [], "trains", "2021-12-01", "2022-02-28"),
        ("trains before the invasion", [], "trains before the invasion", None, None),
        ("what may happen", [], "what may happen", None, None),
        ("the march on Washington", [], "the march on Washington", None, None),
        ("spring of water", [], "spring of water", None, None),
        ("5,000 people", [], "5,000 people", None, None),
        ("2022 World Cup budget", [], "2022 World Cup budget", None, None),
        ("aid given over the last year", [], "aid given over the last year", None, None),
        ("resignation before May", [], "resignation before May", None, None),
        ("since March's storm", [], "since March's storm", None, None),
        ("lawyers after the May 2022 penalties", [], "lawyers after the May 2022 penalties", None, None),
        ("trains before the 2022 midterms", [], "trains before the 2022 midterms", None, None),
        ("trains on the 16th of February 2022", [], "trains", "2022-02-16", "2022-02-16"),
        ("trains in the summer of 2022", [], "trains", "2022-06-01", "2022-08-31"),
    ],
)
def test_posts_and_dates(
    query: str, speakers: list[str], topic: str, first: str | None, last: str | None
) -> None:
    interpreted = interpret_query(query, LEADERS, TODAY)
    read = interpreted.interpretation
    assert sorted(interpreted.speakers) == speakers
    assert read.topic == topic
    assert [str(day) if day else None for day in (read.date_from, read.date_to)] == [first, last]


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("what was Biden asked about Ukraine", "Ukraine"),
        ("what was Biden asked about?", ""),
        ("what has Biden been asked about trains", "trains"),
        ("questions to Biden about trains", "trains"),
        ("what did reporters ask Biden about trains?", "trains"),
    ],
)
def test_what_somebody_was_asked(query: str, topic: str) -> None:
    interpreted = interpret_query(query, LEADERS, TODAY)
    assert (interpreted.speakers, interpreted.answered_by) == ((), ("joe-biden",))
    assert (interpreted.interpretation.topic, interpreted.interpretation.roles) == (topic, ("questioner",))


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("questions from Jonathan Lemire", ""),
        ("questions by Lemire about NATO", "NATO"),
        ("what did Jonathan Lemire ask about NATO?", "NATO"),
        ("what did Lemire ask", ""),
    ],
)
def test_what_somebody_asked(query: str, topic: str) -> None:
    interpreted = interpret_query(query, LEADERS, TODAY)
    assert (interpreted.speakers, interpreted.answered_by) == (("jonathan-lemire",), ())
    assert (interpreted.interpretation.topic, interpreted.interpretation.roles) == (topic, ("questioner",))


def test_a_post_with_several_holders_searches_all_and_says_so() -> None:
    mention = interpret_query("what did the president say about peace", LEADERS, TODAY).interpretation.speakers[
        0
    ]
    assert (mention.status, mention.name) == ("several", None)
    assert sorted(mention.ids) == ["bill-clinton", "joe-biden"]


def test_the_white_house_is_no_mr_white() -> None:
    people = People([Speaker("james-white", "James White"), Speaker("joe-biden", "Joe Biden")])
    for query in ("why is the White House revealing plots", "what does the White House say about plots"):
        assert interpret_query(query, people).interpretation.speakers == (), query
    for query in ("what did White say about plots", "what did Mr. White say about plots"):
        assert interpret_query(query, people).speakers == ("james-white",), query


@pytest.mark.parametrize(
    ("query", "found", "topic", "first"),
    [
        # There is nothing on record of this year: the latest is meant of which there is, or none.
        ("what did Blinken say about cyber attacks since February", True, "cyber attacks", "2022-02-01"),
        ("cyber attacks on September 11", True, "cyber attacks on September 11", None),
        ("cyber attacks between May and July", True, "cyber attacks between May and July", None),
        # A year that is given, or counted from today, is meant.
        ("cyber attacks in March 2023", False, "cyber attacks", "2023-03-01"),
        ("cyber attacks yesterday", False, "cyber attacks", "any"),
    ],
)
def test_a_year_that_was_guessed_hides_nothing(
    searcher: Searcher, query: str, found: bool, topic: str, first: str | None
) -> None:
    answer = searcher.search(SearchRequest(query))
    read = answer.interpretation
    assert bool(answer.results) == found
    assert read.topic == topic
    assert (str(read.date_from) == first or first == "any") if first else read.date_from is None
