"""Steady load: new questions come at a fixed rate, whether the server keeps up or not; `make soak` does it a minute.

A question's time counts from when it was due, not from when a client got round to asking it: a server that stalls does
not hide it by slowing its clients down.
"""

import contextlib
import http.client
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec
import numpy as np

from eval.benchmarks.questions import questions
from eval.benchmarks.synthetic import sentences_of
from tests.hostile.load import held
from tests.hostile.synthetic import synthetic_index
from tests.served import served

CLIENTS = 8
RATE = 60.0
"""Questions a second: half of what a process answers."""
SECONDS = 60.0
PASSAGES = 10_000
SLOWEST_MS = 150.0
"""What 99 of 100 questions may take at most."""
GROWTH_MB = 40


class Steady(msgspec.Struct):
    """What came of it: how many answers of each status, and when they were there, in milliseconds."""

    statuses: dict[int, int] = {}
    errors: list[str] = []
    times_ms: list[float] = []
    early_mb: float = 0.0
    late_mb: float = 0.0

    def faults(self, allowed: frozenset[int] = frozenset({200})) -> list[str]:
        """What is wrong with it, however fast the machine is."""
        found = list(self.errors[:5])
        found += [
            f"{count} answers were {status}" for status, count in self.statuses.items() if status not in allowed
        ]
        if self.late_mb > self.early_mb + GROWTH_MB:
            found.append(f"memory grew from {self.early_mb:.0f} to {self.late_mb:.0f} MB")
        return found

    def summary(self) -> str:
        """The figures in a line."""
        p50, p99 = np.quantile(self.times_ms, [0.5, 0.99])
        return (
            f"{len(self.times_ms)} answers {self.statuses}; p50 {p50:.1f} ms, p99 {p99:.1f} ms, "
            f"slowest {max(self.times_ms):.1f} ms; {self.early_mb:.0f} MB, then {self.late_mb:.0f} MB"
        )


class Offered(msgspec.Struct, frozen=True):
    """What is offered: questions a second, for so many seconds, under what server options and request headers."""

    rate: float = RATE
    seconds: float = SECONDS
    options: tuple[str, ...] = ()
    headers: dict[str, str] = {}


def put_steadily(index: Path, offered: Offered) -> Steady:
    """Serve an index and ask at a fixed rate."""
    steady, lock = Steady(), threading.Lock()
    count = int(offered.rate * offered.seconds)
    # No question comes twice.
    asked = questions(sentences_of(None), count)
    with served(index, *offered.options) as server:
        address = urlsplit(server.url).netloc
        began = time.perf_counter() + 0.1

        def ask(number: int) -> None:
            with contextlib.closing(http.client.HTTPConnection(address, timeout=60)) as connection:
                for at in range(number, count, CLIENTS):
                    due = began + at / offered.rate
                    time.sleep(max(0.0, due - time.perf_counter()))
                    path = f"/v1/search?q={quote(asked[at])}"
                    try:
                        connection.request("GET", path, headers=offered.headers)
                        answer = connection.getresponse()
                        answer.read()
                    except (OSError, http.client.HTTPException) as error:
                        with lock:
                            steady.errors.append(f"{type(error).__name__}: {error}")
                        continue
                    with lock:
                        steady.statuses[answer.status] = steady.statuses.get(answer.status, 0) + 1
                        steady.times_ms.append(1000 * (time.perf_counter() - due))

        threads = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        threads[0].join(offered.seconds / 5)
        steady.early_mb, _ = held(server.process.pid)
        for thread in threads:
            thread.join()
        steady.late_mb, _ = held(server.process.pid)
    return steady


def main() -> int:
    """Ask for as many seconds as the first argument says."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory(prefix="onrecord-steady-") as folder:
        steady = put_steadily(synthetic_index(Path(folder), PASSAGES), Offered(seconds=seconds))
    faults = steady.faults()
    if np.quantile(steady.times_ms, 0.99) > SLOWEST_MS:
        faults.append(f"one in a hundred took longer than {SLOWEST_MS:.0f} ms")
    print(steady.summary())
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
