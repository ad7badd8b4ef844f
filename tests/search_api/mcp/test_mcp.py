"""The tools for assistants, called by a client of the official package from the real program."""

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from tests.conftest import Program
from tests.served import served

ID = "blinken-morning-joe"
QUESTION = "what did Blinken say about cyber attacks"
Connect = Callable[[], contextlib.AbstractAsyncContextManager[Client]]


@pytest.fixture(scope="module")
def http_address(sample_index: Path) -> Iterator[str]:
    with served(sample_index, command=("mcp", "--http", "--public-url", "https://quotes.example")) as server:
        yield server.url


@pytest.fixture(params=["stdio", "http"])
def connect(request: pytest.FixtureRequest, sample_index: Path, http_address: str) -> Connect:
    """Makes a client of each transport."""

    @contextlib.asynccontextmanager
    async def opened() -> AsyncIterator[Client]:
        if request.param == "http":
            async with Client(f"{http_address}/mcp") as client:
                yield client
            return
        options = ["--index", str(sample_index), "--public-url", "https://quotes.example"]
        program = StdioServerParameters(command=sys.executable, args=["-m", "onrecord", "mcp", *options])
        async with Client(stdio_client(program)) as client:
            yield client

    return opened


def run(connect: Connect, work: Callable[[Client], Awaitable[None]]) -> None:
    async def inside() -> None:
        async with connect() as client:
            await work(client)

    anyio.run(inside)


async def called(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(tool, arguments)
    assert isinstance(answer, CallToolResult)
    assert not answer.is_error, answer.content
    assert isinstance(answer.structured_content, dict)
    # Clients that know no structured answers get the same as text.
    (text,) = answer.content
    assert isinstance(text, TextContent)
    assert json.loads(text.text) == answer.structured_content
    return answer.structured_content


def test_every_tool_is_listed_and_called(connect: Connect) -> None:
    async def work(client: Client) -> None:
        assert client.instructions is not None
        assert "verbatim" in client.instructions
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search_quotes", "get_context", "verify_quote", "check_quote", "list_speakers"}
        for tool in tools.values():
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.output_schema is not None
            assert tool.description is not None
            assert not tool.description.endswith(" ")
            for about in tool.input_schema["properties"].values():
                assert about["description"]

        found = await called(client, "search_quotes", q=QUESTION, limit=2)
        assert found["answered"] is True
        assert found["read_as"] == "topic: cyber attacks · speaker: Antony Blinken"
        best = found["quotes"][0]
        assert (best["turn"], best["said_by"], best["status"]) == (f"{ID}:16", "Antony Blinken", "resolved")
        assert (best["start"], best["end"], best["date"]) == (6097, 6626, "2022-02-16")
        assert "Richard Haass" in best["question"]
        assert best["citation"].startswith("— Antony Blinken. Secretary Antony J. Blinken with")
        assert f"https://quotes.example/t/{ID}?start=6097&end=6626" in best["citation"]

        around = await called(client, "get_context", turn=best["turn"], before=1, after=2)
        assert [turn["turn"] for turn in around["turns"]] == [f"{ID}:{at}" for at in (15, 16, 17, 18)]
        assert around["turns"][0]["said_by"] == "QUESTION"
        assert best["words"] in around["turns"][1]["words"]

        place = {name: best[name] for name in ("transcript", "start", "end", "text_sha256")}
        placed = await called(client, "verify_quote", **place)
        assert (placed["stands"], placed["verdict"], placed["quote"]) == (True, "unchanged", best["words"])
        worded = await called(client, "verify_quote", transcript=ID, words=best["words"])
        assert (worded["verdict"], worded["said_by"], worded["citation"]) == (
            "exact",
            "Antony Blinken",
            best["citation"],
        )
        straight = await called(client, "verify_quote", transcript=ID, words="you wouldn't\n like it.")
        assert (straight["stands"], straight["quote"]) == (True, "you wouldn’t like it.")
        made_up = await called(
            client, "verify_quote", transcript=ID, words="you understand how very dear this is to us all"
        )
        assert (made_up["stands"], made_up["verdict"]) == (False, "differs")
        assert "how important this is to us" in made_up["quote"]
        absent = await called(client, "verify_quote", transcript=ID, words="Xyzzy plugh.")
        assert (absent["stands"], absent["verdict"], absent["said_by"]) == (False, "absent", None)

        checked = await called(client, "check_quote", text="“You wouldn't like it,” Blinken said.")
        assert (checked["verdict"], checked["speakers"]) == ("verbatim", ["Antony Blinken"])
        assert checked["places"][0]["said_by"] == "Antony Blinken"
        assert checked["places"][0]["citation"].startswith("— Antony Blinken. Secretary")
        changed = await called(client, "check_quote", text=best["readable"].replace(" was ", " was not ", 1))
        assert (changed["verdict"], changed["places"][0]["turn"]) == ("altered", best["turn"])
        assert changed["places"][0]["differences"][0] == {"kind": "negation", "given": "not", "said": ""}
        assert "negation" in changed["explanation"]

        speakers = await called(client, "list_speakers", prefix="bli")
        assert speakers == {
            "speakers": [{"id": "antony-blinken", "name": "Antony Blinken", "turns": 12, "transcripts": 1}],
            "more": False,
        }

    run(connect, work)


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("search_quotes", {"q": " "}, "q: the query is empty; ask a question or give keywords."),
        ("search_quotes", {"q": "x", "limit": 1000}, "limit: 1000 is out of range; give 1 to 100."),
        ("search_quotes", {"q": "x", "limit": "many"}, "limit: 'many' is not allowed; give a whole number."),
        ("search_quotes", {}, "q: this parameter is required; give text."),
        (
            "search_quotes",
            {"q": "x", "date_from": "May"},
            "date_from: 'May' is not allowed; give a date as YYYY-MM-DD",
        ),
        ("search_quotes", {"q": "x", "speaker": {"a": 1}}, 'speaker: {"a":1} is not allowed; give a list'),
        ("search_quotes", {"q": "x", "speaker": ["Tony Blinkin"]}, "did you mean Antony Blinken?"),
        ("get_context", {"turn": f"{ID}:999"}, "no turn has the id"),
        ("get_context", {"turn": f"{ID}:1", "before": 11}, "before: 11 is out of range; give 0 to 10."),
        ("verify_quote", {"transcript": ID}, "words: give the words, or both start and end."),
        ("verify_quote", {"transcript": ID, "words": "  "}, "words: there are no words to look for"),
        ("verify_quote", {"transcript": "nope", "words": "x"}, "no transcript has the id 'nope'"),
        ("list_speakers", {"limit": 0}, "limit: 0 is out of range"),
    ],
)
def test_refusals_are_one_sentence(
    http_address: str, tool: str, arguments: dict[str, Any], message: str
) -> None:
    async def work(client: Client) -> None:
        answer = await client.call_tool(tool, arguments)
        assert isinstance(answer, CallToolResult)
        assert answer.is_error
        (text,) = answer.content
        assert isinstance(text, TextContent)
        assert message in text.text
        assert "\n" not in text.text
        assert "Traceback" not in text.text

    run(lambda: Client(f"{http_address}/mcp"), work)


def test_nothing_answers_is_said(http_address: str) -> None:
    async def work(client: Client) -> None:
        found = await called(client, "search_quotes", q="football results")
        assert found["answered"] is False

    run(lambda: Client(f"{http_address}/mcp"), work)


def test_stdout_holds_the_protocol_alone(sample_index: Path) -> None:
    """By hand, without a client that passes over what it does not know."""
    greeting = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "t", "version": "0"},
    }
    search = {"name": "search_quotes", "arguments": {"q": "NATO"}}
    asked = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": greeting},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": search},
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", "mcp", "--index", str(sample_index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("".join(json.dumps(message) + "\n" for message in asked))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        assert [answer["id"] for answer in answers] == [1, 2]
        assert answers[1]["result"]["structuredContent"]["quotes"]
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""


def test_pages_of_other_names_get_nothing(http_address: str) -> None:
    """A name of somebody else's that leads to this machine (DNS rebinding)."""
    import httpx

    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    other = httpx.post(f"{http_address}/mcp", json=body, headers={**headers, "Host": "evil.example"})
    assert other.status_code == 421
    page = httpx.post(f"{http_address}/mcp", json=body, headers={**headers, "Origin": "http://evil.example"})
    assert page.status_code == 403


def test_half_a_head_is_not_waited_for(http_address: str) -> None:
    import httpx

    address = httpx.URL(http_address)
    with contextlib.ExitStack() as stack:
        clients = []
        for half in (b"", b"POST /mcp HT", b"POST /mcp HTTP/1.1\r\nHost: a\r\nX: "):
            connection = socket.create_connection((address.host, address.port or 80), timeout=60)
            clients.append(stack.enter_context(connection))
            connection.sendall(half)
        for client in clients:
            assert client.recv(65536).startswith(b"HTTP/1.1 408 ")
            while client.recv(65536):
                pass


def test_bodies_have_bounds(http_address: str) -> None:
    import httpx

    headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    answer = httpx.post(f"{http_address}/mcp", content=b"a" * 2_000_000, headers=headers)
    assert answer.status_code == 413


def test_listening_everywhere_wants_a_name(program: Program, tmp_path: Path) -> None:
    code, _, errors = program("mcp", "--index", tmp_path, "--http", "--host", "0.0.0.0")  # noqa: S104 - it is refused
    assert code == 2
    assert "--allowed-host" in errors
    code, _, errors = program("mcp", "--index", tmp_path)
    assert code == 2
    assert "this folder holds no index" in errors
