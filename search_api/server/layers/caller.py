"""Works out who sends a request, before anything else."""

import logging
import re
import secrets
from pathlib import Path

from litestar.types import HTTPScope, Receive, Send

from indexer.errors import KeysUnusable
from search_api.keys import holder_of
from search_api.server.caller import STATE, Caller
from search_api.server.layers.asgi import HTTPApp
from search_api.server.layers.headers import header, with_headers
from search_api.server.loopback import is_loopback

_log = logging.getLogger("onrecord.http")
_GIVEN = re.compile(r"[A-Za-z0-9._~+/=-]{1,128}")


class CallerLayer:
    """Works out who sends each request; every answer says its id."""

    def __init__(self, app: HTTPApp, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._told = ""

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """One request."""
        given = header(scope, b"x-request-id") or ""
        request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        client = scope.get("client")
        address = client[0] if client else "unknown"
        # Where a proxy is believed, the address is already its client's. One that is not may speak for anybody.
        forwarded = header(scope, b"x-forwarded-for") is not None or header(scope, b"forwarded") is not None
        is_local = is_loopback(address) and not forwarded
        try:
            caller = Caller(request_id, address, self._key(scope), is_local)
            self._told = ""
        except KeysUnusable as fault:
            # Whoever only reads is answered.
            self._tell(str(fault))
            caller = Caller(request_id, address, None, is_local, fault)
        scope.setdefault("state", {})[STATE] = caller
        await self._app(scope, receive, with_headers(send, [(b"x-request-id", request_id.encode())]))

    def _tell(self, fault: str) -> None:
        """Log it, once until it is another."""
        if fault != self._told:
            _log.error("%s", fault)
            self._told = fault

    def _key(self, scope: HTTPScope) -> str | None:
        scheme, _, key = (header(scope, b"authorization") or "").partition(" ")
        # A small file, read anew: keys that were added or revoked meanwhile count at once.
        return holder_of(self._folder, key.strip()) if scheme.lower() == "bearer" and key.strip() else None
