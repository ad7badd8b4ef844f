"""Misspelt words of a topic: what is corrected, what never is, and how it is shown."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.records import SearchRequest
from search_api.mcp.tools import Tools
from search_api.search.render import render
from search_api.search.searcher import Searcher
from tests.served import served

TEXTS = [
    "Student loans weigh on young families.",
    "Every student with loans may ask for forgiveness of the loans.",
    "The student said that loans are a burden.",
    "Loans help students. Loans for a student are cheap.",
    "Inflation is too high, and inflation hurts.",
    "We fight inflation with infrastructure.",
    "Infrastructure means bridges, and bridges carry trucks.",
    "Infrastructure week has come, with inflation.",
    "The lines at the border are long.",
    "Long lines and lone wolves: the lone rider came.",
    "Ukraine needs grain ships, and Ukraine gets them.",
    "In Ukraine the harvest is good.",
    "Grain leaves Ukraine by ship.",
    "The vaccine works, and the vaccine is free.",
    "A vaccine saves lives.",
    "Take the vaccine, said the doctor.",
    "Slovakia sends help. Slovakia borders on Ukraine.",
    "Help from Slovakia came at night.",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("spelled")
    turns = [{"speaker": "Jane Roe", "text": text} for text in TEXTS]
    (files / "talk.jsonl").write_text(json.dumps({"id": "talk", "date": "2022-05-09", "turns": turns}) + "\n")
    index_paths(files / "index", [files], encoder)
    return files / "index"


@pytest.fixture(scope="module")
def spelled(folder: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(folder, encoder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder) as server:
        yield server.client


@pytest.mark.parametrize(
    ("query", "topic", "corrections"),
    [
        ("inflatoin", "inflation", [("inflatoin", "inflation")]),
        ("infrastucture for trucks", "infrastructure for trucks", [("infrastucture", "infrastructure")]),
        ("grain from Ukrane", "grain from Ukraine", [("Ukrane", "Ukraine")]),
        ("what did Jane Roe say about vacine", "vaccine", [("vacine", "vaccine")]),
        # Another form of the word occurs, but the other words tell.
        ("studnet loans", "student loans", [("studnet", "student")]),
        (
            "Infaltion and brigdes",
            "Inflation and bridges",
            [("Infaltion", "Inflation"), ("brigdes", "bridges")],
        ),
    ],
)
def test_a_misspelt_word_is_corrected(
    spelled: Searcher, query: str, topic: str, corrections: list[tuple[str, str]]
) -> None:
    interpretation = spelled.search(SearchRequest(query)).interpretation
    assert interpretation.topic == topic
    assert [(each.given, each.searched) for each in interpretation.corrections] == corrections


@pytest.mark.parametrize(
    "query",
    [
        "inflation",
        "giraffe",  # a word, though the index lacks it
        "inflation of 2022x",
        "Slovenia",  # another place
        "lone bridges",
        "the lins",  # too short to tell
        "NATTO",
        '"inflatoin"',
        "bridge",  # its plural occurs
        "xqzvwk",
    ],
)
def test_what_is_a_word_is_not_corrected(spelled: Searcher, query: str) -> None:
    interpretation = spelled.search(SearchRequest(query)).interpretation
    assert (interpretation.topic, interpretation.corrections) == (query.strip('"'), ())


def test_a_correction_is_shown_and_can_be_taken_back(spelled: Searcher, client: httpx.Client) -> None:
    query = "inflatoin"
    answer = client.get("/v1/search", params={"q": query}).json()
    assert answer["interpretation"]["corrections"] == [{"given": query, "searched": "inflation"}]
    assert "inflation" in answer["results"][0]["quote"].lower()
    assert "corrected: inflatoin to inflation" in render(spelled.search(SearchRequest(query)))
    assert Tools(spelled).search_quotes(query).corrections[0].searched == "inflation"
    assert "inflatoin to inflation" in client.get("/", params={"q": query}).text
    literal = client.get("/v1/search", params={"q": query, "interpret": "false"}).json()
    assert literal["interpretation"]["corrections"] == []
    assert literal["interpretation"]["topic"] == query


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_topic_is_read(spelled: Searcher, topic: str) -> None:
    corrected, corrections = spelled.snapshot.spelling.corrected(topic)
    assert bool(corrections) or corrected == topic


def test_no_word_of_the_index_is_corrected(spelled: Searcher) -> None:
    spelling = spelled.snapshot.spelling
    for text in TEXTS:
        assert spelling.corrected(text) == (text, ())


def test_most_slips_are_corrected_and_none_to_another_word(spelled: Searcher) -> None:
    spelling, chance = spelled.snapshot.spelling, random.Random(20220509)  # noqa: S311 - no secrets
    right = 0
    for word in ("inflation", "infrastructure", "vaccine", "student", "ukraine") * 10:
        at = chance.randrange(1, len(word) - 1)
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        corrected, corrections = spelling.corrected(slip)
        assert corrected in {slip, word}, (slip, corrected)
        right += bool(corrections)
    assert right >= 30


def test_words_are_added_with_transcripts(tmp_path: Path, encoder: Encoder) -> None:
    for name, text in (("first", "Ferries cross the strait."), ("second", "Zeppelins hang over harbours.")):
        (tmp_path / f"{name}.txt").write_text(f"JANE ROE: {text}\n\nJOHN DOE: Thank you for coming.\n")
        index_paths(tmp_path / "index", [tmp_path / f"{name}.txt"], encoder)
    opened = Searcher(tmp_path / "index", encoder)
    try:
        spellings = opened.snapshot.store.spellings("")
        assert {"ferries", "zeppelins", "harbours"} <= set(spellings)
        assert opened.snapshot.spelling.corrected("zepelins")[0] == "zeppelins"
    finally:
        opened.close()
