"""A server as those see it who run one, and those who attack it: processes, signals, logs, headers, raw bytes."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.integrity.status import status
from search_api.keys import add_key
from tests.hostile.seeds import INTERVIEW
from tests.served import Served, served

PROXIED = {"X-Forwarded-For": "203.0.113.7"}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="module")
def index(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(sample_index, tmp_path_factory.mktemp("serving") / "index")


@pytest.fixture(scope="module")
def server(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    config = tmp_path_factory.mktemp("config") / "serve.toml"
    config.write_text(
        'trusted_proxies = ["127.0.0.1"]\nrate = 0.001\nburst = 5\nlog_format = "json"\nhsts = 60\n'
        'cors_origins = ["https://example.org"]\nheader_timeout = 0.5\nbody_timeout = 0.5\nmax_body = 2000000\n'
        "send_timeout = 0.5\n"
    )
    with served(index, "--config", str(config)) as running:
        yield running


def raw(server: Served, *parts: bytes) -> bytes:
    """What comes back for some bytes, until the server closes the connection."""
    address = httpx.URL(server.url)
    with socket.create_connection((address.host, address.port or 80), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
        out = b""
        while data := connection.recv(65536):
            out += data
        return out


def logged(server: Served, request_id: str) -> dict[str, Any]:
    """The access log's line of a request, waited for."""
    while True:
        for line in list(server.log):
            if request_id in line and '"status"' in line:
                found: dict[str, Any] = json.loads(line)
                return found
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/search?q=music", 200),
        ("/health/live", 200),
        ("/v1/search", 400),
        ("/nowhere", 404),
        ("/%00", 404),
        ("/schema/openapi.json", 200),
        ("/v1/transcripts/..%2f..%2fetc%2fpasswd", 404),
        ("/v1/transcripts/%2Fetc%2Fpasswd/text", 404),
        ("/v1/transcripts/%00", 404),
        ("/static/..%2f..%2fapp.py", 404),
    ],
)
def test_every_answer_has_the_headers(server: Served, path: str, status: int) -> None:
    answer = server.client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["strict-transport-security"] == "max-age=60"
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert "server" not in answer.headers


@pytest.mark.parametrize("given", ["abc-123", "A.b_c~d+/=", "x" * 128])
def test_a_harmless_request_id_is_taken(server: Served, given: str) -> None:
    assert server.client.get("/health/live", headers={"X-Request-ID": given}).headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given", [b"", b"a b", b"x" * 129, b'"><script>', b"a\tb", b"\xff\xfe", b"a%0d%0aX-Bad: 1"]
)
def test_another_is_made_anew(server: Served, given: bytes) -> None:
    answer = server.client.get("/health/live", headers=[(b"X-Request-ID", given)])
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert "x-bad" not in answer.headers


def test_too_many_connections(index: Path) -> None:
    with served(index, "--connections", "3") as server, contextlib.ExitStack() as stack:
        address = httpx.URL(server.url)
        for _ in range(3):
            stack.enter_context(socket.create_connection((address.host, address.port or 80)))
        out = raw(server, b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
        assert out.startswith(b"HTTP/1.1 503 ")
        assert json.loads(out.partition(b"\r\n\r\n")[2])["status"] == 503


def test_line_ends_in_a_header_are_no_headers(server: Served) -> None:
    out = raw(
        server,
        b"GET /health/live HTTP/1.1\r\nHost: a\r\nX-Request-ID: a\rX-Bad: 1\r\nConnection: close\r\n\r\n",
    )
    assert b"x-bad" not in out.lower().split(b"\r\n\r\n")[0].replace(b"x-request-id: a\rx-bad", b"")


def test_scripts_in_a_query_come_back_as_json_alone(server: Served) -> None:
    query = "<script>alert(1)</script>\r\nSet-Cookie: a=b"
    answer = server.client.get("/v1/search", params={"q": query})
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["query"] == query
    assert "set-cookie" not in answer.headers
    for path in ("/v1/turns/<script>alert(1)<", "/<script>alert(1)<"):
        error = server.client.get(path)
        assert error.headers["content-type"] == "application/problem+json"
        assert error.headers["x-content-type-options"] == "nosniff"


def test_a_query_of_a_million_characters(server: Served) -> None:
    out = raw(server, b"GET /v1/search?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    assert out.startswith(b"HTTP/1.1 431 ")
    assert server.client.get("/health/live").status_code == 200


def test_headers_without_end(server: Served) -> None:
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 100) for number in range(2000))
    assert raw(server, b"GET / HTTP/1.1\r\n" + lines).startswith(b"HTTP/1.1 431 ")


def test_slow_heads(server: Served) -> None:
    slow = raw(server, b"GET / HT")
    assert slow.startswith(b"HTTP/1.1 408 ")
    assert POLICY.encode() in slow
    assert json.loads(slow.partition(b"\r\n\r\n")[2])["status"] == 408
    # Nothing at all, and a second request that does not end.
    assert raw(server).startswith(b"HTTP/1.1 408 ")
    out = raw(server, b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET /hea")
    assert out.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in out


def sockets(server: Served) -> int:
    found = 0
    for path in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += str(path.readlink()).startswith("socket:")
    return found


def test_clients_that_do_not_read_delay_no_others(server: Served) -> None:
    address = httpx.URL(server.url)
    asked = b"GET /v1/transcripts/blinken-morning-joe HTTP/1.1\r\nHost: a\r\n\r\n" * 500
    server.client.get("/health/live")
    before = sockets(server)
    with contextlib.ExitStack() as stack:
        for _ in range(12):
            deaf = stack.enter_context(socket.socket())
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.connect((address.host, address.port))
            deaf.sendall(asked)
        assert server.client.get("/v1/search?q=music").status_code == 200
        # In the end they are let go of.
        while sockets(server) > before:
            time.sleep(0.05)
    assert not any("Traceback" in line for line in list(server.log))


def test_no_http_at_all(server: Served) -> None:
    assert raw(server, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20).startswith(b"HTTP/1.1 400 ")


def test_bodies_too_large_and_too_slow(server: Served, index: Path) -> None:
    head = b"PUT /v1/transcripts/big HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
    keyed = head + b"Authorization: Bearer " + add_key(index, "sender").encode() + b"\r\n"
    assert raw(server, keyed + b"Connection: close\r\nContent-Length: 2000001\r\n\r\n").startswith(
        b"HTTP/1.1 413 "
    )
    assert raw(server, keyed + b"Content-Length: 10\r\n\r\nabc").startswith(b"HTTP/1.1 408 ")
    chunk = b"%x\r\n" % 1_500_000 + b"a" * 1_500_000 + b"\r\n"
    chunked = keyed + b"Transfer-Encoding: chunked\r\n\r\n"
    assert raw(server, chunked, chunk, chunk).startswith(b"HTTP/1.1 413 ")
    assert raw(server, chunked, b"5\r\nabc").startswith(b"HTTP/1.1 408 ")
    # A client without a key is refused before the body is read.
    assert raw(server, head + b"Connection: close\r\nContent-Length: 1999999\r\n\r\n").startswith(
        b"HTTP/1.1 401 "
    )
    assert server.client.get("/v1/transcripts/big").status_code == 404


def test_length_and_chunks_together(server: Served) -> None:
    head = (
        b"PUT /v1/transcripts/a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    out = raw(server, head + b"0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert out.startswith(b"HTTP/1.1 400 ")
    assert out.count(b"HTTP/1.1 ") == 1


def test_one_client_is_slowed_down_not_the_others(server: Served) -> None:
    statuses = [server.client.get("/v1/search?q=a", headers=PROXIED).status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    refused = server.client.get("/v1/search?q=a", headers=PROXIED)
    assert int(refused.headers["retry-after"]) > 1
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["content-security-policy"] == POLICY
    other = server.client.get("/v1/search?q=a", headers={"X-Forwarded-For": "203.0.113.8"})
    assert other.status_code == 200
    # What the client itself wrote in front of it is not believed.
    forged = {"X-Forwarded-For": "203.0.113.99, 203.0.113.7"}
    assert server.client.get("/v1/search?q=a", headers=forged).status_code == 429


def test_the_log(server: Served) -> None:
    for given in ("find-me", "find-me-too"):
        server.client.get(
            "/v1/search?q=whatever+it+is", headers={"X-Request-ID": given} | {"X-Forwarded-For": "198.51.100.1"}
        )
        line = logged(server, f'"{given}"')
        assert (line["method"], line["path"], line["status"]) == ("GET", "/v1/search", 200)
        assert (line["client"], line["logger"], line["level"]) == ("198.51.100.1", "onrecord.access", "info")
        assert line["ms"] > 0
        assert line["time"].endswith("Z")
    assert not any("whatever" in line for line in server.log)


def test_no_line_of_the_log_can_be_forged(server: Served) -> None:
    server.client.get("/a%0A%7B%22status%22:1%7D%1b[31m", headers={"X-Request-ID": "forger"})
    line = logged(server, "forger")
    assert line["path"] == "/a%0A%7B%22status%22:1%7D%1b[31m"
    assert all(json.loads(line) for line in server.log)


def test_other_origins(server: Served) -> None:
    mine, theirs = {"Origin": "https://example.org"}, {"Origin": "https://example.com"}
    answer = server.client.get("/v1/search?q=a", headers=mine)
    assert answer.headers["access-control-allow-origin"] == "https://example.org"
    assert "origin" in answer.headers["vary"].lower()
    assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in server.client.get("/v1/search?q=a", headers=theirs).headers
    wanted = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "authorization"}
    preflight = server.client.options("/v1/transcripts/a", headers=mine | wanted)
    assert preflight.status_code == 204
    assert "PUT" in preflight.headers["access-control-allow-methods"]
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    assert (
        "access-control-allow-origin"
        not in server.client.options("/v1/search", headers=theirs | wanted).headers
    )
    # Refusals can be read too.
    for _ in range(6):
        refused = server.client.get("/v1/search?q=a", headers=mine | {"X-Forwarded-For": "203.0.113.20"})
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (429, "https://example.org")


def test_large_answers_are_compressed(server: Served) -> None:
    large = server.client.get("/v1/transcripts/blinken-morning-joe")
    assert large.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in large.headers["vary"].lower()
    assert "content-encoding" not in server.client.get("/health/live").headers
    plain = server.client.get("/v1/transcripts/blinken-morning-joe", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == large.content


def test_measures(server: Served, index: Path) -> None:
    def read() -> str:
        answer = server.client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain")
        return answer.text

    def value(text: str, name: str) -> float:
        return float(next(line for line in text.splitlines() if line.startswith(name + " ")).rsplit(" ", 1)[1])

    server.client.get("/v1/search?q=music")
    before = read()
    # A question that was asked lately is not read and encoded again.
    for topic in ("music", "the band", "playing guitar"):
        server.client.get("/v1/search", params={"q": f"{topic} measured"})
    after = read()
    counted = 'onrecord_request_seconds_count{method="GET",route="/v1/search",status="200"}'
    assert value(after, counted) == value(before, counted) + 3
    for stage in ("reading", "encoding", "dense", "lexical", "ranking", "results"):
        name = f'onrecord_search_stage_seconds_count{{stage="{stage}"}}'
        assert value(after, name) == value(before, name) + 3
    assert value(after, "onrecord_index_passages") == status(index).counts["passages"]
    # Addresses are without number, routes are not.
    for number in range(20):
        server.client.get(f"/none/{number}")
        server.client.request(f"M{number}", "/none")
    assert read().count('route="none"') < 100
    # Not for everybody.
    assert server.client.get("/metrics", headers={"X-Forwarded-For": "198.51.100.2"}).status_code == 401
    key = {"Authorization": f"Bearer {add_key(index, 'scraper')}"}
    assert server.client.get("/metrics", headers=key | {"X-Forwarded-For": "198.51.100.2"}).status_code == 200


def test_running_requests_are_finished(index: Path) -> None:
    key = add_key(index, "last")
    body = INTERVIEW.encode()
    head = (
        f"PUT /v1/transcripts/last HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with served(index, "--shutdown-timeout", "60") as server:
        address = httpx.URL(server.url)
        with socket.create_connection((address.host, address.port or 80), timeout=30) as connection:
            connection.sendall(head.encode() + body[:10])
            # It is being read when an answer to a later request is there.
            server.client.get("/health/live")
            server.process.send_signal(signal.SIGTERM)
            while not any("Shutting down" in line for line in list(server.log)):
                time.sleep(0.01)
            connection.sendall(body[10:])
            out = b""
            while data := connection.recv(65536):
                out += data
        assert out.startswith(b"HTTP/1.1 201 ")
        assert server.process.wait(timeout=30) == 0


def test_not_ready_before_the_end(index: Path) -> None:
    with served(index, "--shutdown-delay", "1.5") as server:
        assert server.client.get("/health/ready").status_code == 200
        server.process.send_signal(signal.SIGTERM)
        while (answer := server.client.get("/health/ready")).status_code == 200:
            pass
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        # Those who have not heard yet are still served.
        assert server.client.get("/v1/search?q=music").status_code == 200
        assert server.process.wait(timeout=30) == 0


def test_not_ready_without_its_index(sample_index: Path, tmp_path: Path) -> None:
    index = shutil.copytree(sample_index, tmp_path / "index")
    with served(index) as server:
        assert server.client.get("/health/ready").status_code == 200
        index.rename(tmp_path / "elsewhere")
        answer = server.client.get("/health/ready")
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
        assert str(tmp_path) not in answer.text
        assert server.client.get("/health/live").status_code == 200
        (tmp_path / "elsewhere").rename(index)
        assert server.client.get("/health/ready").status_code == 200


def test_two_workers(index: Path) -> None:
    with served(index, "--workers", "2", "--metrics", "open") as server:
        for _ in range(20):
            # Each on a connection of its own, so that both get some.
            assert httpx.get(f"{server.url}/v1/search?q=music", timeout=60).status_code == 200
        assert len(set(_started(server.log))) == 2
        counted = 'onrecord_request_seconds_count{method="GET",route="/v1/search",status="200"} 20.0'
        for _ in range(4):
            assert counted in httpx.get(f"{server.url}/metrics").text
        key = {"Authorization": f"Bearer {add_key(index, 'both')}", "Content-Type": "text/plain"}
        body = INTERVIEW.replace("rain", "zyzzyva")
        assert (
            httpx.put(f"{server.url}/v1/transcripts/both", content=body, headers=key, timeout=60).status_code
            == 201
        )
        for _ in range(10):
            # Both find it.
            assert "zyzzyva" in httpx.get(f"{server.url}/v1/search?q=zyzzyva&limit=1").text
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=60) == 0


def _started(log: list[str]) -> list[int]:
    found = (re.search(r"server process \[(\d+)\]", line) for line in list(log))
    return [int(match[1]) for match in found if match]


def _await(log: list[str], workers: int) -> list[int]:
    until = time.monotonic() + 60
    while len(started := _started(log)) < workers:
        assert time.monotonic() < until, f"{len(started)} of {workers} workers started"
        time.sleep(0.01)
    return started


def _ended(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def _is_free(port: int) -> bool:
    # The last threads of a process may go after it shows as ended, and its sockets with them.
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def test_a_worker_that_dies_is_replaced(index: Path) -> None:
    with served(index, "--workers", "2") as server:
        os.kill(_await(server.log, 2)[0], signal.SIGKILL)
        _await(server.log, 3)
        for _ in range(20):
            answer = httpx.get(f"{server.url}/v1/search?q=music", timeout=60)
            assert answer.json()["results"]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=60) == 0


def test_workers_that_are_just_starting_end_too(index: Path) -> None:
    for pause in (0.0, 0.01, 0.03, 0.1):
        with served(index, "--workers", "2") as server:
            # Not for something to happen: at some moment while they start.
            time.sleep(pause)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=60) == 0


def test_workers_end_with_the_process_that_started_them(index: Path) -> None:
    with served(index, "--workers", "2") as server:
        workers = _await(server.log, 2)
        server.process.kill()
        server.process.wait(timeout=60)
        port = httpx.URL(server.url).port or 0
        until = time.monotonic() + 60
        while not (all(_ended(worker) for worker in workers) and _is_free(port)):
            assert time.monotonic() < until, "they go on without it"
            time.sleep(0.01)


def test_an_address_in_use_is_reported(index: Path) -> None:
    with served(index, "--workers", "2") as server:
        port = str(httpx.URL(server.url).port)
        for workers in ("1", "2"):
            with (
                pytest.raises(AssertionError, match="the server cannot listen on"),
                served(index, "--port", port, "--workers", workers),
            ):
                pass


def test_a_worker_that_cannot_open_is_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="holds no index"), served(tmp_path / "none", "--workers", "2"):
        pass


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rate", "fast"), "--rate"),
        (("--port", "99999"), "--port"),
        (("--config", "none.toml"), "none.toml"),
    ],
)
def test_wrong_settings_end_it_at_once(index: Path, options: tuple[str, ...], said: str) -> None:
    with pytest.raises(AssertionError, match=said), served(index, *options):
        pass
