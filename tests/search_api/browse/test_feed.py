"""The feed of a question, as a feed reader polls it from a running server."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import msgspec
import pytest

from embeddings.encoder import Encoder
from indexer.catalog.connect import FILE
from indexer.catalog.read import Catalog
from indexer.catalog.schema import ARRIVALS
from indexer.filters import Filters
from indexer.ingest.pipeline import index_paths, remove
from indexer.sample import sample_folder
from tests.fake_encoder import FakeEncoder
from tests.served import Served, served

QUESTION = "cyber attacks on pipelines"
ATTACK = (
    "The cyber attack on the pipeline shut down fuel along the whole coast. We will answer cyber attacks on our "
    "pipelines, and we told the attackers so."
)


class Archive(msgspec.Struct, frozen=True):
    """A folder of transcripts that is indexed while a server serves it."""

    folder: Path
    index: Path
    server: Served
    encoder: Encoder

    def say(self, name: str, *turns: tuple[str, str]) -> None:
        """Write a transcript and index the folder again."""
        body = {"title": f"Talk {name}", "turns": [{"speaker": who, "text": text} for who, text in turns]}
        (self.folder / f"{name}.json").write_text(json.dumps(body))
        index_paths(self.index, [self.folder], self.encoder)

    def poll(self, tag: str | None = None, **parameters: Any) -> tuple[int, str, Any]:
        """Status, ETag, and the feed as feedparser reads it."""
        answer = self.server.client.get(
            "/v1/feeds/search.atom",
            params={"q": QUESTION, **parameters},
            headers={"If-None-Match": tag} if tag else {},
        )
        feed = feedparser.parse(answer.content) if answer.content else None
        assert feed is None or not feed.bozo, feed.bozo_exception
        return answer.status_code, answer.headers.get("etag", ""), feed


@pytest.fixture
def archive(tmp_path: Path, encoder: Encoder) -> Iterator[Archive]:
    folder, index = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    index_paths(index, [sample_folder()], encoder)
    with served(index) as server:
        yield Archive(folder, index, server, encoder)


def entries_of(feed: Any) -> list[tuple[str, str]]:
    return [(entry.id, entry.updated) for entry in feed.entries]


def test_a_reader_sees_only_what_is_new(archive: Archive) -> None:
    status, tag, first = archive.poll()
    assert status == 200
    assert first.version == "atom10"
    assert first.feed.title == f"onrecord: {QUESTION}"
    assert archive.poll(tag)[0] == 304
    old = entries_of(first)
    assert old
    assert {entry.author for entry in first.entries} <= {"Antony Blinken", "QUESTION"}

    # Something else was indexed: the generation changed, and nothing that is new to this reader.
    archive.say("garden", ("Ann Lee", "Tomatoes want sun, and beans want a pole."))
    status, tag, _ = archive.poll(tag)
    assert status == 304
    assert entries_of(archive.poll()[2]) == old

    archive.say("attack", ("Ann Lee", "Good morning."), ("Bob Roe", ATTACK))
    status, tag, second = archive.poll(tag)
    assert status == 200
    assert entries_of(second)[1:] == old
    new = second.entries[0]
    assert (new.author, new.title) == ("Bob Roe", "Bob Roe: Talk attack")
    assert new.content[0].type == "text/plain"
    assert new.content[0].value == ATTACK
    assert urlsplit(new.link).path + "#" + urlsplit(new.link).fragment == "/t/attack#turn-1"
    assert new.updated == new.published == second.feed.updated

    # Revised elsewhere: the turn moved, its words are the same.
    archive.say("attack", ("Ann Lee", "Good morning."), ("Ann Lee", "Please sit."), ("Bob Roe", ATTACK))
    assert entries_of(archive.poll()[2]) == entries_of(second)
    # Revised itself: other words are another entry.
    archive.say("attack", ("Bob Roe", ATTACK + " We did so twice."))
    revised = entries_of(archive.poll()[2])
    assert revised[0][0] not in dict(entries_of(second))
    assert revised[1:] == old

    # Removed, and back again: nothing new.
    remove(archive.index, ["attack"])
    assert entries_of(archive.poll()[2]) == old


def test_filters_narrow_and_faults_are_reported(archive: Archive) -> None:
    archive.say("attack", ("Bob Roe", ATTACK))
    assert {entry.author for entry in archive.poll(speaker="bob-roe")[2].entries} == {"Bob Roe"}
    assert {entry.author for entry in archive.poll(q="what did Roe say about cyber attacks")[2].entries} == {
        "Bob Roe"
    }
    assert archive.poll(date_from="2022-02-01")[2].entries
    assert not archive.poll(date_from="2023-01-01")[2].entries
    assert not archive.poll(q="football results")[2].entries
    assert len(archive.poll(limit=1)[2].entries) == 1
    client = archive.server.client
    assert client.get("/v1/feeds/search.atom").status_code == 400
    assert client.get("/v1/feeds/search.atom", params={"q": "x", "limit": 0}).status_code == 400
    assert client.get("/v1/feeds/search.atom", params={"q": "x", "speaker": "nobody at all"}).status_code == 404


def test_hostile_words_stay_words(archive: Archive) -> None:
    sly = f"<script>alert(1)</script>]]>&amp; \x0b {ATTACK}"
    archive.say("sly", ("</name><script>", sly))
    feed = archive.poll(q=f"{QUESTION} <b>\x0b ]]>")[2]
    (entry,) = [entry for entry in feed.entries if "/t/sly" in entry.link]
    assert entry.author == "</name><script>"
    assert entry.content[0].value == sly.replace("\x0b", "\N{REPLACEMENT CHARACTER}")


def test_an_index_made_before_takes_the_days_of_its_events(tmp_path: Path) -> None:
    folder, index = tmp_path / "talks", tmp_path / "index"
    folder.mkdir()
    talk = {"date": "2020-05-04", "turns": [{"speaker": "Ann Lee", "text": "Good morning."}]}
    (folder / "old.json").write_text(json.dumps(talk))
    index_paths(index, [folder], FakeEncoder())
    connection = sqlite3.connect(index / FILE)
    connection.execute("DROP TABLE arrivals")
    connection.close()

    def newest() -> list[tuple[str, str]]:
        catalog = Catalog(index)
        try:
            return [
                (arrival.transcript, arrival.first.isoformat()) for arrival in catalog.newest(Filters(), 10)
            ]
        finally:
            catalog.close()

    assert newest() == [("old", "2020-05-04T00:00:00+00:00")]
    # Its first change: what is new has a time of its own, what was there keeps its day, even when it is read anew.
    (folder / "new.json").write_text(json.dumps({"turns": [{"speaker": "Ann Lee", "text": "Good evening."}]}))
    (folder / "old.json").write_text(json.dumps({**talk, "title": "Morning"}))
    index_paths(index, [folder], FakeEncoder())
    names = [name for name, _ in newest()]
    assert names == ["new", "old"]
    assert newest()[1] == ("old", "2020-05-04T00:00:00+00:00")
    assert "IF NOT EXISTS" in ARRIVALS
