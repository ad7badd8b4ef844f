"""Pages over data that change between them: nothing comes twice, and nothing that stays is left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.encoder import Encoder
from indexer.catalog.listing import Order
from indexer.index import ensure
from indexer.ingest.uploads import Condition, Upload, prepare_upload, remove_transcript, store_upload
from search_api.browse.listing import ListRequest, list_transcripts
from search_api.browse.speakers import list_speakers
from search_api.contract.records import MODES, SearchRequest
from search_api.search.searcher import Searcher
from tests.fake_encoder import FakeEncoder

NAMES = [f"meeting-{letter}" for letter in "abcdefgh"]
STAYING = frozenset(NAMES[:4])
"""These are there from the first page to the last."""
DAYS = ["2022-03-01", "2022-03-01", None, "2022-05-09", "2022-01-31", None, "2022-03-01", "2022-12-24"]
SPEECH = ["The budget for roads is spent.", "The roads need a new budget.", "Roads and budget are two things."]
CHANGES = st.lists(st.lists(st.sampled_from(NAMES[4:]), max_size=2), min_size=12, max_size=12)
"""For each page, of which of the others those that are there go, and those that are not come."""


class Changing:
    """An index whose transcripts come and go."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._folder, self._encoder = folder, encoder
        self._there: set[str] = set()
        ensure(folder, encoder.spec)
        for name in NAMES:
            self.toggle(name)
        self.searcher = Searcher(folder, encoder)

    def toggle(self, name: str) -> None:
        if name in self._there:
            remove_transcript(self._folder, name, Condition())
        else:
            store_upload(
                self._folder,
                prepare_upload(self._folder, Upload(name, transcript(name), ".json"), self._encoder),
            )
        self._there ^= {name}


def transcript(name: str) -> bytes:
    number = NAMES.index(name)
    turns = [
        {"speaker": f"Jane {name.title().replace('-', '')}", "text": f"{words} {name}."} for words in SPEECH
    ]
    return msgspec.json.encode({"id": name, "title": name, "date": DAYS[number], "turns": turns})


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changing]:
    found = Changing(tmp_path_factory.mktemp("changing"), FakeEncoder())
    yield found
    found.searcher.close()


def walk(changing: Changing, changes: list[list[str]], page_of: Any) -> list[str]:
    """All ids of all pages; between two pages transcripts come and go."""
    seen: list[str] = []
    cursor = None
    for change in changes * 3:
        ids, cursor = page_of(cursor)
        seen += ids
        if cursor is None:
            return seen
        for name in change:
            changing.toggle(name)
    raise AssertionError("there is no end of pages")


@settings(max_examples=6, deadline=None, derandomize=True)
@given(changes=CHANGES, mode=st.sampled_from(MODES))
def test_search_pages(changing: Changing, changes: list[list[str]], mode: Any) -> None:
    def page(cursor: str | None) -> tuple[list[str], str | None]:
        answer = changing.searcher.search(SearchRequest("budget for roads", mode=mode, limit=3, cursor=cursor))
        return [result.turn.id for result in answer.results], answer.next_cursor

    seen = walk(changing, changes, page)
    assert len(seen) == len(set(seen))
    assert {f"{name}:{turn}" for name in STAYING for turn in range(len(SPEECH))} <= set(seen)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(changes=CHANGES, order=st.sampled_from(get_args(Order)), limit=st.integers(1, 3))
def test_transcript_pages(changing: Changing, changes: list[list[str]], order: Order, limit: int) -> None:
    def page(cursor: str | None) -> tuple[list[str], str | None]:
        request = ListRequest(order=order, limit=limit, cursor=cursor)
        answer = list_transcripts(changing.searcher.snapshot, request)
        return [entry.id for entry in answer.transcripts], answer.next_cursor

    seen = walk(changing, changes, page)
    assert len(seen) == len(set(seen))
    assert set(seen) >= STAYING
    dates = [DAYS[NAMES.index(name)] for name in seen]
    known = [day for day in dates if day]
    assert known == sorted(known, reverse=order == "newest")
    assert dates == known + [None] * (len(dates) - len(known))


@settings(max_examples=4, deadline=None, derandomize=True)
@given(changes=CHANGES, limit=st.integers(1, 3))
def test_speaker_pages(changing: Changing, changes: list[list[str]], limit: int) -> None:
    def page(cursor: str | None) -> tuple[list[str], str | None]:
        answer = list_speakers(changing.searcher.snapshot, "", limit, cursor)
        return [entry.name for entry in answer.speakers], answer.next_cursor

    seen = walk(changing, changes, page)
    assert seen == sorted(set(seen), key=str.casefold)
    assert len(set(seen)) >= len(STAYING)
