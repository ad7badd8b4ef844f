"""The HTTP API from a server started as a process of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from search_api.server.address import is_loopback
from tests.served import served


@pytest.fixture(scope="module")
def client(sample_index: Path) -> Iterator[httpx.Client]:
    with served(sample_index) as server:
        yield server.client


def search(client: httpx.Client, **parameters: Any) -> dict[str, Any]:
    response = client.get("/v1/search", params=parameters)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_question_of_the_project(client: httpx.Client) -> None:
    answer = search(client, q="what did Blinken say about cyber attacks")
    assert set(answer) == {
        "query",
        "interpretation",
        "answered",
        "answer_probability",
        "results",
        "next_cursor",
    }
    assert answer["answered"] is True
    assert 0 < answer["answer_probability"] <= 1
    assert answer["interpretation"] == {
        "topic": "cyber attacks",
        "date_from": None,
        "date_to": None,
        "speakers": [
            {"id": "antony-blinken", "name": "Antony Blinken", "mention": "Blinken", "status": "resolved"}
        ],
        "unknown": [],
        "corrections": [],
    }
    first = answer["results"][0]
    assert set(first) >= {
        "rank", "score", "scores", "quote", "highlights", "speaker", "turn", "source", "question", "context",
        "transcript", "url",
    }  # fmt: skip
    assert first["turn"] == {"id": "blinken-morning-joe:16", "ordinal": 16, "role": "speaker"}
    text = client.get("/v1/transcripts/blinken-morning-joe/text").text
    assert first["source"]["start"] == text.index(first["quote"])
    assert first["source"]["end"] == first["source"]["start"] + len(first["quote"])
    assert first["speaker"] == {
        "id": "antony-blinken", "name": "Antony Blinken", "label": "SECRETARY BLINKEN", "status": "resolved",
    }  # fmt: skip
    assert first["question"]["turn"]["ordinal"] == 15
    assert first["url"] == "/t/blinken-morning-joe#turn-16"
    assert first["transcript"]["date"] == "2022-02-16"


@pytest.mark.parametrize("query", ["cyber attacks", "Ukraine", "what did Blinken say about music"])
def test_every_quote_is_the_slice_of_the_stored_text(client: httpx.Client, query: str) -> None:
    for result in search(client, q=query, limit=100, context=5)["results"]:
        text = client.get(f"/v1/transcripts/{result['transcript']['id']}/text").text
        context = [result["question"], *result["context"]["before"], *result["context"]["after"]]
        for quoted in [result, *filter(None, context)]:
            assert quoted["quote"] == text[quoted["source"]["start"] : quoted["source"]["end"]]
        turn = client.get(f"/v1/turns/{result['turn']['id']}").json()
        assert result["quote"] in turn["quote"]
        for lit in result["highlights"]:
            assert 0 <= lit["start"] < lit["start"] + lit["length"] <= len(result["quote"])


def test_a_transcript_has_its_turns(client: httpx.Client) -> None:
    transcript = client.get("/v1/transcripts/blinken-morning-joe").json()
    text = client.get("/v1/transcripts/blinken-morning-joe/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert [turn["turn"]["ordinal"] for turn in transcript["turns"]] == list(range(transcript["turn_count"]))
    for turn in transcript["turns"]:
        assert turn["quote"] == text.text[turn["source"]["start"] : turn["source"]["end"]]


def test_pages_over_http(client: httpx.Client) -> None:
    parameters: dict[str, Any] = {"q": "Ukraine", "limit": 15, "role": "questioner"}
    turns = client.get("/v1/transcripts/blinken-morning-joe").json()["turns"]
    questions = {turn["turn"]["id"] for turn in turns if turn["turn"]["role"] == "questioner"}
    seen: list[str] = []
    # One page too many would go on for ever.
    for _ in range(0, len(questions), parameters["limit"]):
        page = search(client, **parameters)
        seen += [result["turn"]["id"] for result in page["results"]]
        parameters["cursor"] = page["next_cursor"]
    assert parameters["cursor"] is None
    assert len(seen) == len(questions)
    assert set(seen) == questions


@pytest.mark.parametrize(
    ("path", "status", "pointer"),
    [
        ("/v1/search", 400, "/q"),
        ("/v1/search?q=", 400, "/q"),
        (f"/v1/search?q={'a' * 1001}", 400, "/q"),
        ("/v1/search?q=a&limit=0", 400, "/limit"),
        ("/v1/search?q=a&limit=x", 400, "/limit"),
        ("/v1/search?q=a&context=9", 400, "/context"),
        ("/v1/search?q=a&mode=magic", 400, "/mode"),
        ("/v1/search?q=a&role=king", 400, "/role"),
        ("/v1/search?q=a&date_from=2022-02-30", 400, "/date_from"),
        ("/v1/search?q=a&cursor=zzz", 400, "/cursor"),
        ("/v1/search?q=a&speaker=Blinkin", 404, None),
        ("/v1/transcripts/nothing", 404, None),
        ("/v1/transcripts/nothing/text", 404, None),
        ("/v1/transcripts/..%2F..%2Fetc%2Fpasswd", 404, None),
        ("/v1/turns/blinken-morning-joe:400", 404, None),
        ("/v1/turns/nothing", 404, None),
        ("/nowhere", 404, None),
    ],
)
def test_errors_are_problem_details(client: httpx.Client, path: str, status: int, pointer: str | None) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("application/problem+json")
    problem = response.json()
    assert problem["status"] == status
    assert problem["detail"]
    assert {"type", "title", "instance"} <= set(problem)
    if pointer:
        assert [fault["pointer"] for fault in problem["errors"]] == [pointer]


def test_near_matches_of_an_unknown_speaker(client: httpx.Client) -> None:
    problem = client.get("/v1/search", params={"q": "a", "speaker": "Blinkin"}).json()
    assert problem["candidates"][0] == "Antony Blinken"


def test_health_and_openapi(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    described = client.get("/schema/openapi.json").json()
    assert {
        "/v1/search", "/v1/transcripts/{transcript_id}", "/v1/transcripts/{transcript_id}/text",
        "/v1/speakers", "/v1/facets", "/v1/search/batch", "/v1/transcripts",
        "/v1/quotes/verify", "/v1/quotes/check",
        "/v1/speakers/{speaker_id}",
        "/v1/turns/{turn_id}", "/v1/turns/{turn_id}/citation", "/v1/feeds/search.atom",
        "/health/live", "/health/ready", "/metrics",
    } == set(described["paths"])  # fmt: skip


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [".".join("0000"), "::", "192.0.2.1", "example.org"])
def test_reachable_from_elsewhere(host: str) -> None:
    assert not is_loopback(host)


def test_a_quote_is_checked_against_its_source(client: httpx.Client) -> None:
    found = search(client, q="what did Blinken say about cyber attacks")["results"][0]
    place = {name: found["source"][name] for name in ("start", "end", "text_sha256")}
    cited = {"transcript": found["transcript"]["id"], **place}
    answer = client.get("/v1/quotes/verify", params=cited)
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "unchanged"
    assert answer.json()["quote"] == found["quote"]
    assert answer.json()["stands"] is True
    unknown = client.get("/v1/quotes/verify", params=cited | {"text_sha256": "0" * 64})
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, "application/problem+json")
    outside = client.get("/v1/quotes/verify", params=cited | {"end": 10**9})
    assert (outside.status_code, outside.json()["errors"][0]["pointer"]) == (400, "/end")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/static/style.css", 200),
        ("/static/vendor/htmx.min.js", 200),
        ("/static/%00", 404),
        (f"/static/{'a' * 5000}", 404),
        ("/static/..%2fpages.py", 404),
        ("/static/vendor", 404),
        ("/t/%00", 404),
        ("/t/..%2F..%2Fetc%2Fpasswd", 404),
        ("/t/blinken-morning-joe/around/" + "9" * 30, 404),
        ("/t/blinken-morning-joe/around/-1", 404),
        ("/speakers/%ed%a0%80", 404),
        ("/?q=%ff%00", 200),
        ("/?q=a&date_from=0001-01-01&date_to=9999-12-31", 200),
        ("/?q=a&cursor=%F0%9F%98%80", 400),
    ],
)
def test_pages_take_what_comes(client: httpx.Client, path: str, status: int) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == status
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_transcript_has_the_warnings_of_its_reading(client: httpx.Client) -> None:
    (warning,) = client.get("/v1/transcripts/blinken-morning-joe").json()["warnings"]
    assert "belong to no turn" in warning


def test_a_pasted_quote_is_judged(client: httpx.Client) -> None:
    found = search(client, q="what did Blinken say about cyber attacks")["results"][0]
    words = " ".join(found["readable"].split()[:12])

    def check(**parameters: str) -> dict[str, Any]:
        answer = client.get("/v1/quotes/check", params=parameters)
        assert answer.status_code == 200, answer.text
        judgement: dict[str, Any] = answer.json()
        return judgement

    judgement = check(text=f"“{words},” Blinken said.")
    assert (judgement["verdict"], judgement["speakers"][0]["id"]) == ("verbatim", "antony-blinken")
    match = judgement["matches"][0]
    assert set(match) >= {"speaker", "transcript", "source", "quote", "differences", "url"}
    assert match["speaker"] == found["speaker"]
    assert match["transcript"] == found["transcript"]
    assert match["source"]["text_sha256"] == found["source"]["text_sha256"]
    assert match["source"]["start"] == found["source"]["start"]
    assert client.get(match["url"]).status_code == 200
    altered = check(text=words.replace(" ", " not ", 1), speaker="Blinken")
    assert altered["verdict"] == "altered"
    difference = altered["matches"][0]["differences"][0]
    assert (difference["kind"], difference["given"], difference["said"]) == ("negation", "not", "")
    assert altered["text"][difference["start"] : difference["end"]] == "not"
    other = check(text=words, speaker="QUESTION")
    assert (other["verdict"], other["matches"][0]["speaker"]["id"]) == ("other_speaker", "antony-blinken")
    assert check(text="Penguins will colonize the moon before Tuesday")["matches"] == []


@pytest.mark.parametrize(
    ("parameters", "status"),
    [({}, 400), ({"text": "…"}, 400), ({"text": "x" * 10_001}, 400), ({"text": "x", "speaker": "Zorro"}, 404)],
)
def test_a_quote_that_cannot_be_judged_is_refused(
    client: httpx.Client, parameters: dict[str, str], status: int
) -> None:
    refused = client.get("/v1/quotes/check", params=parameters)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"


def test_the_page_that_checks_a_quote(client: httpx.Client) -> None:
    assert 'href="/check"' in client.get("/").text
    form = client.get("/check")
    assert form.status_code == 200
    assert "<textarea" in form.text
    assert "verdict" not in form.text
    found = search(client, q="what did Blinken say about cyber attacks")["results"][0]
    words = " ".join(found["readable"].split()[:12])
    altered = client.get("/check", params={"text": words.replace(" ", " not ", 1)}).text
    assert "the quote adds “not”" in altered
    assert '<mark class="changed">not</mark>' in altered
    assert found["transcript"]["title"] in altered
    assert "Verbatim" in client.get("/check", params={"text": words, "speaker": "Blinken"}).text
    assert "&lt;script&gt;" in client.get("/check", params={"text": "<script>x</script>"}).text
    for parameters, status in (({"text": "…"}, 400), ({"text": "x", "speaker": "Blinkne"}, 404)):
        refused = client.get("/check", params=parameters)
        assert (refused.status_code, "<textarea" in refused.text) == (status, True)
    # Each proposed name leads to the same check.
    assert "/check?text=x&amp;speaker=Antony+Blinken" in refused.text
