"""Fuzzing the readers; part of `make soak`.

    python -m tests.hostile.soak [CASES [FORMAT...]]

damages valid files at random and reads them. Each must give transcripts or one refusal, within limits of time and
memory. Prints a line per format, and exits with 1 if a case did not.
"""

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from indexer.directory.load import shipped
from tests.hostile.damage import damaged, damaged_inside, damaged_values
from tests.hostile.outcome import archive_outcome, outcome
from tests.hostile.seeds import archives, json_seeds, seeds

CASES = 10_000
MAX_SECONDS = 5.0
"""For a case; seeds are a few kilobytes."""
MAX_KIB = 2 * 1024**2
"""The maximum resident memory of this process."""


def main() -> int:
    """Fuzz all formats, or those given."""
    chosen = set(sys.argv[2:])
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    directory = shipped()
    files = seeds() | archives()
    files["docx-inside"] = files["docx"]
    values = json_seeds()
    faults = 0
    print(f"{'format':<22}{'cases':>8}{'read':>8}{'refused':>9}{'slowest s':>11}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.bin"
        for name, seed in files.items():
            if chosen and name not in chosen:
                continue
            rng = random.Random(name)  # noqa: S311 - repeatable, not secret
            counts = {"read": 0, "refused": 0}
            slowest = 0.0
            for number in range(cases):
                damage = damaged_inside if name == "docx-inside" else damaged
                if name in values and number % 2:
                    data = damaged_values(seed, rng)
                else:
                    data = damage(seed, list(files.values()), rng)
                began = time.perf_counter()
                try:
                    if name in archives():
                        path.write_bytes(data)
                        counts[archive_outcome(path)] += 1
                    else:
                        counts[outcome(data, directory)] += 1
                except Exception as error:  # noqa: BLE001 - any other error is a fault
                    faults += 1
                    print(f"{name}: case {number}: {type(error).__name__}: {error}", file=sys.stderr)
                slowest = max(slowest, time.perf_counter() - began)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            faults += slowest > MAX_SECONDS or peak > MAX_KIB
            print(
                f"{name:<22}{cases:>8}{counts['read']:>8}{counts['refused']:>9}{slowest:>11.3f}{peak / 1024:>10.0f}",
                flush=True,
            )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
