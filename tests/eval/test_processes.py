"""Reading the children of a process while they change."""

import os
import subprocess
import sys
import threading

from eval.benchmarks.processes import family


def test_the_family_of_a_process_is_read_while_its_threads_start_and_end() -> None:
    done = threading.Event()

    def start_threads() -> None:
        while not done.is_set():
            threads = [threading.Thread(target=bool) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    busy = threading.Thread(target=start_threads)
    busy.start()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        for _ in range(2_000):
            members = family(os.getpid())
            assert members[0] == os.getpid()
            assert child.pid in members
    finally:
        done.set()
        busy.join()
        child.communicate(b"\n", timeout=60)
