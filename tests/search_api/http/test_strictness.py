"""What is wrong with a request is told, whatever it is; nothing that is sent breaks the server."""

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
        ("/v1/search?q=a&date_from=null", "/date_from", "write it as 2022-02-16"),
        ("/v1/search?q=a&date_from=", "/date_from", "write it as 2022-02-16"),
        ("/v1/search?q=a&date_from=2022-W07-3", "/date_from", "write it as 2022-02-16"),
        ("/v1/search?q=a&date_to=20220216", "/date_to", "write it as 2022-02-16"),
        ("/v1/search?q=a&date_to=0000-01-01", "/date_to", "write it as 2022-02-16"),
        ("/v1/search?q=a&date_from=2022-03-01&date_to=2022-02-01", "/date_from", "swap them"),
        ("/v1/search?q=a&limit=", "/limit", "int"),
        ("/v1/search?q=a&limit=1e3", "/limit", "give 1 to 100"),
        (f"/v1/search?q=a&limit={'9' * 4000}", "/limit", ""),
        ("/v1/search?q=a&limit=-1", "/limit", "give 1 to 100"),
        ("/v1/search?q=a&interpret=perhaps", "/interpret", "bool"),
        ("/v1/search?q=a&mode=", "/mode", "enum"),
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
        ("/v1/quotes/verify?transcript=blinken-morning-joe&start=a&end=5", "/start", "int"),
    ],
)
def test_the_field_is_named(client: httpx.Client, path: str, pointer: str, hint: str) -> None:
    response = client.get(path)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert [one["pointer"] for one in problem["errors"]] == [pointer]
    assert hint in problem["errors"][0]["detail"]
    assert problem["detail"]


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
        told = client.get(f"/v1/search?q={percent(text)}", headers={"Accept": accept})
        assert told.status_code == response.status_code


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
    bad: list[tuple[Any, int, str | None]] = [
        ({"q": ""}, 400, "/q"),
        ({"q": " "}, 400, "/q"),
        ({}, 400, "/q"),
        ({"q": "a", "limit": "5"}, 400, "/limit"),
        ({"q": "a", "limit": 101}, 400, "/limit"),
        ({"q": "a", "speakers": ["x"]}, 400, "/speakers"),
        ({"q": "a", "cursor": "x"}, 400, "/cursor"),
        ({"q": "a", "role": ["king"]}, 400, "/role"),
        ({"q": "a", "speaker": ["Blinkin"]}, 404, None),
        (5, 400, ""),
        (None, 400, ""),
    ]
    answers = batch(client, good, *(one for one, _, _ in bad), good)
    alone = client.get("/v1/search", params=good).json()
    assert [answers[0], answers[-1]] == [{"status": 200, "answer": alone}] * 2
    for place, (_, status, pointer) in enumerate(bad, start=1):
        answer = answers[place]
        assert answer["status"] == answer["problem"]["status"] == status, answer
        assert "answer" not in answer
        found = [one["pointer"] for one in answer["problem"]["errors"]]
        assert found == ([] if pointer is None else [f"/queries/{place}{pointer}"])


def test_a_batch_goes_on_with_cursors(client: httpx.Client) -> None:
    (first,) = batch(client, {"q": "Ukraine", "limit": 3})
    (second,) = batch(client, {"q": "Ukraine", "limit": 3, "cursor": first["answer"]["next_cursor"]})
    pages = [{one["turn"]["id"] for one in page["answer"]["results"]} for page in (first, second)]
    assert not pages[0] & pages[1]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"queries": []}', "/queries"),
        (b'{"queries": 5}', "/queries"),
        (b'{"queries": [' + b",".join([b'{"q": "a"}'] * 101) + b"]}", "/queries"),
        (b'{"queries": [' + b",".join([b'{"q": "a", "limit": 100}'] * 11) + b"]}", "/queries"),
        (b"[]", ""),
        (b"{}", ""),
        (b'{"queries": [{"q": "a"}], "limit": 3}', ""),
        (b"", None),
        (b"{", None),
        (b"\xff\xfe", None),
        (b"[" * 5000, None),
        (b'{"queries": ' + b"[" * 5000 + b"]" * 5000 + b"}", None),
    ],
)
def test_a_batch_that_is_none(client: httpx.Client, body: bytes, pointer: str | None) -> None:
    response = client.post(BATCH, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400, response.text
    if pointer is not None:
        assert [one["pointer"] for one in response.json()["errors"]] == [pointer]


def test_what_is_not_come_to_in_time_is_told(searcher: Searcher) -> None:
    (told,) = search_all(searcher.search, [{"q": "a"}], seconds=0)
    assert isinstance(told, OutOfTime)
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
