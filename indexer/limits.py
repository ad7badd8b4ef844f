"""Limits of memory and time that a process sets for itself, where the system supports them."""

import contextlib
import os
import sys
from pathlib import Path

import indexer


def limit(memory: int, seconds: float) -> None:
    """Limit the address space of this process, in bytes, and its further processor time, in seconds.

    Windows has no such limits, and macOS none for memory; there, the parent process kills this one when time is up.
    """
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    for kind, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, int(used + seconds) + 1)):
        _, hard = resource.getrlimit(kind)
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # Reading goes on without a limit that cannot be set.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def lower_priority() -> None:
    """Let other processes have the processor first."""
    if hasattr(os, "nice"):
        os.nice(10)


def module_command(module: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment that run one of our modules as a program.

    It does not import from the working directory, which may hold untrusted files.
    """
    root = str(Path(indexer.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return [sys.executable, "-P", "-m", module], os.environ | {"PYTHONPATH": path}
