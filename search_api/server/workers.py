"""Several processes that serve at one address, forked from a process that has loaded the index and the model.

docs/decisions/server-processes.md has the reasons against other process managers.
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

import msgspec

from search_api.server.measures import forget_process
from search_api.server.protocol import ServerConfig
from search_api.server.server import WorkerServer

TICK = 1.0
SILENT = 5
"""Ticks without a heartbeat after which a worker is replaced."""
STARTING = 30
"""Ticks that a worker may take until its first heartbeat, unless all are ending."""
GRACE = 5
"""Ticks after the time for running requests, after which workers that have not ended are killed."""
_HANDLED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
_log = logging.getLogger("onrecord.workers")


class _Worker(msgspec.Struct):
    """A worker: its place, our end of the link that it sends heartbeats on, and the ticks since the last one."""

    pid: int
    place: int
    link: socket.socket
    silent: int = 0
    has_started: bool = False

    def listen(self) -> None:
        """Count a tick, and read the heartbeats."""
        self.silent += 1
        with contextlib.suppress(BlockingIOError, ConnectionError):
            if self.link.recv(4096):
                self.silent, self.has_started = 0, True


class Supervisor:
    """Keeps a worker in each place, and ends all of them when it receives a signal to end.

    A place is a listening socket that stays open here, so that connections in its backlog outlive a worker and are
    accepted by its successor. Time is counted in ticks of this process: after it was suspended, it does not take its
    workers for frozen.
    """

    def __init__(self, config: ServerConfig, places: Sequence[socket.socket], seconds: float) -> None:
        """The application of `config` is a factory; `seconds` is the time that workers may take to end."""
        self._config, self._places, self._seconds = config, list(places), seconds
        self._workers: dict[int, _Worker] = {}
        self._signals: list[int] = []
        self._ticks_left: float | None = None
        self._failed = False

    def run(self) -> bool:
        """Serve until SIGTERM or SIGINT; returns whether workers could start."""
        wake, waker = socket.socketpair()
        for end in (wake, waker):
            end.setblocking(False)
        for number in _HANDLED:
            signal.signal(number, lambda number, _: self._signals.append(number))
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        try:
            self._fill()
            tick = time.monotonic() + TICK
            while self._workers or self._ticks_left is None:
                if select.select([wake], [], [], max(0.0, tick - time.monotonic()))[0]:
                    wake.recv(4096)
                self._handle_signals()
                self._reap()
                if time.monotonic() >= tick:
                    tick = time.monotonic() + TICK
                    self._tick()
        finally:
            signal.set_wakeup_fd(-1)
            wake.close()
            waker.close()
        return not self._failed

    def _handle_signals(self) -> None:
        while self._signals:
            number = self._signals.pop(0)
            if number == signal.SIGCHLD:
                continue
            if self._ticks_left is None:
                self._end()
            elif number == signal.SIGINT:
                self._kill(self._workers.values())

    def _end(self) -> None:
        self._ticks_left = self._seconds + GRACE
        # New connections are refused, instead of waiting in a backlog that no worker reads.
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
            _log.error(
                "worker [%s] does not respond, and is killed", ", ".join(str(worker.pid) for worker in frozen)
            )
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
        """Handle ended workers. Other processes may end too: in a container this one adopts all orphans."""
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
        elif code > 0 and not any(remaining.has_started for remaining in self._workers.values()):
            _log.error("no worker can start")
            self._failed = True
            self._end()

    def _fill(self) -> None:
        """Start a worker in each place that has none. A failed start is repeated with the next tick."""
        taken = {worker.place for worker in self._workers.values()}
        for place in range(len(self._places)):
            if place not in taken:
                self._start(place)

    def _start(self, place: int) -> None:
        link, parent = socket.socketpair()
        for end in (link, parent):
            end.setblocking(False)
        # Signals to the worker wait until it has its own handlers.
        signal.pthread_sigmask(signal.SIG_BLOCK, _HANDLED)
        try:
            pid = os.fork()
            if not pid:
                link.close()
                self._work(place, parent)
        except OSError as error:
            _log.error("no worker can be started now (%s); trying again", error.strerror)
            link.close()
            return
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _HANDLED)
            parent.close()
        self._workers[pid] = _Worker(pid, place, link)

    def _work(self, place: int, parent: socket.socket) -> None:
        """Run as a worker, from the fork to the end of the process."""
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
        # On any exception: the process must not go on as a second parent.
        except BaseException:  # noqa: BLE001
            _log.exception("the worker failed")
        finally:
            logging.shutdown()
            # Without cleaning up what belongs to the parent.
            os._exit(code)
