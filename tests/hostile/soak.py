"""Fuzzing the readers; part of `make soak`.

    python -m tests.hostile.soak [CASES [FORMAT...]]

damages the examples of every reader and the files of `tests/cases` at random, reads them and attributes what is read.
Each case must give transcripts or one refusal, within limits of time and memory. Prints a line per format, and exits
with 1 if a case did not.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from indexer.directory.load import shipped
from tests.hostile.damage import damages_of
from tests.hostile.outcome import archive_outcome, outcome
from tests.hostile.seeds import archives, seeds_by_format

CASES = 10_000
MAX_SECONDS = 5.0
"""For a case; seeds are a few kilobytes."""
MAX_KIB = 2 * 1024**2
"""The maximum resident memory of this process."""


class FormatResult(msgspec.Struct):
    """How many cases were read, refused or a fault, and the seconds and the number of the slowest."""

    read: int = 0
    refused: int = 0
    faults: int = 0
    slowest: tuple[float, int] = (0.0, 0)


def case(name: str, number: int, formats: dict[str, list[bytes]]) -> bytes:
    """A damaged file of a format: the same for the same number, whatever was made before."""
    rng = random.Random(f"{name} {number}")  # noqa: S311 - repeatable, not secret
    seeds = formats[name]
    seed = seeds[number % len(seeds)]
    others = [seed for format_seeds in formats.values() for seed in format_seeds]
    return rng.choice(damages_of(seed))(seed, others, rng)


def fuzz(name: str, cases: int, formats: dict[str, list[bytes]], read: Callable[[bytes], str]) -> FormatResult:
    """Read a number of damaged files of a format; faults are printed."""
    result = FormatResult()
    for number in range(cases):
        data = case(name, number, formats)
        began = time.perf_counter()
        try:
            if read(data) == "read":
                result.read += 1
            else:
                result.refused += 1
        except Exception as error:  # noqa: BLE001 - any other error is a fault
            result.faults += 1
            print(f"{name}: case {number}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        result.slowest = max(result.slowest, (time.perf_counter() - began, number))
    return result


def main() -> int:
    """Fuzz all formats, or those given."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    directory = shipped()
    formats = seeds_by_format() | {name: [data] for name, data in archives().items()}
    faults = 0
    print(f"{'format':<22}{'cases':>8}{'read':>8}{'refused':>9}{'slowest s':>11}{'case':>8}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.bin"

        def read_archive(data: bytes) -> str:
            path.write_bytes(data)
            return archive_outcome(path)

        for name in sys.argv[2:] or formats:
            read = read_archive if name in archives() else partial(outcome, directory=directory)
            result = fuzz(name, cases, formats, read)
            seconds, slowest = result.slowest
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            faults += result.faults + (seconds > MAX_SECONDS) + (peak > MAX_KIB)
            print(
                f"{name:<22}{cases:>8}{result.read:>8}{result.refused:>9}{seconds:>11.3f}{slowest:>8}"
                f"{peak / 1024:>10.0f}",
                flush=True,
            )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
