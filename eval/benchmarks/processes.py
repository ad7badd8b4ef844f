"""What running processes hold, as Linux tells it in /proc."""

from pathlib import Path


def resident_mb(process: int) -> float:
    """The memory of a process in MB, with what it shares with others."""
    return _kilobytes(Path(f"/proc/{process}/status"), "VmRSS:") / 1024


def proportional_mb(process: int) -> float:
    """The same, each page shared out among those who have it: over processes, what they share counts once."""
    return _kilobytes(Path(f"/proc/{process}/smaps_rollup"), "Pss:") / 1024


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
