"""Several processes that serve at one address, forked from one that has loaded all that searching takes."""

import multiprocessing
import os
import signal
import socket
import sys
import threading

from litestar.types import ASGIApp
from uvicorn import Config, _subprocess
from uvicorn.supervisors import Multiprocess


def run_workers(config: Config, listening: socket.socket) -> None:
    """Serve until told to end, with workers that begin as this process is now: what it holds is in memory once.

    The configuration's application is a factory; `listening` shares its port. A worker that dies is replaced, and all
    end with this process, however it ends.
    """
    make, sockets = config.app, [listening]
    lives, held = os.pipe()

    def begin() -> ASGIApp:
        _heed_signals(supervisor)
        os.close(held)
        threading.Thread(target=_end_after, args=[lives], daemon=True).start()
        sockets.append(_at_the_same_address(listening, config.backlog))
        app: ASGIApp = make()  # type: ignore[operator, call-arg, assignment]  # uvicorn names all that it may be
        return app

    config.app = begin
    _subprocess.spawn = multiprocessing.get_context("fork")  # type: ignore[assignment]  # as good to uvicorn
    supervisor = Multiprocess(config, sockets)
    supervisor.run()


def _heed_signals(supervisor: Multiprocess) -> None:
    """End on SIGTERM and SIGINT, also on those that came before: what this worker was forked from only noted them."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if {signal.SIGTERM, signal.SIGINT} & set(supervisor.signal_queue):
        sys.exit(0)


def _end_after(lives: int) -> None:
    """End this worker when nobody is left who could write into a pipe: its parent is gone, killed perhaps."""
    os.read(lives, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _at_the_same_address(shared: socket.socket, backlog: int) -> socket.socket:
    """A worker's own socket at the address of the shared one: the system deals connections out among them.

    From the shared one alone, whichever worker woke first took all that came at once, and the others had nothing to do.
    """
    address = shared.getsockname()[:2]
    return socket.create_server(address, family=shared.family, backlog=backlog, reuse_port=True)
