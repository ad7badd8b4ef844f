"""Faults of requests: each is named, in words for clients, and no request makes the server fail."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import OutOfTime, RequestInvalid
from search_api.search.batch import search_all
from search_api.search.searcher import Searcher
from tests.served import served

BATCH = "/v1/search/batch"
DATE = "give a date as YYYY-MM-DD (2022-02-16)."
RAW = re.compile(r"Expected|`|RFC|Invalid|truncated|malformed|\$|enum")
"""Words of validators and decoders, which are not for clients."""


@pytest.fixture(scope="module")
def client(sample_index: Path) -> Iterator[httpx.Client]:
    with served(sample_index) as server:
        yield server.client
        assert not [line for line in server.log if "Traceback" in line]


@pytest.mark.parametrize(
    ("path", "pointer", "hint"),
    [
        ("/v1/search?q=a&speakers=x", "/speakers", "did you mean speaker?"),
        ("/v1/search?q=a&from=2022-02-01", "/from", "date_from"),
        ("/v1/search?q=a&Limit=5", "/Limit", "did you mean limit?"),
        ("/v1/facets?q=a&limit=5", "/limit", "interpret"),
        ("/v1/transcripts?transcript=x", "/transcript", "there is no such parameter"),
        ("/v1/turns/x:1?context=1", "/context", "this takes none"),
        ("/v1/search?q=a&a%2Fb~=1", "/a~1b~0", "there is no such parameter"),
        ("/v1/search?q=a&limit=1&limit=2", "/limit", "give it once"),
        ("/v1/search?q=a&q=b", "/q", "give it once"),
        ("/v1/search?q=a&date_from=null", "/date_from", DATE),
        ("/v1/search?q=a&date_from=", "/date_from", DATE),
        ("/v1/search?q=a&date_from=2022-W07-3", "/date_from", DATE),
        ("/v1/search?q=a&date_to=20220216", "/date_to", DATE),
        ("/v1/search?q=a&date_to=0000-01-01", "/date_to", DATE),
        ("/v1/search?q=a&date_from=2022-03-01&date_to=2022-02-01", "/date_from", "swap them"),
        ("/v1/search?q=a&limit=", "/limit", "give a whole number from 1 to 100."),
        ("/v1/search?q=a&limit=1e3", "/limit", "give 1 to 100"),
        (f"/v1/search?q=a&limit={'9' * 4000}", "/limit", "is out of range; give 1 to 100."),
        ("/v1/search?q=a&limit=-1", "/limit", "give 1 to 100"),
        ("/v1/search?q=a&interpret=perhaps", "/interpret", "'perhaps' is not allowed; give true or false."),
        ("/v1/search?q=a&mode=", "/mode", "'' is not allowed; give one of ranked, hybrid, dense, lexical."),
        (
            "/v1/search?q=a&mode=foo",
            "/mode",
            "'foo' is not allowed; give one of ranked, hybrid, dense, lexical.",
        ),
        (
            "/v1/search?q=a&role=chair&role=king",
            "/role",
            "'king' is not allowed; give one of speaker, questioner,",
        ),
        ("/v1/transcripts?order=up", "/order", "'up' is not allowed; give one of newest, oldest."),
        ("/v1/turns/a:1/citation?format=apa", "/format", "give one of text, markdown, bibtex, ris, csl."),
        ("/v1/search", "/q", "this parameter is required; give text of 1 to 1,000 characters."),
        ("/v1/quotes/verify?transcript=a&start=1", "/end", "this parameter is required; give a whole number"),
        (f"/v1/search?q=a&mode={'x' * 999}", "/mode", f"'{'x' * 60}…' is not allowed"),
        ("/v1/search?q=%20%09", "/q", "empty"),
        ("/v1/search?q=%ff", "/q", "not valid UTF-8"),
        ("/v1/search?q=%ED%A0%80", "/q", "not valid UTF-8"),
        ("/v1/search?q=a&speaker=%c3", "/speaker", "not valid UTF-8"),
        ("/v1/speakers?%ff=a", "/\ufffd", "not valid UTF-8"),
        ("/v1/search?q=a&cursor=", "/cursor", "cursor"),
        ("/v1/search?q=a&cursor=%00", "/cursor", "damaged"),
        ("/v1/speakers?cursor=antony-blinken", "/cursor", "cursor"),
        ("/v1/speakers?prefix=" + "a" * 201, "/prefix", "200"),
        ("/v1/quotes/verify?transcript=blinken-morning-joe&start=-1&end=5", "/end", "offsets"),
        (
            "/v1/quotes/verify?transcript=blinken-morning-joe&start=a&end=5",
            "/start",
            "'a' is not allowed; give a whole number",
        ),
    ],
)
def test_the_field_is_named(client: httpx.Client, path: str, pointer: str, hint: str) -> None:
    response = client.get(path)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert [fault["pointer"] for fault in problem["errors"]] == [pointer]
    (detail,) = (fault["detail"] for fault in problem["errors"])
    assert hint in detail
    assert problem["detail"] == f"{pointer[1:].replace('~1', '/').replace('~0', '~')}: {detail}"
    assert not RAW.search(detail)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1", 404),
        ("GET", "/v1/", 404),
        ("GET", "/v2/search?q=a", 404),
        ("GET", "/v1/turns/", 404),
        ("GET", "/v1/turns/blinken-morning-joe:٣", 404),
        ("GET", "/v1/turns/" + "a" * 3000, 404),
        ("GET", "/v1/transcripts/%00", 404),
        ("GET", "/v1/transcripts/%ED%A0%80", 404),
        ("GET", "/v1/transcripts/%0D%0Ax:%20y/text", 404),
        ("GET", "/v1/speakers/%F0%9F%98%80", 404),
        ("POST", "/v1/search", 405),
        ("DELETE", "/v1/speakers/x", 405),
        ("PATCH", "/v1/transcripts/x", 405),
        ("GET", BATCH, 405),
        ("PUT", "/v1/transcripts/x", 401),
    ],
)
def test_other_refusals(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    if status == 405:
        assert response.headers["allow"]


ODD = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\x00\r\n\u2028\u202e\ufeff\U0010ffff\ud800%&=+#;/\\'\"<>")
)
PARAMETERS = ["q", "speaker", "date_from", "transcript", "role", "mode", "limit", "cursor", "context", "prefix"]
PATHS = ["/v1/search", "/v1/facets", "/v1/transcripts", "/v1/speakers", "/v1/quotes/verify"]


def percent(text: str) -> str:
    """Every byte percent-encoded, lone surrogates too."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(path=st.sampled_from(PATHS), pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), ODD), max_size=4))
def test_odd_parameters(client: httpx.Client, path: str, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={percent(value)}" for name, value in pairs)
    response = client.get(f"{path}?{query}")
    assert response.status_code in {200, 400, 404, 409}, response.text
    response.json()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(text=ODD.filter(lambda text: 0 < len(text.strip()) <= 1000))
def test_odd_questions(client: httpx.Client, text: str) -> None:
    response = client.get(f"/v1/search?q={percent(text)}&context=5")
    assert response.status_code in {200, 400}, response.text
    for accept in ("text/csv", "application/x-ndjson"):
        refused = client.get(f"/v1/search?q={percent(text)}", headers={"Accept": accept})
        assert refused.status_code == response.status_code


def batch(client: httpx.Client, *queries: Any) -> list[dict[str, Any]]:
    response = client.post(BATCH, json={"queries": queries})
    assert response.status_code == 200, response.text
    answers: list[dict[str, Any]] = response.json()["answers"]
    assert len(answers) == len(queries)
    return answers


def test_a_batch_answers_each(client: httpx.Client) -> None:
    good: dict[str, Any] = {
        "q": "Ukraine", "speaker": ["Antony Blinken"], "date_from": "2022-02-01", "role": ["speaker"],
        "mode": "hybrid", "limit": 2, "interpret": False, "context": 1,
    }  # fmt: skip
    bad: list[tuple[Any, int, str, str]] = [
        ({"q": ""}, 400, "/q", "'' is not allowed; give text of 1 to 1,000 characters."),
        ({"q": " "}, 400, "/q", "empty"),
        ({}, 400, "/q", "this field is required; give text of 1 to 1,000 characters."),
        ({"q": "a", "limit": "5"}, 400, "/limit", "'5' is not allowed; give a whole number from 1 to 100."),
        ({"q": "a", "limit": 101}, 400, "/limit", "101 is not allowed; give a whole number from 1 to 100."),
        ({"q": "a", "speakers": ["x"]}, 400, "/speakers", "there is no such field; did you mean speaker?"),
        ({"q": "a", "`$.q`": 1}, 400, "/`$.q`", "there is no such field; this takes context, cursor,"),
        ({"q": "a", "cursor": "x"}, 400, "/cursor", "take next_cursor as it is given."),
        ({"q": "a", "role": ["king"]}, 400, "/role", '["king"] is not allowed; give a list, each item one of'),
        ({"q": "a", "mode": "foo"}, 400, "/mode", "give one of dense, hybrid, lexical, ranked."),
        ({"q": "a", "date_to": "May"}, 400, "/date_to", "'May' is not allowed; give a date as YYYY-MM-DD"),
        ({"q": "a", "interpret": 1}, 400, "/interpret", "1 is not allowed; give true or false."),
        ({"q": "a", "speaker": ["Blinkin"]}, 404, "", "did you mean Antony Blinken"),
        (5, 400, "", "this is no JSON object; send an object with the field q."),
        (None, 400, "", "this is no JSON object"),
    ]
    answers = batch(client, good, *(query for query, _, _, _ in bad), good)
    alone = client.get("/v1/search", params=good).json()
    assert [answers[0], answers[-1]] == [{"status": 200, "answer": alone}] * 2
    for number, (_, status, pointer, hint) in enumerate(bad, start=1):
        answer = answers[number]
        problem = answer["problem"]
        assert answer["status"] == problem["status"] == status, answer
        assert "answer" not in answer
        assert hint in problem["detail"]
        assert not RAW.search(problem["detail"].replace("`$.q`", ""))
        pointers = [fault["pointer"] for fault in problem["errors"]]
        assert pointers == ([f"/queries/{number}{pointer}"] if status == 400 else [])


def test_a_batch_goes_on_with_cursors(client: httpx.Client) -> None:
    (first,) = batch(client, {"q": "Ukraine", "limit": 3})
    (second,) = batch(client, {"q": "Ukraine", "limit": 3, "cursor": first["answer"]["next_cursor"]})
    pages = [{result["turn"]["id"] for result in page["answer"]["results"]} for page in (first, second)]
    assert not pages[0] & pages[1]


@pytest.mark.parametrize(
    ("body", "pointer", "hint"),
    [
        (b'{"queries": []}', "/queries", "the list has 0 queries; send 1 to 100."),
        (b'{"queries": 5}', "/queries", "5 is not allowed; give a list."),
        (b'{"queries": [' + b",".join([b'{"q": "a"}'] * 101) + b"]}", "/queries", "has 101 queries"),
        (b'{"queries": [' + b",".join([b'{"q": "a", "limit": 100}'] * 11) + b"]}", "/queries", "1,100 results"),
        (b"[]", "", "this is no JSON object; send an object with the field queries."),
        (b"{}", "/queries", "this field is required; give a list."),
        (b'{"queries": [{"q": "a"}], "limit": 3}', "/limit", "there is no such field; this takes queries."),
        (b"", "", "the request has no body; send a JSON object."),
        (b"{", "", "the body is not valid JSON: it ends too early"),
        (b'{"queries" 5}', "", "the body is not valid JSON: there is a fault at byte 11"),
        (b"\xff\xfe", "", "not valid UTF-8 (byte 0)"),
        (b"[" * 5000, "", "nested too deeply"),
        (b'{"queries": ' + b"[" * 5000 + b"]" * 5000 + b"}", "", "nested too deeply"),
    ],
)
def test_a_body_that_is_no_batch(client: httpx.Client, body: bytes, pointer: str, hint: str) -> None:
    response = client.post(BATCH, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400, response.text
    (fault,) = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert hint in fault["detail"]
    assert not RAW.search(fault["detail"])


def test_queries_that_did_not_begin_in_time(searcher: Searcher) -> None:
    (refused,) = search_all(searcher.search, [{"q": "a"}], seconds=0)
    assert isinstance(refused, OutOfTime)
    (bad,) = search_all(searcher.search, [{"q": ""}], seconds=0)
    assert isinstance(bad, RequestInvalid)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rb'{"queries": [{"q": "\ud800"}]}', "\\ud800 (character 20) is a lone surrogate"),
        (rb'{"queries": [{"q": "a \uDC00\ud800 b"}]}', "is a lone surrogate"),
        (rb'{"queries": [{"\ud800": 1}]}', "is a lone surrogate"),
        (b'{"queries": [{"q": "\xff"}]}', "not valid UTF-8 (byte 20)"),
        (b'{"queries": [{"q": "\xed\xa0\x80"}]}', "not valid UTF-8"),
    ],
)
def test_bodies_that_are_no_text_are_called_that(client: httpx.Client, body: bytes, said: str) -> None:
    answer = client.post(BATCH, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
