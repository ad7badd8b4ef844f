"""Determines the sender of a request, before all else that depends on it."""

import logging
import re
import secrets
from pathlib import Path

from litestar.types import HTTPScope, Receive, Send

from indexer.errors import KeysUnusable
from search_api.keys import holder_of
from search_api.server.address import is_loopback
from search_api.server.caller import STATE, Caller
from search_api.server.layers.asgi import HTTPApp
from search_api.server.layers.headers import header, with_headers

_log = logging.getLogger("onrecord.http")
_GIVEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,128}")


class CallerLayer:
    """Determines the sender of each request, and adds the request's id to the answer."""

    def __init__(self, app: HTTPApp, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._logged = ""

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        given = header(scope, b"x-request-id") or ""
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        client = scope.get("client")
        address = client[0] if client else "unknown"
        # Of a trusted proxy the address is its client's. Another proxy on this machine may forward any client.
        forwarded = header(scope, b"x-forwarded-for") is not None or header(scope, b"forwarded") is not None
        is_local = is_loopback(address) and not forwarded
        try:
            caller = Caller(request_id, address, self._key(scope), is_local)
            self._logged = ""
        except KeysUnusable as fault:
            # Requests that need no key are still answered. A fault is logged once, until it changes.
            if str(fault) != self._logged:
                self._logged = str(fault)
                _log.error("%s", fault)
            caller = Caller(request_id, address, None, is_local, fault)
        scope.setdefault("state", {})[STATE] = caller
        await self._app(scope, receive, with_headers(send, [(b"x-request-id", request_id.encode())]))

    def _key(self, scope: HTTPScope) -> str | None:
        scheme, _, key = (header(scope, b"authorization") or "").partition(" ")
        # The small file is read each time, so that added and revoked keys take effect at once.
        return holder_of(self._folder, key.strip()) if scheme.lower() == "bearer" and key.strip() else None
