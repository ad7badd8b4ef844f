"""The end of a server: what was sent before is answered, and frozen workers hold up nothing."""

import os
import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest

from search_api.keys import add_key
from tests.hostile.seeds import INTERVIEW
from tests.hostile.shutdown import freeze_workers, shut_down_in_flight, started_workers, wait_until
from tests.served import served


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_what_is_in_flight_is_answered(sample_index: Path, workers: int) -> None:
    result = shut_down_in_flight(sample_index, workers)
    assert result.statuses == {200: 40}
    assert result.code == 0


def test_a_frozen_worker_is_replaced_and_holds_up_no_end(sample_index: Path) -> None:
    assert freeze_workers(sample_index).code == 0


def test_several_workers_keep_the_delay(sample_index: Path) -> None:
    with served(sample_index, "--workers", "2", "--shutdown-delay", "3") as server:
        started_workers(server, 2)
        assert httpx.get(f"{server.url}/health/ready").status_code == 200
        server.process.send_signal(signal.SIGTERM)
        # A connection each, so that both are asked.
        while httpx.get(f"{server.url}/health/ready").status_code == 200:
            pass
        statuses = [
            httpx.get(f"{server.url}{path}").status_code for path in ("/health/live", "/v1/search?q=music")
        ]
        assert statuses == [200, 200]
        assert server.process.wait(timeout=60) == 0


def test_a_connection_waits_for_the_successor_of_a_killed_worker(sample_index: Path) -> None:
    with served(sample_index, "--workers", "2") as server:
        workers = started_workers(server, 2)
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
            # Until all its threads have stopped it still accepts.
            wait_until(lambda: states(worker) == {"T"}, f"{worker} stopped")  # noqa: B023 - called in this turn alone
        address = httpx.URL(server.url)
        clients = [socket.create_connection((address.host, address.port or 80), timeout=60) for _ in range(12)]
        for client in clients:
            client.sendall(b"GET /v1/search?q=music HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        for client in clients:
            with client:
                assert client.recv(65536).startswith(b"HTTP/1.1 200 ")


def states(process: int) -> set[str]:
    """What the threads of a process do, in the letters of /proc."""
    stats = Path(f"/proc/{process}/task").glob("*/stat")
    return {stat.read_text("utf-8").rpartition(")")[2].split()[0] for stat in stats}


def test_measures_outlive_a_worker(sample_index: Path) -> None:
    counted = 'onrecord_request_seconds_count{method="GET",route="/v1/search",status="200"} %s.0'
    with served(sample_index, "--workers", "2", "--metrics", "open") as server:
        worker = started_workers(server, 2)[0]
        for _ in range(20):
            httpx.get(f"{server.url}/v1/search?q=music", timeout=60)
        assert counted % 20 in httpx.get(f"{server.url}/metrics").text
        os.kill(worker, signal.SIGKILL)
        started_workers(server, 3)
        for _ in range(5):
            httpx.get(f"{server.url}/v1/search?q=music", timeout=60)
        text = httpx.get(f"{server.url}/metrics").text
        assert counted % 25 in text
        assert "onrecord_requests_waiting 0.0" in text


def test_an_upload_under_way_is_finished_by_its_worker(sample_index: Path, tmp_path: Path) -> None:
    index = shutil.copytree(sample_index, tmp_path / "index")
    body = INTERVIEW.encode()
    head = (
        f"PUT /v1/transcripts/last HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {add_key(index, 'last')}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with served(index, "--workers", "2") as server:
        started_workers(server, 2)
        address = httpx.URL(server.url)
        with socket.create_connection((address.host, address.port or 80), timeout=60) as client:
            client.sendall(head.encode() + body[:10])
            server.process.send_signal(signal.SIGTERM)
            client.sendall(body[10:])
            assert client.recv(65536).startswith(b"HTTP/1.1 201 ")
        assert server.process.wait(timeout=60) == 0
