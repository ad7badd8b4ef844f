"""Serving in one process, or in several that share the index and its memory."""

import gc
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from litestar.types import ASGIApp
from threadpoolctl import threadpool_limits

from indexer.errors import SettingsInvalid
from search_api.app import create_server
from search_api.quotes.judging.alignment import load_kernels
from search_api.search.opening import open_searcher, warm_up
from search_api.search.searcher import Searcher
from search_api.server.address import bracketed
from search_api.server.logs import log_config
from search_api.server.measures import share_measures
from search_api.server.protocol import ServerConfig
from search_api.server.server import BACKLOG, Server
from search_api.server.workers import Supervisor
from search_api.settings import Settings

_log = logging.getLogger("onrecord.serving")


def serve(folder: Path, settings: Settings, models: Mapping[str, Any]) -> None:
    """Serve an index until SIGTERM or SIGINT; then exit with 0. `models` are the arguments of `open_searcher`.

    Raises:
        IndexFault, ModelUnavailable: the index or the model cannot be opened.
        SettingsInvalid: the server cannot listen at the address.
    """
    # uvicorn raises the signal again when it has ended; a service that was stopped should exit with 0.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    searcher = open_searcher(folder, **models)
    # Requests run in parallel already. Two workers on two cores answered half as many questions while BLAS had threads
    # of its own, which spin while they wait for each other.
    threadpool_limits(1)
    warm_up(searcher)
    load_kernels()
    if settings.workers == 1:
        config = _config(_application(searcher, settings), settings)
        Server(config).run(_listening(settings))
        return
    searcher.release()
    _freeze()
    with tempfile.TemporaryDirectory(prefix="onrecord-measures-") as shared:
        share_measures(shared)
        config = _config(lambda: _application(searcher, settings), settings, factory=True)
        seconds = settings.shutdown_delay + settings.shutdown_timeout
        ended_well = Supervisor(config, _listening(settings), seconds).run()
    sys.exit(0 if ended_well else 1)


def _listening(settings: Settings) -> list[socket.socket]:
    """A listening socket for each worker. Connections wait in its backlog until the worker has started.

    Linux distributes connections among the sockets of an address; from a single socket the first worker to wake took
    all that came at once. On other systems the workers share one socket.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    address: tuple[Any, ...] = settings.host.strip("[]"), settings.port
    try:
        # Without reuse_port at first, so that another process that listens is an error.
        sockets = [socket.create_server(address, family=family, backlog=BACKLOG)]
        address = sockets[0].getsockname()
        if settings.workers > 1 and sys.platform == "linux":
            sockets.pop().close()
            while len(sockets) < settings.workers:
                sockets.append(socket.create_server(address, family=family, backlog=BACKLOG, reuse_port=True))
    except OSError as error:
        raise SettingsInvalid(
            f"--host, --port: the server cannot listen on {settings.host}:{settings.port} "
            f"({error.strerror or error}); give another address or port."
        ) from error
    if settings.trusted_proxies and settings.public_url is None:
        _log.warning(
            "links in feeds and citations begin with the local address of this server; set --public-url to the address "
            "that clients use"
        )
    _log.info("Uvicorn running on http://%s:%d", bracketed(settings.host), address[1])
    return sockets * (settings.workers // len(sockets))


def _application(searcher: Searcher, settings: Settings) -> ASGIApp:
    """The application, made in the process that serves it."""
    app = create_server(searcher, settings)
    _freeze()
    return app


def _freeze() -> None:
    """Exempt the loaded objects, which live as long as the process, from garbage collection.

    Traversing them took 60 ms each time, while a request waited.
    """
    gc.collect()
    gc.freeze()


def _config(app: ASGIApp | Callable[[], ASGIApp], settings: Settings, **more: Any) -> ServerConfig:
    return ServerConfig(
        app,
        settings,
        backlog=BACKLOG,
        log_config=log_config(settings.log_format),
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        **more,
    )
