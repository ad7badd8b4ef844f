"""Dates in questions: months, ranges, parts of time, and years that belong to the topic."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import SearchRequest
from search_api.questions.dates import interpret_dates
from search_api.search.searcher import Searcher
from tests.served import served

TODAY = datetime.date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("query", "rest", "first", "last"),
    [
        ("why did rents rise in May 2022", "why did rents rise", "2022-05-01", "2022-05-31"),
        ("how many ships came in May 2022?", "how many ships came?", "2022-05-01", "2022-05-31"),
        ("ships in Q2 2022", "ships", "2022-04-01", "2022-06-30"),
        ("ships in the second quarter of 2022", "ships", "2022-04-01", "2022-06-30"),
        ("ships in the first half of 2022", "ships", "2022-01-01", "2022-06-30"),
        ("ships in early May 2022", "ships", "2022-05-01", "2022-05-10"),
        ("ships in mid-May 2022", "ships", "2022-05-11", "2022-05-20"),
        ("ships in late February 2024", "ships", "2024-02-21", "2024-02-29"),
        ("ships in early 2022", "ships", "2022-01-01", "2022-04-30"),
        ("ships in the week of May 9, 2022", "ships", "2022-05-09", "2022-05-15"),
        ("what was said the week of May 11, 2022", "what was said", "2022-05-09", "2022-05-15"),
        ("ships between March and May", "ships", "2026-03-01", "2026-05-31"),
        ("ships between October and December", "ships", "2025-10-01", "2025-12-31"),
        ("ships on the March 31 briefing", "ships on the briefing", "2026-03-31", "2026-03-31"),
        ("the Dec 21 press conference on ships", "the press conference on ships", "2025-12-21", "2025-12-21"),
        ("Tuesday, March 29, 2022: ships", ": ships", "2022-03-29", "2022-03-29"),
        ("remarks from March 2022 on ships", "remarks on ships", "2022-03-01", "2022-03-31"),
        ("remarks since March 2022 on ships", "remarks on ships", "2022-03-01", None),
        ("ships, July '22", "ships", "2022-07-01", "2022-07-31"),
        ("ships from 1 to 15 March 2022", "ships", "2022-03-01", "2022-03-15"),
        ("ships, space, December", "ships, space", "2025-12-01", "2025-12-31"),
        ("questions from April Ryan on ships", "questions from April Ryan on ships", None, None),
        ("ships from March to May 2022", "ships", "2022-03-01", "2022-05-31"),
        ("ships in June and July 2022", "ships", "2022-06-01", "2022-07-31"),
        ("ships since June", "ships", "2026-06-01", None),
        ("ships until last summer", "ships", None, "2026-08-31"),
        ("ships on Monday", "ships", "2026-11-23", "2026-11-23"),
        ("ships on Tuesday night", "ships", "2026-11-24", "2026-11-24"),
        ("ships last Tuesday", "ships", "2026-11-17", "2026-11-17"),
        ("ships yesterday morning", "ships", "2026-11-23", "2026-11-23"),
        ("ships earlier this year", "ships", "2026-01-01", "2026-12-31"),
        ("crime in the 1990s", "crime", "1990-01-01", "1999-12-31"),
        ("ships, May 2022", "ships", "2022-05-01", "2022-05-31"),
        ("ships May 9 2022", "ships", "2022-05-09", "2022-05-09"),
        ("roe june 2022 ships", "roe ships", "2022-06-01", "2022-06-30"),
        ("roe Oct. 26, 2022 ships", "roe ships", "2022-10-26", "2022-10-26"),
        ("roe 26 October 2022 ships", "roe ships", "2022-10-26", "2022-10-26"),
        ("ships on 10/26/2022", "ships", "2022-10-26", "2022-10-26"),
        ("ships 26/10/2022", "ships", "2022-10-26", "2022-10-26"),
        ("ships 4/5/2022", "ships", "2022-04-05", "2022-04-05"),
        ("ships 3/2022", "ships", "2022-03-01", "2022-03-31"),
        ("ships 2022-06", "ships", "2022-06-01", "2022-06-30"),
        ("ships October 26th", "ships", "2026-10-26", "2026-10-26"),
        ("ships Mar–May 2022", "ships", "2022-03-01", "2022-05-31"),
        ("ships March - May 2022", "ships", "2022-03-01", "2022-05-31"),
        ("June to August 2022 ships", "ships", "2022-06-01", "2022-08-31"),
        ("ships March 1-15, 2022", "ships", "2022-03-01", "2022-03-15"),
        ("ships between 1 and 15 March 2022", "ships", "2022-03-01", "2022-03-15"),
        ("summer 2022 ships", "ships", "2022-06-01", "2022-08-31"),
        ("Q2 2022 ships", "ships", "2022-04-01", "2022-06-30"),
        ("late june 2022 ships", "ships", "2022-06-21", "2022-06-30"),
        ("ships in the first week of May 2022", "ships", "2022-05-01", "2022-05-07"),
        ("ships in the last week of August 2022", "ships", "2022-08-25", "2022-08-31"),
        ("ships at the end of April 2022", "ships", "2022-04-21", "2022-04-30"),
        ("ships back in the spring of 2022", "ships", "2022-03-01", "2022-05-31"),
        ("ships sometime in May 2022", "ships", "2022-05-01", "2022-05-31"),
        ("early 2022 ships", "ships", "2022-01-01", "2022-04-30"),
        ("first quarter 2022 ships", "ships", "2022-01-01", "2022-03-31"),
        ("H1 2022 ships", "ships", "2022-01-01", "2022-06-30"),
        ("ships week commencing 5/9/2022", "ships", "2022-05-09", "2022-05-15"),
        ("ships 2022-03-01 to 2022-03-31", "ships", "2022-03-01", "2022-03-31"),
        ("ships 3/1/2022 - 3/15/2022", "ships", "2022-03-01", "2022-03-15"),
        ("ships March 1 - April 15, 2022", "ships", "2022-03-01", "2022-04-15"),
        ("ships prior to April 2022", "ships", None, "2022-03-31"),
        ("ships over the summer of 2022", "ships", "2022-06-01", "2022-08-31"),
        ("ships in the month of August 2022", "ships", "2022-08-01", "2022-08-31"),
        ("ships so far this year", "ships", "2026-01-01", "2026-12-31"),
    ],
)
def test_days_are_read(query: str, rest: str, first: str | None, last: str | None) -> None:
    read = interpret_dates(query, TODAY)
    assert read.rest == rest
    assert [day and day.isoformat() for day in (read.date_from, read.date_to)] == [first, last]


@pytest.mark.parametrize(
    "query",
    [
        "will Harris run in 2028",
        "May 2022 jobs report",
        "ships on May 2022 jobs report",
        "what about the winter 2022 surge",
        "January 6 committee",
        "the speech of 1 March 2022 by ships",
        "ships january 6",
        "24/7 hotline",
        "ships 31/31/2022",
        "ships 13/2022",
        "did she say he would run again in 2024",
        "does he plan to sell cars in 2025",
        "the 2030 climate goals",
        "emissions by 2030",
        "polls before 2022 midterms",
        "polls before the 2022 midterms",
        "crime during the campaign",
        "Theresa May on trade",
        "what did Theresa May say in Brussels",
        "march on Washington",
        "the March on Washington",
        "ships that may come",
        "ships on Mondays",
        "ships on Feb 30 2022",
        "the speech of May 2022",
    ],
)
def test_what_is_no_date_of_a_record_stays_in_the_topic(query: str) -> None:
    read = interpret_dates(query, TODAY)
    assert (read.rest, read.date_from, read.date_to) == (query, None, None)


_PIECES = st.sampled_from(
    """in on since before between and from to the of last this early mid late week quarter Q2 second half may march
    May 9 9th 31 2022 2030 1990s Monday yesterday ago three days summer June, gas ships run again will 2022-05-09 99
    """.split()
)


@example("9 2022-05-09 may")
@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_reading_keeps_the_other_words_in_order_and_gives_real_days(query: str) -> None:
    read = interpret_dates(query, TODAY)
    left = iter(query.replace(",", "").split())
    assert all(word in left for word in read.rest.replace(",", "").split())
    if read.date_from and read.date_to:
        assert read.date_from <= read.date_to


@given(st.text(max_size=1000))
def test_any_text_is_read(query: str) -> None:
    interpret_dates(query, TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("dated")
    talks = [
        {"id": day, "date": day, "turns": [{"speaker": "Jane Roe", "text": f"Ships came to port {number}."}]}
        for number, day in enumerate(("2021-12-06", "2022-03-04", "2022-05-09", "2022-05-30", "2022-06-20"))
    ]
    (files / "talks.jsonl").write_text("".join(json.dumps(record) + "\n" for record in talks))
    index_paths(files / "index", [files], encoder)
    return files / "index"


@pytest.fixture(scope="module")
def dated(folder: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(folder, encoder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "topic", "days"),
    [
        # A month is a month in every form of question.
        ("when did ships come in May 2022", "when did ships come", {"2022-05-09", "2022-05-30"}),
        ("what did Jane Roe say about ships in May 2022", "ships", {"2022-05-09", "2022-05-30"}),
        # Without a year, the latest of which there is anything.
        ("ships in May", "ships", {"2022-05-09", "2022-05-30"}),
        ("ships in December", "ships", {"2021-12-06"}),
        ("ships on Monday", "ships", {"2022-06-20"}),
        ("what did Jane Roe say in the week of March 1 about ships", "ships", {"2022-03-04"}),
        ("ships since June", "ships", {"2022-06-20"}),
        ("ships between May and December", "ships", {"2022-05-09", "2022-05-30", "2022-06-20"}),
        ("ships in 2021", "ships", {"2021-12-06"}),
    ],
)
def test_days_narrow_a_search(dated: Searcher, query: str, topic: str, days: set[str]) -> None:
    answer = dated.search(SearchRequest(query, limit=20))
    assert answer.interpretation.topic == topic
    assert {str(result.transcript.date) for result in answer.results} == days


@pytest.mark.parametrize("query", ["the crash in 1929", "ships in the 1990s", "will ships come in 2031"])
def test_a_year_of_which_nothing_is_indexed_is_the_topic(dated: Searcher, query: str) -> None:
    answer = dated.search(SearchRequest(query))
    interpretation = answer.interpretation
    assert (interpretation.topic, interpretation.date_from, interpretation.date_to) == (query, None, None)
    assert answer.results


def test_what_was_read_is_shown_and_can_be_removed(folder: Path) -> None:
    with served(folder) as server:
        query = {"q": "ships in May"}
        read = server.client.get("/v1/search", params=query).json()["interpretation"]
        assert (read["date_from"], read["date_to"]) == ("2022-05-01", "2022-05-31")
        page = server.client.get("/", params=query).text
        assert "May 2022" in page
        literal = server.client.get("/v1/search", params={**query, "interpret": "false"}).json()
        assert literal["interpretation"]["date_from"] is None
