"""A quote has the time at which its own words begin, wherever it is shown."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from embeddings.encoder import Encoder
from indexer.catalog.read import Catalog
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from indexer.model import TimeMark
from search_api.mcp.tools import Tools
from search_api.search.opening import open_searcher
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder
from tests.served import served

CUES = [f"In part {number} we look at the {number * 7}th bridge of the river valley." for number in range(60)]
TALK = " ".join(CUES)
OFFSETS = [TALK.index(cue) for cue in CUES]
TIMES = [[offset, 10.5 + 4 * number] for number, offset in enumerate(OFFSETS)]
RECORDING = "https://www.youtube.com/watch?v=abc"
TRANSCRIPT: dict[str, Any] = {
    "id": "talk",
    "title": "A talk",
    "media": RECORDING,
    "turns": [
        {"speaker": "SPEAKER_00", "text": TALK, "start_time": 10.0, "times": TIMES},
        {"speaker": "SPEAKER_01", "text": "Thank you for the bridges.", "start_time": 260.25},
        {"speaker": "SPEAKER_00", "text": "Not at all.", "times": "00:04:22"},
    ],
}
QUESTION = "the 252th bridge"
"""In part 36, at 154.5 s."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    files = tmp_path_factory.mktemp("times")
    (files / "talk.json").write_text(json.dumps(TRANSCRIPT))
    assert index_paths(files / "index", [files / "talk.json"], encoder).refused == []
    return files


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[httpx.Client]:
    with served(folder / "index") as server:
        yield server.client


def time_of_first_cue(quote: str) -> float:
    """By the number that the first cue of a quote names."""
    return 10.5 + 4 * int(quote.split()[2])


def test_every_passage_has_the_time_of_the_cue_in_which_it_begins(client: httpx.Client) -> None:
    results = client.get("/v1/search", params={"q": QUESTION, "mode": "lexical", "limit": 5}).json()["results"]
    source = results[0]["source"]
    assert source["start"] > 0
    assert source["start_time"] == time_of_first_cue(results[0]["quote"])
    assert source["media_url"] == RECORDING
    turns = client.get("/v1/transcripts/talk").json()["turns"]
    assert [turn["source"]["start_time"] for turn in turns] == [10.5, 260.25, None]
    checked = client.get(
        "/v1/quotes/verify",
        params={"transcript": "talk", "start": source["start"], "end": source["end"]},
    ).json()
    assert checked["current"] == source
    rows = csv.DictReader(
        io.StringIO(client.get("/v1/search", params={"q": QUESTION}, headers={"Accept": "text/csv"}).text)
    )
    first = next(rows)
    assert (float(first["start_time"]), first["media_url"]) == (
        time_of_first_cue(first["quote"]),
        RECORDING,
    )


def test_pages_show_times_and_lead_into_the_recording(client: httpx.Client) -> None:
    found = client.get("/", params={"q": QUESTION, "interpret": "false"}).text
    results = client.get("/v1/search", params={"q": QUESTION, "interpret": "false"}).json()["results"]
    seconds = int(time_of_first_cue(results[0]["quote"]))
    assert f'href="{RECORDING}&amp;t={seconds}"' in found
    page = client.get("/t/talk").text
    assert f'<a href="{RECORDING}" rel="noopener noreferrer nofollow">Recording</a>' in page
    # Each passage is a paragraph with its time; that of the first stands by the name.
    clocks = re.findall(r't=(\d+)" rel="[^"]*">(\d+:\d\d)</a>', page)
    assert [shown for _, shown in clocks[:1] + clocks[-1:]] == ["0:10", "4:20"]
    paragraphs = [part.split() for part in re.findall(r"</span> In part \d+", page)]
    assert [10 + 4 * int(part[-1]) for part in paragraphs] == [int(time) for time, _ in clocks[1:-1]]
    assert len(paragraphs) > 4


def test_citations_name_the_time_and_the_recording(client: httpx.Client) -> None:
    (result, *_) = client.get("/v1/search", params={"q": QUESTION, "mode": "lexical"}).json()["results"]
    place = {"start": result["source"]["start"], "end": result["source"]["end"]}
    seconds = int(result["source"]["start_time"])
    clock = f"At {seconds // 60}:{seconds % 60:02} of the recording."
    for form in ("text", "markdown", "bibtex", "ris", "csl"):
        cited = client.get("/v1/turns/talk:0/citation", params={"format": form, **place}).text
        assert clock in cited
        assert f"v=abc&t={seconds}" in cited.replace("\\&", "&")


def test_the_command_line_and_assistants_have_the_time(folder: Path, program: Program) -> None:
    code, out, _ = program("search", "--index", folder / "index", QUESTION, "--json")
    source = json.loads(out)["results"][0]["source"]
    assert (code, source["start_time"]) == (0, time_of_first_cue(json.loads(out)["results"][0]["quote"]))
    _, out, _ = program("search", "--index", folder / "index", QUESTION)
    assert f"A talk · at {int(source['start_time']) // 60}:" in out
    assert f"{RECORDING}&t={int(source['start_time'])}" in out
    searcher = open_searcher(folder / "index")
    quote = Tools(searcher).search_quotes(QUESTION).quotes[0]
    searcher.close()
    assert (quote.start_time, quote.recording) == (
        source["start_time"],
        f"{RECORDING}&t={int(source['start_time'])}",
    )


def test_export_keeps_times_and_index_reads_them_again(folder: Path, tmp_path: Path, program: Program) -> None:
    _, out, _ = program("export", "--index", folder / "index")
    turns = json.loads(out)["turns"]
    assert [turn.get("times") for turn in turns] == [TIMES, None, None]
    (tmp_path / "again.jsonl").write_text(out)
    index_paths(tmp_path / "index", [tmp_path / "again.jsonl"], FakeEncoder())
    again, before = Catalog(tmp_path / "index"), Catalog(folder / "index")
    assert again.transcript("talk") == before.transcript("talk")
    assert len(again.transcript("talk").times) == len(CUES)
    again.close()
    before.close()
    _, out, _ = program("parse", "--json", tmp_path / "again.jsonl")
    assert [turn["start_time"] for turn in json.loads(out)["turns"]] == [10.0, 260.25, None]
    _, out, _ = program("export", "--format", "csv", "--index", folder / "index")
    assert next(csv.DictReader(io.StringIO(out)))["media"] == RECORDING


def test_an_index_made_before_gets_times_with_its_next_change(tmp_path: Path) -> None:
    path, index = tmp_path / "talk.json", tmp_path / "index"
    path.write_text(json.dumps(TRANSCRIPT | {"turns": TRANSCRIPT["turns"][1:]}))
    index_paths(index, [path], FakeEncoder())
    connection = sqlite3.connect(index / "catalog.sqlite3")
    connection.execute("ALTER TABLE transcripts DROP COLUMN times")
    connection.close()
    assert verify(index) == []
    path.write_text(json.dumps(TRANSCRIPT))
    index_paths(index, [path], FakeEncoder())
    fresh = tmp_path / "fresh"
    index_paths(fresh, [path], FakeEncoder())
    updated, rebuilt = Catalog(index), Catalog(fresh)
    assert updated.transcript("talk") == rebuilt.transcript("talk")
    assert updated.transcript("talk").times[1] == TimeMark(
        rebuilt.transcript("talk").turns[0].start + OFFSETS[1], 14.5
    )
    updated.close()
    rebuilt.close()
    assert verify(index) == []


@pytest.mark.parametrize(
    "statement", ["UPDATE transcripts SET times = NULL", "UPDATE transcripts SET times = x'0102'"]
)
def test_altered_times_are_reported(folder: Path, tmp_path: Path, statement: str, program: Program) -> None:
    code, _, errors = program("backup", tmp_path / "catalog.sqlite3", "--index", folder / "index")
    assert (code, errors) == (0, "")
    connection = sqlite3.connect(tmp_path / "catalog.sqlite3")
    connection.execute(statement)
    connection.commit()
    connection.close()
    code, _, errors = program("verify", "--index", tmp_path)
    assert (code, "altered on disk" in errors) == (1, True)
