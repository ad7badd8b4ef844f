"""How long `onrecord serve` takes from its start to its first answer, over the sample."""

import http
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embeddings.models import DEFAULT_MODEL
from indexer.index import open_encoder
from indexer.pipeline import index_paths
from indexer.sample import sample_folder

RUNS = 5
_GIVE_UP_S = 60.0
_PATH = "/v1/search?q=what+did+Blinken+say+about+cyber+attacks"


def first_answer(index: Path) -> float:
    """Seconds from the start of a server's process to its first answer."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    command = [sys.executable, "-m", "onrecord", "serve", "--index", str(index), "--port", str(port)]
    started = time.monotonic()
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        # The line that says it listens is the event to wait for; at the end of the log it has died.
        if server.stderr is None or not any("Uvicorn running" in line for line in server.stderr):
            raise ChildProcessError("the server ended before it listened")
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=_GIVE_UP_S)
        client.request("GET", _PATH)
        status = client.getresponse().status
        seconds = time.monotonic() - started
        client.close()
        if status != http.HTTPStatus.OK:
            raise ValueError(f"the server answered {status}")
        return seconds
    finally:
        server.terminate()
        server.communicate()


def main() -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        index = Path(folder) / "index"
        index_paths(index, [sample_folder()], open_encoder(DEFAULT_MODEL))
        seconds = [first_answer(index) for _ in range(RUNS)]
    figures = {"serve_to_first_answer_s": {"median": statistics.median(seconds), "max": max(seconds)}}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
