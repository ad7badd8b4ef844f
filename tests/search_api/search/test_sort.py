"""The order of results by date, and what a question's intent does to them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.errors import RequestInvalid
from indexer.ingest.pipeline import index_paths
from indexer.languages.language import Sort
from search_api.contract.records import MODES, SORTS, Mode, Result, SearchRequest
from search_api.mcp.tools import Tools
from search_api.search.render import render
from search_api.search.searcher import Searcher
from tests.conftest import Program
from tests.served import served


def talk(name: str, day: str | None, *turns: tuple[str, str]) -> dict[str, Any]:
    return {"id": name, "date": day, "turns": [{"speaker": label, "text": text} for label, text in turns]}


TALKS = [
    talk(
        "june",
        "2022-06-07",
        ("Ann Psaki", "The oil reserve is full, and oil is cheap."),
        ("QUESTION", "Is the border open? What about the border wall?"),
        ("Ann Psaki", "The border is open on weekdays."),
        ("Lee Harris", "Thank you."),
        ("Lee Harris", "The harbour needs cranes. " * 12),
    ),
    talk(
        "march",
        "2022-03-01",
        ("Ann Psaki", "We pump oil from the reserve again."),
        ("Ann Psaki", "More oil will come from the reserve."),
        ("Lee Harris", "The harbour needs ships, and the ships need a deeper harbour than we have."),
        ("Max Roe", "Nobody here will ever need to fear the lighthouse keeper."),
    ),
    talk(
        "undated",
        None,
        ("Ann Psaki", "The oil reserve was filled."),
        ("Max Roe", "As Lee Harris said, the lighthouse is a ship that cannot sail."),
    ),
    talk(
        "september",
        "2022-09-20",
        ("Ann Psaki", "The price of oil fell, so we fill the reserve."),
        ("Ann Psaki", "A reserve of patience is needed."),
        ("Lee Harris", "The lighthouse is only a ship that cannot sail, my friends."),
        ("Ann Psaki", "Lee Harris said the lighthouse is a ship that cannot sail, and we thank her for it."),
    ),
]
OIL = {
    "oldest": ["march:0", "march:1", "june:0", "september:0", "undated:0"],
    "newest": ["september:0", "june:0", "march:1", "march:0", "undated:0"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("sorted")
    (files / "talks.jsonl").write_text("".join(json.dumps(record) + "\n" for record in TALKS))
    index_paths(files / "index", [files], encoder)
    return files / "index"


@pytest.fixture(scope="module")
def asked(folder: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(folder, encoder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder) as server:
        yield server.client


def ids(searcher: Searcher, query: str, **fields: Any) -> list[str]:
    return [result.turn.id for result in searcher.search(SearchRequest(query, **fields)).results]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sort", ["oldest", "newest"])
def test_results_that_answer_are_sorted_by_date(asked: Searcher, sort: Sort, mode: Mode) -> None:
    """The undated ones are last, and "a reserve of patience" is no answer."""
    assert ids(asked, "what did Psaki say about the oil reserve", sort=sort, mode=mode) == OIL[sort]


@pytest.mark.parametrize(
    ("query", "sort", "expected"),
    [
        ("when did Psaki first mention the oil reserve", "oldest", OIL["oldest"]),
        ("when did Psaki last mention the oil reserve", "newest", OIL["newest"]),
        ("when was the oil reserve first mentioned", "oldest", OIL["oldest"]),
    ],
)
def test_first_and_latest_are_orders(asked: Searcher, query: str, sort: Sort, expected: list[str]) -> None:
    answer = asked.search(SearchRequest(query))
    assert answer.interpretation.sort == sort
    assert [result.turn.id for result in answer.results] == expected
    # A parameter overrides the question.
    other = asked.search(SearchRequest(query, sort="relevance"))
    assert other.interpretation.sort == "relevance"
    assert {result.turn.id for result in other.results} > set(expected) - {"undated:0"}


def test_an_order_must_be_one(asked: Searcher) -> None:
    with pytest.raises(RequestInvalid, match="sort"):
        asked.search(SearchRequest("oil", sort="best"))  # type: ignore[arg-type]


QUERIES = (
    "oil",
    "the oil reserve",
    "harbour ships",
    "what did Psaki say",
    "who said the lighthouse",
    "Harris",
    "nothing",
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    query=st.sampled_from(QUERIES),
    sort=st.sampled_from([*SORTS, None]),
    mode=st.sampled_from(MODES),
    limit=st.integers(1, 4),
)
def test_pages_are_the_whole_list_in_order(
    asked: Searcher, query: str, sort: Sort | None, mode: Mode, limit: int
) -> None:
    request = SearchRequest(query, sort=sort, mode=mode)
    whole: tuple[Result, ...] = asked.search(msgspec.structs.replace(request, limit=100)).results
    found: list[Result] = []
    page = msgspec.structs.replace(request, limit=limit)
    while True:
        answer = asked.search(page)
        found += answer.results
        if answer.next_cursor is None:
            break
        page = msgspec.structs.replace(page, cursor=answer.next_cursor)
    assert [result.turn.id for result in found] == [result.turn.id for result in whole]
    assert [result.rank for result in found] == list(range(1, len(found) + 1))
    if sort in {"oldest", "newest"}:
        days = [result.transcript.date for result in found]
        known = [day for day in days if day]
        assert known == sorted(known, reverse=sort == "newest")
        assert days == known + [None] * (len(days) - len(known))


def test_turns_of_somebody_are_those_that_say_most(asked: Searcher) -> None:
    everything = ids(asked, "what did Harris say")
    assert everything[0] == "june:4"
    assert everything[-1] == "june:3"
    assert set(everything) == {"june:3", "june:4", "march:2", "september:2"}
    # The newest first, without those that say nothing; none is this long but for two.
    assert ids(asked, "what has Harris said lately") == ["june:4"]


def test_who_said_it_comes_before_who_reports_it(asked: Searcher) -> None:
    found = ids(asked, "who said the lighthouse is a ship that cannot sail")
    assert found[0] == "september:2"
    assert {"september:3", "undated:1"} <= set(found)


def test_who_asked_is_questions(asked: Searcher) -> None:
    assert ids(asked, "who asked about the border") == ["june:1"]
    assert ids(asked, "what was Psaki asked about the border") == ["june:1"]


def test_how_often_is_counted(asked: Searcher, client: httpx.Client) -> None:
    query = "how often did Psaki mention oil"
    answer = asked.search(SearchRequest(query))
    assert answer.count == len(OIL["oldest"])
    sentence = "5 turns have all of these words."
    assert sentence in render(answer)
    assert sentence in client.get("/", params={"q": query}).text
    assert Tools(asked).search_quotes(query).count == 5
    assert asked.search(SearchRequest("how often did Psaki mention penguins")).count == 0
    assert asked.search(SearchRequest("what did Psaki say about oil")).count is None


def test_every_door_shows_what_is_wanted_and_the_order(
    asked: Searcher, client: httpx.Client, folder: Path, program: Program
) -> None:
    query = "when did Psaki first mention oil"
    line = "wanted: the first mention · oldest first"
    assert line in render(asked.search(SearchRequest(query)))
    assert line in Tools(asked).search_quotes(query).read_as
    assert "newest first" in Tools(asked).search_quotes(query, sort="newest").read_as
    interpretation = client.get("/v1/search", params={"q": query}).json()["interpretation"]
    assert (interpretation["intent"], interpretation["sort"]) == ("first", "oldest")
    newest = client.get("/v1/search", params={"q": query, "sort": "newest"}).json()
    assert newest["interpretation"]["sort"] == "newest"
    assert [hit["turn"]["id"] for hit in newest["results"]] == OIL["newest"]
    refused = client.get("/v1/search", params={"q": query, "sort": "best"})
    assert refused.status_code == 400
    batch = client.post("/v1/search/batch", json={"queries": [{"q": query, "sort": "newest"}]}).json()
    assert batch["answers"][0]["answer"]["interpretation"]["sort"] == "newest"
    _, shown, _ = program("search", "--index", str(folder), "--sort", "newest", query)
    assert "newest first" in shown


def test_what_is_wanted_can_be_removed_on_the_page(client: httpx.Client) -> None:
    page = client.get("/", params={"q": "when did Psaki first mention oil"}).text
    assert "the first mention" in page
    assert "oldest first" in page
    assert "sort=relevance" in page
    # Without what is wanted, its topic is searched among her words.
    assert "/?q=oil&amp;speaker=ann-psaki&amp;interpret=false" in page
    # The order stays when the speaker is removed.
    assert "/?q=oil&amp;interpret=false&amp;sort=oldest" in page
    turns = client.get("/", params={"q": "what did Psaki say"}).text
    assert "everything they said" in turns
    # Where nothing else is left, the words are searched to the letter.
    assert "/?q=what+did+Psaki+say&amp;interpret=false" in turns
