"""How many processor cores this process may use."""

import os


def usable_cores() -> int:
    """The number of cores that this process is bound to, or of all cores if the system does not report that."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
