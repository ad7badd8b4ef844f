"""Turns are found by their label, inside both retrievers, wherever speakers can be filtered by."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.encoder import Encoder
from indexer.errors import SpeakerAmbiguous, SpeakerUnknown
from indexer.ingest.pipeline import index_paths, remove
from search_api.contract.records import MODES, Mode, SearchRequest
from search_api.search.searcher import Searcher
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder
from tests.served import served

MANY = 150
"""More than the retrievers find at first."""


def talk(name: str, turns: list[tuple[str, str]], **fields: str) -> dict[str, Any]:
    return {"id": name, "turns": [{"speaker": label, "text": text} for label, text in turns], **fields}


TALKS = [
    talk(
        "ferries",
        [("SPEAKER_00", f"Ferry number {number} needs a harbour and a crew.") for number in range(MANY)]
        + [("SPEAKER_01", "A boat is not cheap.")],
    ),
    talk("trains", [("Speaker_01", "A train is cheaper than any ferry."), ("Jane Roe", "Ferries are slow.")]),
    talk("roads", [("John Smith", "Roads."), ("Anna Smith", "More roads."), ("SMITH", "Ferries and roads.")]),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("labels")
    for record in TALKS:
        (files / f"{record['id']}.json").write_text(json.dumps(record))
    (files / "trains.meta.toml").write_text('[speakers]\nspeaker_01 = "Ida Wells"\n')
    index_paths(files / "index", [files], encoder)
    return files


@pytest.fixture(scope="module")
def labelled(folder: Path, encoder: Encoder) -> Iterator[Searcher]:
    opened = Searcher(folder / "index", encoder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder / "index") as server:
        yield server.client


@pytest.mark.parametrize("mode", MODES)
def test_a_label_narrows_the_search_and_starves_nothing(labelled: Searcher, mode: Mode) -> None:
    answer = labelled.search(SearchRequest("ferry boat", speakers=("speaker_01",), mode=mode))
    # Any case; also under a label that a sidecar names.
    found = {(hit.speaker.label, hit.speaker.name) for hit in answer.results}
    assert found == {("SPEAKER_01", None), ("Speaker_01", "Ida Wells")}
    ferries = labelled.search(SearchRequest("ferry", speakers=("SPEAKER_00",), mode=mode, limit=100))
    assert len(ferries.results) == 100
    assert ferries.next_cursor is not None


def test_people_come_before_labels_and_both_can_be_chosen(labelled: Searcher) -> None:
    both = labelled.search(SearchRequest("ferries", speakers=("Jane Roe", "SPEAKER_01")))
    assert {hit.speaker.label for hit in both.results} == {"Jane Roe", "SPEAKER_01", "Speaker_01"}
    named = labelled.search(SearchRequest("ferries", speakers=("Ida Wells",)))
    assert [hit.speaker.label for hit in named.results] == ["Speaker_01"]
    # A surname of two people is no label that is chosen without a word.
    with pytest.raises(SpeakerAmbiguous):
        labelled.search(SearchRequest("ferries", speakers=("Smith",)))


def test_an_unknown_label_is_refused_with_those_like_it(client: httpx.Client) -> None:
    response = client.get("/v1/search", params={"q": "ferries", "speaker": "SPEAKER_0"})
    assert response.status_code == 404
    assert "speaker_00" in response.json()["detail"].casefold()
    assert client.get("/v1/search", params={"q": "ferries", "speaker": "Smith"}).status_code == 409


def test_every_door_filters_by_label(client: httpx.Client, folder: Path, program: Program) -> None:
    parameters = {"q": "ferry boat", "speaker": "SPEAKER_01"}
    assert client.get("/v1/facets", params=parameters).json()["turns"] == 2
    listed = client.get("/v1/transcripts", params={"speaker": "speaker_01"}).json()["transcripts"]
    assert {entry["id"] for entry in listed} == {"ferries", "trains"}
    page = client.get("/", params=parameters)
    assert page.status_code == 200
    assert "A boat is not cheap." in page.text
    assert "Ferry number" not in page.text
    assert "Did you mean" in client.get("/", params=parameters | {"speaker": "SPEAKER_0"}).text
    # The page of a transcript leads to a search by label.
    links = re.findall(r'<a href="(/\?speaker=[^"]+)">([^<]+)</a>', client.get("/t/ferries").text)
    assert [label for _, label in links] == ["SPEAKER_00", "SPEAKER_01"]
    chosen = client.get(links[1][0].replace("&amp;", "&"))
    assert chosen.status_code == 200
    assert '<input type="hidden" name="speaker" value="SPEAKER_01">' in chosen.text
    feed = client.get("/v1/feeds/search.atom", params={"q": "boat", "speaker": "SPEAKER_01"}).text
    assert "Ferry number" not in feed
    code, out, _ = program("search", "--index", folder / "index", "ferry", "--speaker", "SPEAKER_01", "--json")
    assert code == 0
    assert {hit["speaker"]["label"] for hit in json.loads(out)["results"]} == {"SPEAKER_01", "Speaker_01"}


def test_a_label_whose_last_turn_is_removed_is_unknown(tmp_path: Path) -> None:
    for record in TALKS:
        (tmp_path / f"{record['id']}.json").write_text(json.dumps(record))
    index_paths(tmp_path / "index", [tmp_path], FakeEncoder())
    remove(tmp_path / "index", ["ferries"])
    opened = Searcher(tmp_path / "index", FakeEncoder())
    assert opened.search(SearchRequest("train", speakers=("SPEAKER_01",))).results
    with pytest.raises(SpeakerUnknown):
        opened.search(SearchRequest("ferry", speakers=("SPEAKER_00",)))
    opened.close()


def test_an_index_made_before_is_searched_by_label_after_it_is_opened(tmp_path: Path) -> None:
    """The lexical index of an older version lacks the field, and is built anew."""
    import indexer.store.words

    path = tmp_path / "trains.json"
    path.write_text(json.dumps(TALKS[1]))
    with pytest.MonkeyPatch.context() as before:
        before.setattr(indexer.store.words, "_EXACT", ("speaker", "transcript", "role", "answered_by"))
        before.setattr(indexer.store.words, "_document", without_label)
        index_paths(tmp_path / "index", [path], FakeEncoder())
    opened = Searcher(tmp_path / "index", FakeEncoder())
    answer = opened.search(SearchRequest("train", speakers=("Speaker_01",), mode="lexical"))
    assert [hit.speaker.label for hit in answer.results] == ["Speaker_01"]
    opened.close()


def without_label(row: Any) -> Any:
    import tantivy

    from indexer.store.analysis import add_words

    document = tantivy.Document()
    document.add_unsigned("passage", row.key)
    add_words(document, "text", row.text, row.language)
    document.add_text("transcript", row.transcript)
    document.add_text("role", row.role)
    document.add_unsigned("day", 0)
    return document
