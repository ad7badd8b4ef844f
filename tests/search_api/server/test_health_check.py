"""`onrecord serve --check`: what a container's health check runs follows the settings, from every source."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.assertions import assert_one_sentence
from tests.conftest import Program
from tests.served import served


@pytest.fixture(scope="module")
def port(sample_index: Path) -> Iterator[int]:
    with served(sample_index) as running:
        assert running.client.base_url.port is not None
        yield running.client.base_url.port


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that refuses connections, and that no other process can take."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def test_the_port_is_that_of_the_settings(
    program: Program, port: int, closed_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = (0, f"http://127.0.0.1:{port}/health/ready: ready\n", "")
    assert program("serve", "--check", "--port", port) == ready
    config = tmp_path / "serve.toml"
    config.write_text(f"port = {port}\n")
    assert program("serve", "--check", "--config", config) == ready
    monkeypatch.setenv("ONRECORD_CONFIG", str(config))
    assert program("serve", "--check") == ready
    config.write_text(f"port = {closed_port}\n")
    assert program("serve", "--check")[0] == 1
    # The environment goes before the file.
    monkeypatch.setenv("ONRECORD_PORT", str(port))
    assert program("serve", "--check") == ready


@pytest.mark.parametrize("host", ["0.0.0.0", "localhost"])  # noqa: S104 - nothing listens there
def test_a_server_on_all_addresses_is_asked_on_the_loopback(program: Program, port: int, host: str) -> None:
    code, out, _ = program("serve", "--check", "--host", host, "--port", port)
    assert (code, out.endswith(": ready\n")) == (0, True)


def test_it_fails_where_no_server_listens(program: Program, closed_port: int) -> None:
    code, out, errors = program("serve", "--check", "--port", closed_port)
    assert (code, out) == (1, "")
    assert_one_sentence(errors)
    assert f"http://127.0.0.1:{closed_port}/health/ready: no server answers" in errors
    assert "http://[::1]" in program("serve", "--check", "--host", "::", "--port", closed_port)[2]


def test_it_fails_where_the_server_is_not_ready(program: Program) -> None:
    class NotReady(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(503)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), NotReady) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        code, _, errors = program("serve", "--check", "--port", server.server_port)
        server.shutdown()
    assert code == 1
    assert_one_sentence(errors)
    assert "status 503" in errors


def test_a_server_at_any_free_port_cannot_be_checked(program: Program) -> None:
    code, _, errors = program("serve", "--check", "--port", "0")
    assert code == 2
    assert_one_sentence(errors)
