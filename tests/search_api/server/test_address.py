"""What absolute links begin with: never what a stranger calls the server."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.served import Served, served

FEED = "/v1/feeds/search.atom?q=music"
CITATION = "/v1/turns/blinken-morning-joe:16/citation"
PATHS = (
    FEED,
    CITATION,
    "/?q=music",
    "/t/blinken-morning-joe",
    "/v1/search?q=music",
    "/schema/openapi.json",
    "/nowhere",
)


@pytest.fixture(scope="module")
def server(sample_index: Path) -> Iterator[Served]:
    with served(sample_index, "--trusted-proxies", "127.0.0.1") as running:
        yield running


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Host": "203.0.113.9"},
        {"Host": "localhost.evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "evil"},
        {"Forwarded": "host=evil.example;proto=evil"},
    ],
)
def test_links_follow_no_foreign_host(server: Served, path: str, headers: dict[str, str]) -> None:
    answer = server.client.get(path, headers=headers)
    said = answer.text + str(answer.headers)
    assert "evil" not in said
    assert "203.0.113.9" not in said
    if path in {FEED, CITATION}:
        assert f"{server.url}/" in said


@pytest.mark.parametrize("host", ["localhost:9000", "LOCALHOST", "127.0.0.1:9000", "[::1]:9000"])
def test_this_machine_may_know_it_by_another_port(server: Served, host: str) -> None:
    for path in (FEED, CITATION):
        assert f"http://{host}/" in server.client.get(path, headers={"Host": host}).text


def test_a_public_address_goes_before_all(sample_index: Path) -> None:
    with served(sample_index, "--public-url", "https://quotes.example/archive/") as server:
        for path in (FEED, CITATION):
            for host in ("evil.example", "localhost"):
                text = httpx.get(f"{server.url}{path}", headers={"Host": host}).text
                assert "https://quotes.example/archive/" in text
                assert "evil" not in text
                assert "localhost" not in text
