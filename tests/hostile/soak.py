"""Fuzzing at length: `make soak`. Prints a line a format and exits with 1 on any other outcome than two.

A case is a seeded damage to a valid file; it must end in a transcript or one refusal, within seconds of this
process's time for its size.
"""

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.damage import damaged, damaged_inside
from tests.hostile.outcome import archive_outcome, outcome, people
from tests.hostile.seeds import archives, seeds

CASES = 10_000
SLOWEST = 5.0
"""Seconds a case; seeds are a few kilobytes."""
MEMORY = 2 * 1024**2
"""KiB that this process may reach."""


def main() -> int:
    """Run all formats, or those named."""
    wanted = set(sys.argv[2:])
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    directory = people()
    whole = seeds() | archives()
    whole["docx-inside"] = whole["docx"]
    faults = 0
    print(f"{'format':<22}{'cases':>8}{'read':>8}{'refused':>9}{'slowest s':>11}{'peak MiB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.bin"
        for name, seed in whole.items():
            if wanted and name not in wanted:
                continue
            chance = random.Random(name)  # noqa: S311 - repeatable, not secret
            counts = {"read": 0, "refused": 0}
            slowest = 0.0
            for number in range(cases):
                damage = damaged_inside if name == "docx-inside" else damaged
                data = damage(seed, list(whole.values()), chance)
                began = time.perf_counter()
                try:
                    if name in archives():
                        path.write_bytes(data)
                        counts[archive_outcome(path)] += 1
                    else:
                        counts[outcome(data, directory)] += 1
                # Whatever else is raised is what this looks for.
                except Exception as error:  # noqa: BLE001
                    faults += 1
                    print(f"{name}: case {number}: {type(error).__name__}: {error}", file=sys.stderr)
                slowest = max(slowest, time.perf_counter() - began)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            faults += slowest > SLOWEST or peak > MEMORY
            print(
                f"{name:<22}{cases:>8}{counts['read']:>8}{counts['refused']:>9}{slowest:>11.3f}{peak / 1024:>10.0f}",
                flush=True,
            )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
