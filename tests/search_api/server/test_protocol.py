"""The bytes of HTTP: what is refused before the application sees it, and what is no request of its own."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from search_api.keys import add_key
from tests.hostile.flood import FLOODS, flood
from tests.served import Served, served

PUT = b"PUT /v1/transcripts/a HTTP/1.1\r\nHost: a\r\n"
BATCH = b"POST /v1/search/batch HTTP/1.1\r\nHost: a\r\n"
LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
ONE_QUERY = b'{"queries":[{"q":"music"}]}'


@pytest.fixture(scope="module")
def index(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(sample_index, tmp_path_factory.mktemp("protocol") / "index")


@pytest.fixture(scope="module")
def server(index: Path) -> Iterator[Served]:
    with served(index, "--header-timeout", "2", "--body-timeout", "2") as running:
        yield running


def raw(server: Served, *parts: bytes) -> bytes:
    """What comes back for some bytes, until the server closes the connection."""
    address = httpx.URL(server.url)
    out = b""
    with socket.create_connection((address.host, address.port or 80), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
        try:
            while data := connection.recv(65536):
                out += data
        except ConnectionResetError:
            pass
    return out


def statuses(out: bytes) -> list[int]:
    return [int(part[:3]) for part in out.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("form", FLOODS)
def test_floods_are_refused_and_not_kept(server: Served, form: str) -> None:
    server.client.get("/v1/search?q=music")
    found = flood(server, form, megabytes=20, connections=2)
    assert found.grown_mb < 20
    assert found.statuses == {413} or found.statuses & {400, 431} or form.startswith("pipelined")


def test_a_blank_line_keeps_no_connection_open(server: Served) -> None:
    address = httpx.URL(server.url)
    with socket.create_connection((address.host, address.port or 80), timeout=20) as connection:
        connection.sendall(LIVE)
        out = connection.recv(65536)
        connection.sendall(b"\r\n")
        while data := connection.recv(65536):
            out += data
    assert statuses(out) == [200, 408]


@pytest.mark.parametrize(
    ("sent", "expected"), [(LIVE, [200]), (LIVE * 3, [200] * 3), (LIVE[:-2], []), (LIVE + LIVE[:-2], [200])]
)
def test_a_client_that_sends_no_more_still_gets_its_answers(
    server: Served, sent: bytes, expected: list[int]
) -> None:
    address = httpx.URL(server.url)
    with socket.create_connection((address.host, address.port or 80), timeout=30) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        out = b"".join(iter(lambda: connection.recv(65536), b""))
    # A request that is cut off may end the connection before the answer to the one before it.
    assert statuses(out) == expected or (sent.endswith(LIVE[:-2]) and statuses(out) == [])


def test_trailers_are_no_headers(index: Path, server: Served) -> None:
    key = add_key(index, "trailing").encode()
    chunks = b"%x\r\n%s\r\n0\r\n" % (len(ONE_QUERY), ONE_QUERY)
    head = BATCH + b"Content-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    out = raw(server, head + b"\r\n" + chunks + b"X-Request-ID: from-a-trailer\r\n\r\n")
    assert statuses(out) == [200]
    assert b"from-a-trailer" not in out
    put = PUT + b"Content-Type: text/plain\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    out = raw(server, put + b"1\r\na\r\n0\r\nAuthorization: Bearer " + key + b"\r\n\r\n")
    assert statuses(out) == [401]


@pytest.mark.parametrize(
    ("request_bytes", "said"),
    [
        (b"GET /health/live HTTP/1.1\r\n\r\n", "no Host"),
        (b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "2 Host"),
        (b"GET /health/live HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", "2 Host"),
        (b"GET /health/live HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "2 Host"),
        (b"GET /health/live HTTP/1.1\r\nHost: a/b\r\n\r\n", "not a host"),
        (b"GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n", "not a host"),
        (b"GET /health/live HTTP/1.1\r\nHost: user@a\r\n\r\n", "not a host"),
        (b"GET /health/live HTTP/1.1\r\nHost: a:port\r\n\r\n", "not a host"),
    ],
)
def test_one_host(server: Served, request_bytes: bytes, said: str) -> None:
    out = raw(server, request_bytes)
    assert statuses(out) == [400]
    assert said in json.loads(out.partition(b"\r\n\r\n")[2])["detail"]


@pytest.mark.parametrize("host", [b"Host: [::1]:8000\r\n", b"Host: a_b.example\r\n", b"Host:\r\n"])
def test_hosts_in_form(server: Served, host: bytes) -> None:
    assert statuses(raw(server, b"GET /health/live HTTP/1.1\r\nConnection: close\r\n" + host + b"\r\n")) == [
        200
    ]


def test_http_1_0_goes_without_a_host(server: Served) -> None:
    assert statuses(raw(server, b"GET /health/live HTTP/1.0\r\n\r\n")) == [200]


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 5\r\n",
        b"Content-Length: 4, 5\r\n",
        b"Content-Length: +4\r\n",
        b"Content-Length: 0x4\r\n",
        b"Content-Length : 4\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: \x0bchunked\r\n",
        b"Transfer-Encoding: chunked\nX: y\r\n",
        b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n",
        b"X: a\x00b\r\nContent-Length: 4\r\n",
    ],
)
def test_bodies_whose_end_is_in_doubt(server: Served, framing: bytes) -> None:
    """What two servers could read in two ways is refused: the rest would be a request of its own to one of them."""
    out = raw(server, BATCH + framing + b"\r\n0\r\n\r\n" + LAST)
    assert statuses(out) == [400]


@pytest.mark.parametrize("size", [b"-1", b"0x1", b"1 1", b"fffffffffffffffff", b"", b"g"])
def test_sizes_of_chunks(server: Served, size: bytes) -> None:
    out = raw(server, BATCH + b"Transfer-Encoding: chunked\r\n\r\n" + size + b"\r\na\r\n0\r\n\r\n" + LAST)
    assert statuses(out) == [400]


@pytest.mark.parametrize("rest", [b"Content-Length: 27\r\n\r\n" + ONE_QUERY, b"\r\n"])
def test_nothing_behind_an_upgrade_is_a_request(server: Served, rest: bytes) -> None:
    """The parser leaves the body of such a request unread."""
    head = BATCH + b"Content-Type: application/json\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
    for parts in ((head + rest + LIVE,), (head + rest, LIVE)):
        out = raw(server, *parts)
        assert statuses(out) == [400]


def test_an_upgrade_is_answered_as_if_it_were_none(server: Served) -> None:
    head = b"GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    assert statuses(raw(server, head)) == [200]


def test_requests_in_a_row(server: Served) -> None:
    assert statuses(raw(server, LIVE * 5 + LAST)) == [200] * 6
    # Beyond a number of requests at once the connection ends, and each answer is that of its request.
    search = b"GET /v1/search?q=music HTTP/1.1\r\nHost: a\r\n\r\n"
    found = statuses(raw(server, search + LIVE * 100))
    assert found == [200] * len(found)
    assert 1 < len(found) < 20
    # What is no HTTP, or out of bounds, takes no other request's answer.
    for wrong in (b"no http\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n"):
        assert statuses(raw(server, search + wrong)) == [200]


def test_a_queued_request_whose_body_breaks_is_dropped(server: Served) -> None:
    search = b"GET /v1/search?q=music HTTP/1.1\r\nHost: a\r\n\r\n"
    broken = BATCH + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n"
    assert statuses(raw(server, search + broken)) == [200]


def test_nothing_behind_the_last_request_is_one(server: Served) -> None:
    assert statuses(raw(server, LAST + LIVE)) == [200]
