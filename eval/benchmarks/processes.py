"""What running processes hold, as Linux tells it in /proc."""

import os
from pathlib import Path


def resident_mb(process: int) -> float:
    """The memory of a process in MB, with what it shares with others."""
    return _kilobytes(Path(f"/proc/{process}/status"), "VmRSS:") / 1024


def proportional_mb(process: int) -> float:
    """The same, each page shared out among those who have it: over processes, what they share counts once."""
    return _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Pss:") / 1024


def cpu_seconds(process: int) -> float:
    """The processor time that a process has taken, with all its threads."""
    # The name may hold spaces; what is behind it begins with the third field, and the times are the 14th and 15th.
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """A process and all that it started, and those did."""
    started = [child for thread in Path(f"/proc/{process}/task").iterdir() for child in _started(thread)]
    return [process, *(member for child in started for member in family(child))]


def _started(thread: Path) -> list[int]:
    try:
        return [int(child) for child in (thread / "children").read_text("utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        # It ended since it was listed.
        return []


def _kilobytes(path: Path, name: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])
