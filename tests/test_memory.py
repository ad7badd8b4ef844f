"""What a process holds after it has freed much."""

import ctypes
import threading
from pathlib import Path

import pytest

from search_api.memory import give_back


def _resident() -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library is not glibc")
def test_what_a_thread_freed_goes_back_to_the_system() -> None:
    kept: list[bytes] = []

    def work() -> None:
        # Some are kept in between, so that the heap cannot simply shrink.
        pieces = [b"a" * 50_000 for _ in range(4_000)]
        kept.extend(pieces[::100])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    held = _resident()
    give_back()
    assert _resident() < held - 100
    assert len(kept) == 40
