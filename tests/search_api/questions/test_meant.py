"""Who is meant by a question: several people, nobody, labels, posts, misspelt names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import Interpretation, SearchRequest
from search_api.mcp.tools import Tools
from search_api.search.render import render
from search_api.search.searcher import Searcher
from tests.served import served


def talk(name: str, day: str, turns: list[tuple[str, str]], **fields: str) -> dict[str, Any]:
    return {
        "id": name,
        "date": day,
        "turns": [{"speaker": label, "text": text} for label, text in turns],
        **fields,
    }


TALKS = [
    talk(
        "trains",
        "2022-03-01",
        [
            ("Jill Biden", "Trains carry teachers to their schools."),
            ("Joe Biden", "Trains are what I came here to speak of."),
            ("Joe Biden", "More trains mean more work."),
            ("Kamala Harris", "Trains need rails, and voting rights need laws."),
            ("Jen Psaki", "The rails of trains are old. Angela Merkel took the train to gas talks."),
            ("SPEAKER_00", "Trains run late."),
        ],
    ),
    talk(
        "former",
        "2022-04-05",
        [("Barack Obama", "Veterans deserve trains."), ("Joe Biden", "Veterans come home by train.")],
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("meant")
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


def read(searcher: Searcher, query: str) -> tuple[Interpretation, set[str | None]]:
    """The interpretation of a query, and the names of those who are found."""
    answer = searcher.search(SearchRequest(query, limit=20))
    return answer.interpretation, {result.speaker.name for result in answer.results}


@pytest.mark.parametrize("query", ["what did Biden say about trains", "Biden on trains", "biden: trains"])
def test_a_surname_of_several_searches_all_of_them_and_nobody_else(asked: Searcher, query: str) -> None:
    interpretation, names = read(asked, query)
    (mention,) = interpretation.speakers
    assert (mention.status, mention.id, mention.name) == ("several", None, None)
    assert [(person.id, person.name) for person in mention.candidates] == [
        ("joe-biden", "Joe Biden"),  # says most
        ("jill-biden", "Jill Biden"),
    ]
    assert interpretation.topic == "trains"
    assert names == {"Joe Biden", "Jill Biden"}


def test_each_of_several_can_be_chosen(asked: Searcher, client: httpx.Client) -> None:
    query = "what did Biden say about trains"
    answer = client.get("/v1/search", params={"q": query}).json()
    (mention,) = answer["interpretation"]["speakers"]
    assert mention["status"] == "several"
    for person in mention["candidates"]:
        chosen = client.get("/v1/search", params={"q": query, "speaker": person["id"]}).json()
        assert {hit["speaker"]["name"] for hit in chosen["results"]} == {person["name"]}
    line = "speaker: Biden (any of Joe Biden [joe-biden], Jill Biden [jill-biden])"
    assert line in render(asked.search(SearchRequest(query)))
    assert line in Tools(asked).search_quotes(query).read_as
    page = client.get("/", params={"q": query}).text
    assert "Biden: any of 2 people" in page
    assert "speaker=jill-biden" in page


def test_a_post_means_who_held_it_when_they_spoke(asked: Searcher) -> None:
    interpretation, names = read(asked, "what did the president say about veterans")
    assert [mention.name for mention in interpretation.speakers] == ["Joe Biden"]
    assert names == {"Joe Biden"}
