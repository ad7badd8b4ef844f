"""Forms of answers: which is chosen, what each holds, and that a client is not sent what it has."""

import csv
import datetime
import io
import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest
from litestar.exceptions import HTTPException

from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from search_api.http.answering import Validators, choose, has_latest
from tests.served import Served, served

JSON, CSV, NDJSON = "application/json", "text/csv", "application/x-ndjson"
OFFERED = (JSON, CSV, NDJSON)
HOSTILE = {
    "id": "hostile",
    "title": '=HYPERLINK("http://127.0.0.1/";"budget")',
    "date": "2022-03-01",
    "turns": [
        {"speaker": "@SUM(1)", "text": '＋1 for the budget\r\nand a "quoted" line, with a comma'},
        {"speaker": "Jane Doe", "text": "-2+3 is what the budget\u2028 says <script>alert(1)</script>"},
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="module")
def server(folder: Path, encoder: Encoder) -> Iterator[Served]:
    (folder / "in").mkdir()
    (folder / "in" / "hostile.json").write_text(json.dumps(HOSTILE), "utf-8")
    assert index_paths(folder / "index", [folder / "in"], encoder).added == 1
    with served(folder / "index") as running:
        yield running


def get(server: Served, path: str, accept: str = "*/*", **headers: str) -> httpx.Response:
    return server.client.get(path, headers={"Accept": accept, **headers})


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.5, application/json;q=0.4", CSV),
        ("text/csv;q=0.4, application/*;q=0.5", JSON),
        ("application/x-ndjson, */*;q=0.1", NDJSON),
        # A range by name goes before a wider one, regardless of order and quality.
        ("*/*, application/json;q=0", CSV),
        ("application/*, application/json;q=0.1, text/csv;q=0.2", NDJSON),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", JSON),
        ("nonsense, text/csv", CSV),
        ("nonsense", JSON),
        ("text/csv;q=x, application/json", JSON),
        # A range that names a form goes before one of the same quality that does not.
        ("*/*, text/csv", CSV),
        ("application/json; charset=utf-8", JSON),
    ],
)
def test_what_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "*/*;q=0", "text/html"])
def test_nothing_fits(accept: str) -> None:
    with pytest.raises(HTTPException) as raised:
        choose(accept, OFFERED)
    assert raised.value.status_code == 406


@pytest.mark.parametrize(
    "path",
    ["/v1/search?q=budget", "/v1/transcripts", "/v1/transcripts/hostile", "/v1/speakers", "/v1/facets?q=a"],
)
def test_a_form_that_there_is_not(server: Served, path: str) -> None:
    response = get(server, path, "image/png")
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"
    assert JSON in response.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/search?q=budget", "/v1/transcripts", "/v1/transcripts/hostile"])
def test_csv(server: Served, path: str) -> None:
    response = get(server, path, CSV)
    assert response.headers["content-type"] == "text/csv; header=present; charset=utf-8"
    assert "Accept" in response.headers["vary"]
    names, *rows = csv.reader(io.StringIO(response.content.decode(), newline=""))
    assert rows
    for row in rows:
        assert len(row) == len(names)
        assert row[names.index("title")] == "'" + HOSTILE["title"]  # type: ignore[operator]  # it is a text
        assert not [cell for cell in row if cell[:1] in {"=", "+", "-", "@", "＋"}]


@pytest.mark.parametrize(
    ("path", "records"),
    [
        ("/v1/search?q=budget", "results"),
        ("/v1/transcripts", "transcripts"),
        ("/v1/transcripts/hostile", "turns"),
    ],
)
def test_lines(server: Served, path: str, records: str) -> None:
    response = get(server, path, NDJSON)
    assert response.headers["content-type"] == NDJSON
    found = [json.loads(line) for line in response.content.decode().split("\n") if line]
    assert found == get(server, path).json()[records]


def test_pages_of_tables(server: Served) -> None:
    address: str | None = "/v1/search?q=budget&limit=1&mode=lexical"
    seen = []
    while address is not None:
        response = get(server, address, NDJSON)
        seen += [json.loads(line)["turn"]["id"] for line in response.text.split("\n") if line]
        address = response.links.get("next", {}).get("url")
    assert sorted(seen) == ["hostile:0", "hostile:1"]


@pytest.mark.parametrize(
    "path",
    [
        "/v1/search?q=budget", "/v1/facets?q=budget", "/v1/transcripts", "/v1/transcripts/hostile",
        "/v1/transcripts/hostile/text", "/v1/turns/hostile:0", "/v1/speakers", "/v1/speakers/jane-doe",
        "/v1/quotes/verify?transcript=hostile&start=0&end=5",
    ],
)  # fmt: skip
def test_what_the_client_has_is_not_sent(server: Served, path: str) -> None:
    first = get(server, path)
    assert first.status_code == 200, first.text
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for condition in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = get(server, path, **{"If-None-Match": condition})
        assert (again.status_code, again.content) == (304, b""), condition
        assert again.headers["etag"] == tag
    assert get(server, path, **{"If-None-Match": '"other"'}).status_code == 200
    # With a tag, the date does not count.
    later = {"If-Modified-Since": "Sun, 06 Nov 2094 08:49:37 GMT"}
    assert get(server, path, **later).status_code == 304
    assert get(server, path, **later, **{"If-None-Match": '"other"'}).status_code == 200
    for since in ("Sun, 06 Nov 1994 08:49:37 GMT", "yesterday", ""):
        assert get(server, path, **{"If-Modified-Since": since}).status_code == 200


def test_errors_are_no_matches(server: Served) -> None:
    for headers in ({"If-None-Match": "*"}, {"If-Modified-Since": "Sun, 06 Nov 2094 08:49:37 GMT"}):
        assert get(server, "/v1/search?q=", **headers).status_code == 400
        assert get(server, "/v1/turns/hostile:99", **headers).status_code == 404


def test_each_form_has_its_tag(server: Served) -> None:
    for path in ("/v1/search?q=budget", "/v1/transcripts", "/v1/transcripts/hostile"):
        tags = {get(server, path, form).headers["etag"] for form in OFFERED}
        assert len(tags) == 3


def test_a_change_of_the_index_changes_the_tags(server: Served, folder: Path, encoder: Encoder) -> None:
    whole = ["/v1/search?q=budget", "/v1/facets?q=budget", "/v1/transcripts", "/v1/speakers"]
    own = "/v1/transcripts/hostile"
    before = {path: get(server, path).headers["etag"] for path in [*whole, own]}
    other = {**HOSTILE, "id": "other", "title": "Other"}
    (folder / "in" / "other.json").write_text(json.dumps(other), "utf-8")
    index_paths(folder / "index", [folder / "in"], encoder)
    for path in whole:
        answer = get(server, path, **{"If-None-Match": before[path]})
        assert answer.status_code == 200
        assert answer.headers["etag"] != before[path]
    assert get(server, own, **{"If-None-Match": before[own]}).status_code == 304
    (folder / "in" / "hostile.json").write_text(json.dumps({**HOSTILE, "venue": "Elsewhere"}), "utf-8")
    index_paths(folder / "index", [folder / "in"], encoder)
    assert get(server, own, **{"If-None-Match": before[own]}).json()["venue"] == "Elsewhere"


def test_when_it_changed_last() -> None:
    changed = datetime.datetime(2022, 2, 16, 12, 0, 5, tzinfo=datetime.UTC)
    validators = Validators('"a"', changed)
    soon = validators.headers(changed + datetime.timedelta(seconds=1))
    # Within that second it may change once more.
    assert "Last-Modified" not in soon
    later = validators.headers(changed + datetime.timedelta(seconds=2))
    assert parsedate_to_datetime(later["Last-Modified"]) == changed
    assert has_latest({"if-modified-since": "Wed, 16 Feb 2022 12:00:05 GMT"}, validators)
    assert has_latest({"if-modified-since": "Wednesday, 16-Feb-22 12:00:05 GMT"}, validators)
    assert not has_latest({"if-modified-since": "Wed, 16 Feb 2022 12:00:04 GMT"}, validators)
    assert not has_latest({"if-modified-since": "Wed, 16 Feb 2022 12:00:05 GMT"}, Validators('"a"'))


def test_head_is_get_without_the_body(server: Served) -> None:
    for path in (
        "/v1/search?q=budget",
        "/v1/transcripts",
        "/schema",
        "/health/live",
        "/v1/nowhere",
        "/v1/search",
    ):
        got, head = server.client.get(path), server.client.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        same = ("content-type", "etag", "content-length", "content-encoding")
        assert [head.headers.get(name) for name in same] == [got.headers.get(name) for name in same]
    refused = server.client.delete("/v1/search")
    assert refused.status_code == 405
    assert {"GET", "HEAD"} <= set(refused.headers["allow"].split(", "))
    options = server.client.options("/v1/transcripts/hostile")
    assert set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}
