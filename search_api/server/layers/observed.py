"""Writes every request to the log and the metrics, with its duration."""

import logging
import time

from litestar.types import HTTPScope, Message, Receive, Send

from search_api.server.caller import caller_of
from search_api.server.layers.asgi import HTTPApp
from search_api.server.measures import Measures

_LONGEST = 2000
"""The most characters of an address in the log."""
_log = logging.getLogger("onrecord.access")


class ObservedLayer:
    """Logs and counts requests. Query strings are logged only where the settings say so."""

    def __init__(self, app: HTTPApp, measures: Measures, *, log_queries: bool) -> None:
        self._app = app
        self._measures = measures
        self._log_queries = log_queries

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        # nginx's status for a client that disconnected before the answer.
        status, noted = 499, False

        def note() -> None:
            nonlocal noted
            if not noted:
                noted = True
                seconds = time.perf_counter() - began
                # The template of the path: `/v1/turns/{turn_id}`.
                route = str(scope.get("path_template") or "none")
                self._measures.count_request(route, scope["method"], status, seconds)
                _log.info("request", extra={"fields": self._fields(scope, status, seconds)})

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body" and not message.get("more_body", False):
                # Before the end is sent, so that a client with an answer finds it counted.
                note()
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            status = 500
            raise
        finally:
            note()

    def _fields(self, scope: HTTPScope, status: int, seconds: float) -> dict[str, str | int | float]:
        caller = caller_of(scope)
        fields: dict[str, str | int | float] = {
            "request_id": caller.request_id,
            "method": scope["method"],
            # Percent-encoded as it came, so that it cannot begin a new line.
            "path": (scope.get("raw_path") or b"").decode("latin-1").partition("?")[0][:_LONGEST],
            "status": status,
            "ms": round(1000 * seconds, 1),
            "client": caller.address,
        }
        if caller.key is not None:
            fields["key"] = caller.key
        if self._log_queries:
            fields["query"] = scope["query_string"].decode("latin-1")[:_LONGEST]
        return fields
