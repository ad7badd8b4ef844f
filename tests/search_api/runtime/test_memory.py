"""What a process holds after it has freed much."""

import ctypes
import os
import threading

import pytest

from eval.benchmarks.processes import resident_mb
from search_api.runtime.memory import release_free_memory


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
    held = resident_mb(os.getpid())
    release_free_memory()
    assert resident_mb(os.getpid()) < held - 100
    assert len(kept) == 40
