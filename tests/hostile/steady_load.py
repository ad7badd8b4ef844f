"""New questions at a fixed rate, whether the server keeps up or not; part of `make soak`.

    python -m tests.hostile.steady_load [SECONDS]

runs for a number of seconds, by default 60, and exits with 1 if there are errors, answers are slow, or memory grows too
much. The time of a question counts from when it is due, not from when it is sent: a server that stalls cannot hide it
by slowing its clients down.
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
from tests.hostile.mixed_load import memory_and_files
from tests.hostile.synthetic import synthetic_index
from tests.served import served

CLIENTS = 8
RATE = 60.0
"""Questions per second: half of what a process can answer."""
SECONDS = 60.0
PASSAGES = 10_000
MAX_P99_MS = 150.0
MAX_GROWTH_MB = 40


class SteadyLoadResult(msgspec.Struct):
    """The number of answers by status, the errors, the time of each answer, and the memory of the server."""

    statuses: dict[int, int] = {}
    errors: list[str] = []
    times_ms: list[float] = []
    early_mb: float = 0.0
    late_mb: float = 0.0

    def faults(self, allowed: frozenset[int] = frozenset({200})) -> list[str]:
        """Faults that do not depend on the speed of the machine."""
        faults = list(self.errors[:5])
        faults += [
            f"{count} answers were {status}" for status, count in self.statuses.items() if status not in allowed
        ]
        if self.late_mb > self.early_mb + MAX_GROWTH_MB:
            faults.append(f"memory grew from {self.early_mb:.0f} to {self.late_mb:.0f} MB")
        return faults

    def summary(self) -> str:
        """The figures on one line."""
        p50, p99 = np.quantile(self.times_ms, [0.5, 0.99])
        return (
            f"{len(self.times_ms)} answers {self.statuses}; p50 {p50:.1f} ms, p99 {p99:.1f} ms, "
            f"slowest {max(self.times_ms):.1f} ms; {self.early_mb:.0f} MB, then {self.late_mb:.0f} MB"
        )


class LoadPlan(msgspec.Struct, frozen=True):
    """Questions per second, the duration in seconds, and the server options and request headers."""

    rate: float = RATE
    seconds: float = SECONDS
    options: tuple[str, ...] = ()
    headers: dict[str, str] = {}


def run_steady_load(index: Path, plan: LoadPlan) -> SteadyLoadResult:
    """Serve an index and send distinct questions at a fixed rate."""
    result, lock = SteadyLoadResult(), threading.Lock()
    count = int(plan.rate * plan.seconds)
    distinct_questions = questions(sentences_of(None), count)
    with served(index, *plan.options) as server:
        address = urlsplit(server.url).netloc
        began = time.perf_counter() + 0.1

        def ask(number: int) -> None:
            with contextlib.closing(http.client.HTTPConnection(address, timeout=60)) as connection:
                for position in range(number, count, CLIENTS):
                    due = began + position / plan.rate
                    time.sleep(max(0.0, due - time.perf_counter()))
                    path = f"/v1/search?q={quote(distinct_questions[position])}"
                    try:
                        connection.request("GET", path, headers=plan.headers)
                        answer = connection.getresponse()
                        answer.read()
                    except (OSError, http.client.HTTPException) as error:
                        with lock:
                            result.errors.append(f"{type(error).__name__}: {error}")
                        continue
                    with lock:
                        result.statuses[answer.status] = result.statuses.get(answer.status, 0) + 1
                        result.times_ms.append(1000 * (time.perf_counter() - due))

        threads = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        threads[0].join(plan.seconds / 5)
        result.early_mb, _ = memory_and_files(server.process.pid)
        for thread in threads:
            thread.join()
        result.late_mb, _ = memory_and_files(server.process.pid)
    return result


def main() -> int:
    """Run the load, and print its figures and faults."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory(prefix="onrecord-steady-") as folder:
        result = run_steady_load(synthetic_index(Path(folder), PASSAGES), LoadPlan(seconds=seconds))
    faults = result.faults()
    if np.quantile(result.times_ms, 0.99) > MAX_P99_MS:
        faults.append(f"1 % of the answers took longer than {MAX_P99_MS:.0f} ms")
    print(result.summary())
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
