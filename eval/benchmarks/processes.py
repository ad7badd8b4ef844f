"""The memory, processor time and children of running processes, from Linux's /proc."""

import os
from pathlib import Path


def resident_mb(process: int) -> float:
    """The resident memory of a process in MB, including what it shares with others."""
    return _kilobytes(Path(f"/proc/{process}/status"), "VmRSS:") / 1024


def proportional_mb(process: int) -> float:
    """The memory of a process in MB, with each page divided by the number of processes that share it."""
    return _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Pss:") / 1024


def cpu_seconds(process: int) -> float:
    """The processor time that a process has used, with all its threads."""
    # The second field, a name in brackets, may hold spaces; the times are fields 14 and 15.
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(process: int) -> list[int]:
    """A process and all its descendants."""
    children = [child for thread in Path(f"/proc/{process}/task").iterdir() for child in _children(thread)]
    return [process, *(member for child in children for member in family(child))]


def _children(thread: Path) -> list[int]:
    try:
        return [int(child) for child in (thread / "children").read_text("utf-8").split()]
    except (FileNotFoundError, ProcessLookupError):
        # The thread has ended.
        return []


def _kilobytes(path: Path, name: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])
