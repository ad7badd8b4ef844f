"""The layers around the application, one by one, over an application that waits for the test."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import msgspec
import pytest
from litestar.types import HTTPScope, Receive, Send

from search_api.server.caller import STATE, Caller
from search_api.server.layers.body import WITHOUT_KEY, BodyLayer
from search_api.server.layers.gate import GateLayer, places
from search_api.server.layers.rate import Buckets, RateLayer
from search_api.server.measures import Measures
from search_api.settings import Settings

Messages = list[dict[str, Any]]
STRANGER = Caller("id", "192.0.2.1", None, is_local=False)


def scope_of(
    caller: Caller = STRANGER, method: str = "GET", headers: Iterable[tuple[bytes, bytes]] = ()
) -> Any:
    return {
        "type": "http",
        "method": method,
        "path": "/v1/search",
        "headers": list(headers),
        "state": {STATE: caller},
    }


async def asked(
    layer: Callable[[HTTPScope, Receive, Send], Awaitable[None]], scope: Any, body: Iterable[Any] = ()
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer; a part of the request's body that is an event is waited for."""
    out: Messages = []
    parts = iter(body)

    async def receive() -> Any:
        part = next(parts, None)
        if isinstance(part, asyncio.Event):
            await part.wait()
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(message: Any) -> None:
        out.append(message)

    await layer(scope, receive, send)
    if not out:
        return 0, {}, b""
    headers = {name.decode(): value.decode() for name, value in out[0]["headers"]}
    return out[0]["status"], headers, b"".join(message["body"] for message in out[1:])


async def well(scope: HTTPScope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - an application's signature
    message: Any = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": message["body"], "more_body": False})


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    buckets = Buckets(2.0, 3, clock=clock)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.take("a") == pytest.approx(0.5)
    # Others are not concerned.
    assert buckets.take("b") == 0
    clock.now += 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 1000
    assert [buckets.take("a") == 0 for _ in range(4)] == [True, True, True, False]


def test_a_million_clients_are_not_remembered() -> None:
    buckets = Buckets(1.0, 1, most=1000, clock=Clock())
    assert buckets.take("busy") == 0
    for number in range(1_000_000):
        buckets.take(str(number))
        if number % 500 == 0:
            assert buckets.take("busy") > 0
    assert len(buckets) == 1000


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("not an address", "not an address", True),
    ],
)
def test_who_is_one_client(first: str, second: str, same: bool) -> None:
    one, other = (Caller("id", address, None, is_local=False).bucket for address in (first, second))
    assert (one == other) is same
    assert Caller("id", first, "a", is_local=False).bucket == Caller("id", second, "a", is_local=False).bucket


def test_too_many_requests() -> None:
    async def run() -> None:
        layer = RateLayer(well, Buckets(0.1, 2, clock=Clock()))
        assert [(await asked(layer, scope_of()))[0] for _ in range(3)] == [200, 200, 429]
        _, headers, body = await asked(layer, scope_of())
        assert headers["retry-after"] == "10"
        assert headers["content-type"] == "application/problem+json"
        assert msgspec.json.decode(body)["status"] == 429
        local = Caller("id", "127.0.0.1", None, is_local=True)
        assert [(await asked(layer, scope_of(local)))[0] for _ in range(9)] == [200] * 9

    asyncio.run(run())


def test_bodies_in_bounds() -> None:
    async def run() -> None:
        layer = BodyLayer(well, 10, 30)
        assert await asked(layer, scope_of(method="POST"), [b"12345", b"67890"]) == (200, {}, b"1234567890")
        # Said beforehand, and found out on the way where it was not.
        for headers, parts in (([(b"content-length", b"11")], []), ([], [b"12345", b"678901"])):
            assert (await asked(layer, scope_of(method="POST", headers=headers), parts))[0] == 413
        slow = BodyLayer(well, 10, 0.01)
        status, answer, _ = await asked(slow, scope_of(method="POST"), [b"1", asyncio.Event()])
        assert (status, answer["connection"]) == (408, "close")

    asyncio.run(run())


def test_only_those_with_a_key_send_much() -> None:
    async def run() -> None:
        layer = BodyLayer(well, 4 * WITHOUT_KEY, 30)
        keyed = Caller("id", "192.0.2.1", "a", is_local=False)
        part = b"a" * WITHOUT_KEY
        assert (await asked(layer, scope_of(method="POST"), [part, b"a"]))[0] == 413
        assert (await asked(layer, scope_of(keyed, method="POST"), [part, b"a"]))[0] == 200
        # Nothing of what will be refused is read.
        status, _, body = await asked(layer, scope_of(method="PUT"), [b"first", part, part, part])
        assert (status, body) == (200, b"first")

    asyncio.run(run())


def test_a_sender_that_goes_away() -> None:
    async def run() -> None:
        gone = asyncio.Event()
        gone.set()
        assert await asked(BodyLayer(well, 10, 30), scope_of(method="POST"), [b"1", gone]) == (0, {}, b"")

    asyncio.run(run())


class Held:
    """An application that answers when the test lets it."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.begun.set()
        try:
            await self.go.wait()
            await well(scope, receive, send)
        finally:
            self.inside -= 1


def test_so_many_run_so_many_wait_the_rest_is_refused() -> None:
    async def run() -> None:
        app = Held()
        layer = GateLayer(app, Settings(searches_at_once=2, queue=3), Measures())
        asking = [asyncio.create_task(asked(layer, scope_of())) for _ in range(10)]
        await app.begun.wait()
        done, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        assert app.inside == 2
        while len(done) < 5:
            done |= (await asyncio.wait(set(asking) - done, return_when=asyncio.FIRST_COMPLETED))[0]
        for task in done:
            status, headers, _ = task.result()
            assert (status, headers["retry-after"]) == (503, "1")
        app.go.set()
        assert [(await task)[0] for task in asking if task not in done] == [200] * 5
        assert app.most == 2

    asyncio.run(run())


def test_what_takes_too_long_is_answered_but_keeps_its_place() -> None:
    async def run() -> None:
        app = Held()
        layer = GateLayer(app, Settings(searches_at_once=1, request_timeout=0.02), Measures())
        for _ in range(2):
            # The second never gets in: the first is still at work.
            status, headers, _ = await asked(layer, scope_of())
            assert (status, headers["retry-after"]) == (503, "1")
            assert (app.inside, app.most) == (1, 1)
        app.go.set()
        assert (await asked(layer, scope_of()))[0] == 200

    asyncio.run(run())


def test_health_passes_by() -> None:
    async def run() -> None:
        app = Held()
        layer = GateLayer(app, Settings(searches_at_once=1, queue=0), Measures())
        busy = asyncio.create_task(asked(layer, scope_of()))
        await app.begun.wait()
        asking = [
            asyncio.create_task(asked(layer, scope_of() | {"path": path}))
            for path in ("/health/live", "/metrics")
        ]
        app.go.set()
        assert [(await task)[0] for task in (busy, *asking)] == [200] * 3

    asyncio.run(run())


def test_an_error_gives_its_place_back() -> None:
    async def broken(scope: HTTPScope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - as above
        raise ValueError("broken")

    async def run() -> None:
        layer = GateLayer(broken, Settings(searches_at_once=1), Measures())
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                await asked(layer, scope_of())

    asyncio.run(run())


def test_places_are_shared_by_workers() -> None:
    alone = places(Settings())
    assert 2 <= places(Settings(workers=64)) <= alone
    assert places(Settings(searches_at_once=7, workers=3)) == 7
