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
    size, count, every = 50_000, 4_000, 100

    def work() -> None:
        # Some are kept, so that the heap cannot simply shrink.
        pieces = [b"a" * size for _ in range(count)]
        kept.extend(pieces[::every])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    held = resident_mb(os.getpid())
    release_free_memory()
    # Other memory of the process may come and go; half of what was freed is enough to tell.
    freed = size * (count - len(kept)) / 2**20
    assert resident_mb(os.getpid()) < held - freed / 2
