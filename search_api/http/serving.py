"""Serving: one process, or several that share the index."""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import msgspec
import uvicorn
from litestar.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from search_api.http.app import create_server
from search_api.http.logs import log_config
from search_api.http.measures import SHARED
from search_api.http.protocol import BoundedProtocol, ServerConfig
from search_api.opening import Chosen, open_searcher
from search_api.settings import Settings

_WORKERS = "ONRECORD_SERVED"
"""The variable that tells workers what to serve."""
_HEALTH = 60
"""Seconds in which a worker must show that it lives: one that opens a large index shows nothing for a while."""


class Serving(msgspec.Struct, frozen=True):
    """What is served, and how."""

    chosen: Chosen
    settings: Settings


def serve(serving: Serving) -> None:
    """Serve until told to end by SIGTERM or SIGINT; then end with 0.

    Raises:
        IndexFault, ModelUnavailable: the index or the model cannot be opened.
    """
    # uvicorn ends as its last signal would have it; a service that was told to stop has done well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = serving.settings
    if settings.workers == 1:
        app = create_server(open_searcher(serving.chosen), settings)
        uvicorn.Server(_config(app, settings)).run()
        return
    # Opened once by ourselves: what cannot be opened is told here, and what lags is rebuilt before workers compete.
    open_searcher(serving.chosen).close()
    with _shared(serving):
        config = _config(f"{__name__}:worker_app", settings, factory=True, workers=settings.workers)
        Multiprocess(config, sockets=[config.bind_socket()]).run()


def worker_app() -> ASGIApp:
    """What a worker serves, by what its environment says."""
    serving = msgspec.json.decode(os.environ[_WORKERS], type=Serving, dec_hook=_decoded)
    return create_server(open_searcher(serving.chosen), serving.settings)


def _config(app: ASGIApp | str, settings: Settings, **more: Any) -> ServerConfig:
    config = ServerConfig(
        app,
        host=settings.host,
        port=settings.port,
        http=BoundedProtocol,
        ws="none",
        log_config=log_config(settings.log_format),
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        limit_concurrency=settings.connections,
        timeout_graceful_shutdown=settings.shutdown_timeout,
        timeout_worker_healthcheck=_HEALTH,
        **more,
    )
    config.header_timeout = settings.header_timeout
    return config


@contextlib.contextmanager
def _shared(serving: Serving) -> Iterator[None]:
    """What workers find in their environment: what to serve, and a folder for what they count together."""
    with tempfile.TemporaryDirectory(prefix="onrecord-measures-") as folder:
        os.environ[SHARED] = folder
        os.environ[_WORKERS] = msgspec.json.encode(serving, enc_hook=str).decode()
        yield


def _decoded(kind: type, value: Any) -> Any:
    return kind(value)
