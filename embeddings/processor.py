"""The model of this processor, which of the instructions that speed up encoding it has, and its cores."""

import os
import platform
import re
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_FEATURES = (
    *("avx2", "fma", "avx512f", "avx_vnni", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16"),
    *("asimd", "asimddp", "i8mm", "bf16"),
)
_BF16 = {"avx512_bf16", "amx_bf16", "bf16"}


def usable_cores() -> int:
    """The number of cores that this process is bound to, or of all cores if the system does not report that."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def features() -> tuple[str, ...] | None:
    """The processor's instruction sets for products, as Linux names them; None if the system does not report them."""
    flags = set(_cpuinfo("flags|Features").split())
    return tuple(name for name in _FEATURES if name in flags) if flags else None


def has_bf16() -> bool | None:
    """Whether the processor has bf16 instructions; None if the system does not report them."""
    names = features()
    return None if names is None else bool(_BF16.intersection(names))


def processor() -> str:
    """A line for benchmark reports: the model of the processor, its cores and features."""
    name = _cpuinfo("model name") or platform.processor() or platform.machine()
    names = features()
    return f"{name}, {os.cpu_count()} cores, {'features unknown' if names is None else ' '.join(names)}"


def _cpuinfo(field: str) -> str:
    """The first value of a field that matches a pattern, or an empty string."""
    try:
        text = _CPUINFO.read_text("utf-8", "replace")
    except OSError:
        return ""
    line = re.search(rf"^(?:{field})\s*: (.*)$", text, re.MULTILINE)
    return line[1].strip() if line else ""
