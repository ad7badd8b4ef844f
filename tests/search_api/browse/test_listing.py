"""The list of transcripts: filters, order, pages."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

import pytest

from indexer.errors import RequestInvalid, SpeakerUnknown
from indexer.ingest.pipeline import index_paths
from search_api.browse.listing import ListRequest, list_transcripts
from search_api.search.searcher import Searcher
from search_api.search.snapshot import Snapshot
from tests.fake_encoder import FakeEncoder

MEETINGS: list[dict[str, Any]] = [
    {"id": "b", "title": "Städtebau im Rat", "date": "2022-03-09", "venue": "Köln", "speaker": "Jane Doe"},
    {"id": "a", "title": "Budget, 100% of it_all", "date": "2022-03-09", "speaker": "Bob Quiet"},
    {"id": "c", "title": None, "date": None, "speaker": "Jane Doe"},
    {"id": "d", "title": "BUDGET again", "date": "2021-01-02", "speaker": "CHAIR"},
    {"id": "e", "title": "Budget of 1000", "date": None, "speaker": "CHAIR"},
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    encoder = FakeEncoder()
    folder = tmp_path_factory.mktemp("listing")
    lines = [
        {key: value for key, value in meeting.items() if value is not None and key != "speaker"}
        | {"turns": [{"speaker": meeting["speaker"], "text": "We talk of roads."}]}
        for meeting in MEETINGS
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert index_paths(folder / "index", [folder / "in.jsonl"], encoder).embedded
    searcher = Searcher(folder / "index", encoder)
    yield searcher.snapshot
    searcher.close()


def ids(snapshot: Snapshot, **asked: Any) -> str:
    return "".join(entry.id for entry in list_transcripts(snapshot, ListRequest(**asked)).transcripts)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abdce"),
        ({"order": "oldest"}, "dabce"),
        ({"q": "budget"}, "ade"),
        ({"q": "budget again"}, "d"),
        ({"q": "STADTEBAU koln"}, "b"),
        ({"q": "100%"}, "a"),
        ({"q": "1_0"}, ""),
        ({"q": "it_all"}, "a"),
        ({"q": "' OR 1=1 --"}, ""),
        ({"q": " "}, "abdce"),
        ({"speakers": ("Jane Doe",)}, "bc"),
        ({"speakers": ("jane-doe", "bob-quiet")}, "abc"),
        ({"date_from": datetime.date(2022, 3, 9)}, "ab"),
        ({"date_to": datetime.date(2022, 3, 8)}, "d"),
        ({"date_from": datetime.date(2022, 3, 9), "date_to": datetime.date(2022, 3, 9), "q": "rat"}, "b"),
    ],
)
def test_filters_and_order(snapshot: Snapshot, asked: dict[str, Any], found: str) -> None:
    assert ids(snapshot, **asked) == found
    paged, cursor = "", None
    while True:
        page = list_transcripts(snapshot, ListRequest(**asked, limit=1, cursor=cursor))
        paged += "".join(entry.id for entry in page.transcripts)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert paged == found


def test_out_of_bounds(snapshot: Snapshot) -> None:
    cursor = list_transcripts(snapshot, ListRequest(limit=1)).next_cursor
    for field, asked in (
        ("limit", {"limit": 0}),
        ("limit", {"limit": 1001}),
        ("q", {"q": "a" * 201}),
        ("q", {"q": "\ud800"}),
        ("cursor", {"cursor": ""}),
        ("cursor", {"cursor": "ü"}),
        ("cursor", {"cursor": "AAAA"}),
        ("cursor", {"cursor": cursor, "order": "oldest"}),
        ("cursor", {"cursor": f"{cursor}AAAA"}),
        ("date_from", {"date_from": datetime.date(2022, 2, 2), "date_to": datetime.date(2022, 2, 1)}),
    ):
        with pytest.raises(RequestInvalid) as raised:
            ids(snapshot, **asked)
        assert raised.value.field == field
    with pytest.raises(SpeakerUnknown):
        ids(snapshot, speakers=("Nobody",))
