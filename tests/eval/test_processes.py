"""What is read of running processes, while they change."""

import os
import subprocess
import sys
import threading

from eval.benchmarks.processes import family


def test_a_family_is_told_while_threads_come_and_go() -> None:
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            short = [threading.Thread(target=bool) for _ in range(8)]
            for one in short:
                one.start()
            for one in short:
                one.join()

    busy = threading.Thread(target=come_and_go)
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
