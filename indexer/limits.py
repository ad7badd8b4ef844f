"""Limits of memory and time that a process sets itself, where the system has them."""

import contextlib
import os
import sys
from pathlib import Path

import indexer


def limit(memory: int, seconds: float) -> None:
    """Let this process hold so many bytes of address space at most, and compute for so many seconds more.

    Windows has no such limits, and macOS refuses that of memory: whoever started the process still ends it in time.
    """
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(used + seconds) + 1)):
        _, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # One that cannot be set is no reason to read nothing.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, hard))


def lower_priority() -> None:
    """Leave the processor to others who want it."""
    if hasattr(os, "nice"):
        os.nice(10)


def module_command(module: str) -> tuple[list[str], dict[str, str]]:
    """How one of our modules is run as a program: the command and its environment.

    The folder at hand is no place to import from: it may hold anybody's files.
    """
    ours = str(Path(indexer.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [ours, os.environ.get("PYTHONPATH")]))
    return [sys.executable, "-P", "-m", module], os.environ | {"PYTHONPATH": path}
