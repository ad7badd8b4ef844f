"""What the processor at hand is, and which of the instructions that encoding gains by it has."""

import os
import platform
import re
from pathlib import Path

_INFORMATION = Path("/proc/cpuinfo")
_KNOWN = (
    *("avx2", "fma", "avx512f", "avx_vnni", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16"),
    *("asimd", "asimddp", "i8mm", "bf16"),
)
_BF16 = {"avx512_bf16", "amx_bf16", "bf16"}


def features() -> tuple[str, ...] | None:
    """The processor's instructions for products, as Linux names them; None where the system does not say."""
    found = set(_said("flags|Features").split())
    return tuple(name for name in _KNOWN if name in found) if found else None


def has_bf16() -> bool | None:
    """Whether the processor multiplies bf16 itself; None where the system does not say."""
    found = features()
    return None if found is None else bool(_BF16.intersection(found))


def processor() -> str:
    """One line that benchmarks print beside their figures: the processor, its cores, its features."""
    name = _said("model name") or platform.processor() or platform.machine()
    found = features()
    said = "features unknown" if found is None else " ".join(found)
    return f"{name}, {os.cpu_count()} cores, {said}"


def _said(field: str) -> str:
    try:
        information = _INFORMATION.read_text("utf-8", "replace")
    except OSError:
        return ""
    line = re.search(rf"^(?:{field})\s*: (.*)$", information, re.MULTILINE)
    return line[1].strip() if line else ""
