"""Several processes that serve at one address, forked from one that has loaded all that searching takes.

docs/architecture.md says why no process manager of others does it.
"""

import contextlib
import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable, Sequence
from types import FrameType

import msgspec

from search_api.server.measures import forget_process
from search_api.server.protocol import ServerConfig
from search_api.server.server import WorkerServer

TICK = 1.0
SILENT = 5
"""Ticks after which a worker that gives no sign of life is replaced."""
STARTING = 30
"""Ticks that a worker may take until its first sign of life; none where all are told to end."""
GRACE = 5
"""Ticks beyond the time for requests that run, after which workers that have not ended are killed."""
_HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_log = logging.getLogger("onrecord.workers")


class _Worker(msgspec.Struct):
    """A worker: its place, the end of the link that it beats on, and for how many ticks it has been silent."""

    pid: int
    place: int
    link: socket.socket
    silent: int = 0
    has_started: bool = False

    def listen(self) -> None:
        """Count a tick, and read its signs of life."""
        self.silent += 1
        with contextlib.suppress(BlockingIOError, ConnectionError):
            if self.link.recv(4096):
                self.silent, self.has_started = 0, True


class Supervisor:
    """Keeps a worker in each place, and ends them all when it is told to end.

    A place is a listening socket that stays open here: what waits in it outlives a worker, and its successor answers.
    Time is counted in ticks of this process: one that was stopped for a while does not take its workers for frozen.
    """

    def __init__(self, config: ServerConfig, places: Sequence[socket.socket], seconds: float) -> None:
        """The application of `config` is a factory; `seconds` are what workers may take to end."""
        self._config, self._places, self._seconds = config, list(places), seconds
        self._workers: dict[int, _Worker] = {}
        self._told: list[int] = []
        self._ticks_left: float | None = None
        self._failed = False

    def run(self) -> bool:
        """Serve until told to end by SIGTERM or SIGINT; says whether it ended well."""
        wake, waker = socket.socketpair()
        for end in (wake, waker):
            end.setblocking(False)
        for number in _HANDLED:
            signal.signal(number, self._note)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        try:
            self._fill()
            tick = time.monotonic() + TICK
            while self._workers or self._ticks_left is None:
                if select.select([wake], [], [], max(0.0, tick - time.monotonic()))[0]:
                    wake.recv(4096)
                self._heed()
                self._reap()
                if time.monotonic() >= tick:
                    tick = time.monotonic() + TICK
                    self._tick()
        finally:
            signal.set_wakeup_fd(-1)
            wake.close()
            waker.close()
        return not self._failed

    def _note(self, number: int, _: FrameType | None) -> None:
        self._told.append(number)

    def _heed(self) -> None:
        while self._told:
            number = self._told.pop(0)
            if number == signal.SIGCHLD:
                continue
            if self._ticks_left is None:
                self._end()
            elif number == signal.SIGINT:
                self._kill(self._workers.values())

    def _end(self) -> None:
        self._ticks_left = self._seconds + GRACE
        # Where this process held them open, what connects now would wait for nobody.
        for place in self._places:
            place.close()
        for worker in self._workers.values():
            os.kill(worker.pid, signal.SIGTERM)

    def _tick(self) -> None:
        for worker in self._workers.values():
            worker.listen()
        starting = STARTING if self._ticks_left is None else SILENT
        if frozen := [
            worker
            for worker in self._workers.values()
            if worker.silent > (SILENT if worker.has_started else starting)
        ]:
            _log.error("worker [%s] does not respond, and is killed", ", ".join(str(one.pid) for one in frozen))
            self._kill(frozen)
        if self._ticks_left is None:
            self._fill()
        else:
            self._ticks_left -= 1
            if self._ticks_left < 0:
                _log.error("workers have not ended in time, and are killed")
                self._kill(self._workers.values())

    def _kill(self, workers: Iterable[_Worker]) -> None:
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)

    def _reap(self) -> None:
        """Take notice of workers that ended. What else ended is not ours: in a container we are everybody's parent."""
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if (worker := self._workers.pop(ended[0], None)) is not None:
                    worker.link.close()
                    forget_process(worker.pid)
                    if self._ticks_left is None:
                        self._lost(worker, ended[1])

    def _lost(self, worker: _Worker, status: int) -> None:
        code = os.waitstatus_to_exitcode(status)
        _log.error("worker [%d] ended with %d, and is replaced", worker.pid, code)
        if worker.has_started:
            self._fill()
        elif code > 0 and not any(other.has_started for other in self._workers.values()):
            _log.error("no worker can start")
            self._failed = True
            self._end()

    def _fill(self) -> None:
        """Start a worker in each place that has none; one that could not start is tried again with the next tick."""
        taken = {worker.place for worker in self._workers.values()}
        for place in range(len(self._places)):
            if place not in taken:
                self._start(place)

    def _start(self, place: int) -> None:
        link, parent = socket.socketpair()
        for end in (link, parent):
            end.setblocking(False)
        # What is sent to the worker before it has its own handlers waits for them.
        signal.pthread_sigmask(signal.SIG_BLOCK, _HANDLED)
        try:
            pid = os.fork()
            if not pid:
                link.close()
                self._work(place, parent)
        except OSError as error:
            _log.error("no worker can be started now (%s); it is tried again", error.strerror)
            link.close()
            return
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANDLED)
            parent.close()
        self._workers[pid] = _Worker(pid, place, link)

    def _work(self, place: int, parent: socket.socket) -> None:
        """Be a worker, from the fork to the end of the process."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for worker in self._workers.values():
                worker.link.close()
            own = self._places[place]
            for listening in self._places:
                if listening is not own:
                    listening.close()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANDLED)
            WorkerServer(self._config, parent).run([own])
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        # Whatever it is: it must not run on as a second parent.
        except BaseException:  # noqa: BLE001
            _log.exception("the worker broke")
        finally:
            logging.shutdown()
            # Nothing of the parent's is cleaned up here.
            os._exit(code)
