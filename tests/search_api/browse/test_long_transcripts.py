"""Transcripts of more than 500 turns: pages in the API and for people, and links that lead to the right one."""

import base64
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.search.turns import TURNS_A_PAGE
from search_api.web.transcript_view import page_holding, pager_of
from tests.served import served

TURNS = 1203


def long_transcript(path: Path) -> None:
    turns = [{"speaker": "QUESTION" if at % 2 else "Jane Doe", "text": "Yes."} for at in range(TURNS)]
    turns[777]["text"] = "Where is the zyzzyva kept?"
    turns[1100]["text"] = "The quokka is asleep."
    path.write_text(json.dumps({"id": "long", "title": "A long day", "turns": turns}))


@pytest.fixture(scope="module")
def client(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("long")
    long_transcript(folder / "long.json")
    index_paths(folder / "index", [folder / "long.json"], encoder)
    with served(folder / "index") as server:
        yield server.client


def shown(page: str) -> list[int]:
    return [int(at) for at in re.findall(r'id="turn-(\d+)"', page)]


def test_all_turns_come_once_and_in_order(client: httpx.Client) -> None:
    seen, sizes = list[int](), list[int]()
    cursor: str | None = ""
    while cursor is not None:
        page = client.get("/v1/transcripts/long", params={"cursor": cursor} if cursor else {}).json()
        assert page["turn_count"] == TURNS
        seen += [turn["turn"]["ordinal"] for turn in page["turns"]]
        sizes.append(len(page["turns"]))
        cursor = page["next_cursor"]
    assert (seen, sizes) == (list(range(TURNS)), [500, 500, 203])


@pytest.mark.parametrize("kind", ["text/csv", "application/x-ndjson"])
def test_tables_have_the_next_page_in_a_header(client: httpx.Client, kind: str) -> None:
    address, ordinals = "/v1/transcripts/long?limit=450", list[int]()
    while address:
        answer = client.get(address, headers={"Accept": kind})
        if kind == "text/csv":
            ordinals += [int(row["ordinal"]) for row in csv.DictReader(io.StringIO(answer.text))]
        else:
            ordinals += [json.loads(line)["turn"]["ordinal"] for line in answer.text.split("\n") if line]
        address = answer.links.get("next", {}).get("url", "")
    assert ordinals == list(range(TURNS))


@pytest.mark.parametrize("wrong", ["limit=0", "limit=501", "cursor=x", "cursor=AAAAAAAAAAAw"])
def test_pages_that_there_are_not(client: httpx.Client, wrong: str) -> None:
    assert client.get(f"/v1/transcripts/long?{wrong}").status_code == 400


@pytest.mark.parametrize("first", [-5, 2**63, 10**30, "a"])
def test_an_altered_cursor_is_refused(client: httpx.Client, first: object) -> None:
    cursor = client.get("/v1/transcripts/long").json()["next_cursor"]
    head, place = (data := base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[:8], data[8:]
    assert json.loads(place) == {"first": 500}
    altered = base64.urlsafe_b64encode(head + json.dumps({"first": first}).encode()).decode().rstrip("=")
    answer = client.get("/v1/transcripts/long", params={"cursor": altered})
    assert answer.status_code == 400
    assert "the cursor is damaged" in answer.text


def test_results_cites_and_feeds_lead_to_the_page_of_the_turn(client: httpx.Client) -> None:
    found = client.get("/v1/search", params={"q": "zyzzyva", "mode": "lexical"}).json()["results"][0]
    assert found["url"] == "/t/long?turn=777#turn-777"
    assert 777 in shown(client.get(found["url"]).text)
    source = found["source"]
    cited = f"/t/long?start={source['start']}&end={source['end']}&sha={source['text_sha256']}"
    page = client.get(cited).text
    assert 777 in shown(page)
    assert '<mark class="cited" id="cited">' in page
    near = client.get("/v1/search", params={"q": "yes", "mode": "lexical", "limit": 100}).json()["results"]
    for result in near:
        assert result["turn"]["ordinal"] in shown(client.get(result["url"]).text)
        break


def test_a_page_leads_to_the_others(client: httpx.Client) -> None:
    address, ordinals = "/t/long", list[int]()
    while address:
        page = client.get(address).text
        ordinals += shown(page)
        assert f"{TURNS:,} turns" in page or f"{TURNS} turns" in page
        following = re.search(r'<a href="([^"]+)" rel="next">', page)
        address = following[1] if following else ""
    assert ordinals == list(range(TURNS))
    last = client.get("/t/long?turn=999999").text
    assert shown(last)[-1] == TURNS - 1
    assert client.get("/t/long?turn=x").status_code == 400


def test_words_are_found_on_the_page_that_has_them(client: httpx.Client) -> None:
    page = client.get("/t/long", params={"find": "quokka"}).text
    assert 1100 in shown(page)
    assert '<mark class="found">quokka</mark>' in page
    assert "1 place" in page


@given(st.integers(0, 3000), st.integers(0, 2000))
def test_every_turn_is_on_the_page_that_holds_it(ordinal: int, count: int) -> None:
    page = page_holding(ordinal, count)
    assert len(page) <= TURNS_A_PAGE
    assert page.start % TURNS_A_PAGE == 0
    assert (ordinal in page) == (ordinal < count)
    assert (pager_of("x", page, count, "") is None) == (count <= TURNS_A_PAGE)
