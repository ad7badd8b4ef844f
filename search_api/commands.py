"""The commands search, check, serve, mcp, keys and demo."""

import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from indexer.options import index_option, json_option, model_option, precision_option, rerank_option
from search_api.settings import read_settings, settings_options

_ALL_ADDRESSES = {"0.0.0.0", "::", "[::]", ""}  # noqa: S104 - they are refused


class Day(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The date, or a usage error."""
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as YYYY-MM-DD, such as 2022-02-16.", param, ctx)


def searcher_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--index` and the options of the models to search with, which `_models` reads."""
    for option in (rerank_option, precision_option, model_option, index_option):
        command = option(command)
    return command


def _models(parameters: dict[str, Any]) -> dict[str, Any]:
    """The models to search with, as `open_searcher` takes them; they are taken out of a command's parameters."""
    return {name: parameters.pop(name) for name in ("model", "precision", "rerank")}


def _warn_of_others(host: str) -> None:
    from search_api.server.address import is_loopback

    if not is_loopback(host):
        click.echo(f"warning: {host} can be reached from other machines; anyone there can search.", err=True)


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--speaker", "speakers", multiple=True, metavar="NAME", help="Id, name or label; repeatable.")
@click.option("--from", "date_from", type=Day(), help="First day, inclusive.")
@click.option("--to", "date_to", type=Day(), help="Last day, inclusive.")
@click.option("--transcript", "transcripts", multiple=True, metavar="ID", help="Transcript id; repeatable.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "oldest", "newest"]),
    help="Order of the results that answer; without it, what the question asks for.",
)
@click.option("--limit", type=int, default=10, show_default=True, help="How many results, 1 to 100.")
@json_option
@searcher_options
def search_command(folder: Path, *, as_json: bool, **parameters: Any) -> None:
    """Quoted passages that answer QUERY, best first.

    Words in double quotation marks must be in the quote word for word, and -word must not be. Quote the whole QUERY for
    the shell: onrecord search '"soft landing" -inflation'.
    """
    from search_api.contract.bounds import validate
    from search_api.contract.records import SearchRequest
    from search_api.search.opening import open_searcher
    from search_api.search.render import render

    models = _models(parameters)
    # A question without quotation marks comes as several arguments.
    request = SearchRequest(q=" ".join(parameters.pop("query")), **parameters)
    # Before the model is loaded, so that a wrong option is reported at once.
    validate(request)
    answer = open_searcher(folder, **models).search(request)
    click.echo(msgspec.json.encode(answer).decode() if as_json else render(answer))


@click.command("check")
@click.argument("quote", nargs=-1, required=True)
@click.option("--speaker", metavar="NAME", help="Who is said to have said it: id, name or label.")
@json_option
@searcher_options
def check_command(
    folder: Path, *, quote: tuple[str, ...], speaker: str | None, as_json: bool, **models: Any
) -> None:
    """Judge QUOTE, as somebody wrote it: verbatim, altered, spliced, said by another speaker, or not found.

    Exits with 1 unless it is verbatim.
    """
    from search_api.quotes.judging.judge import judge_quote
    from search_api.quotes.judging.render import render_judgement
    from search_api.search.opening import open_searcher

    searcher = open_searcher(folder, **_models(models))
    # A quote without quotation marks comes as several arguments.
    judgement = judge_quote(searcher.snapshot, " ".join(quote), speaker)
    click.echo(msgspec.json.encode(judgement).decode() if as_json else render_judgement(judgement))
    searcher.close()
    if judgement.verdict != "verbatim":
        raise click.exceptions.Exit(1)


@click.command("serve")
@searcher_options
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    envvar="ONRECORD_CONFIG",
    help="A TOML file of settings; the environment (ONRECORD_ and the name in capitals) and options override it.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Start nothing: ask the server of these settings whether it is ready; exits with 1 if it is not.",
)
@settings_options
def serve_command(folder: Path, config: Path | None, *, check: bool, **given: Any) -> None:
    """Serve the page and the HTTP API. docs/operate.md says how to run it for others."""
    models = _models(given)
    settings = read_settings(given, os.environ, config)
    if check:
        from search_api.server.health_check import check_health

        click.echo(f"{check_health(settings)}: ready")
        return

    from search_api.serving import serve

    _warn_of_others(settings.host)
    serve(folder, settings, models)


@click.command("mcp")
@searcher_options
@click.option("--http", "over_http", is_flag=True, help="Serve streamable HTTP at /mcp instead of stdio.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on, with --http.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port, with --http."
)
@click.option(
    "--allowed-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Another host name under which clients reach the server, with --http; repeatable.",
)
@click.option(
    "--public-url",
    envvar="ONRECORD_PUBLIC_URL",
    metavar="URL",
    help="Address of `onrecord serve`, to whose pages citations link.",
)
def mcp_command(folder: Path, *, over_http: bool, **options: Any) -> None:
    """Serve an index to assistants over the Model Context Protocol, with tools that only read."""
    host, names = options["host"], options["names"]
    if over_http and host in _ALL_ADDRESSES and not names:
        raise click.UsageError(
            f"--host {host!r} listens on all addresses; give --allowed-host with the name under which clients reach it."
        )
    from search_api.mcp.server import create_server, serve_http
    from search_api.mcp.tools import Tools
    from search_api.search.opening import open_searcher

    searcher = open_searcher(folder, **_models(options))
    server = create_server(Tools(searcher, options["public_url"]))
    try:
        if not over_http:
            server.run()
            return
        _warn_of_others(host)
        serve_http(server, folder, host, options["port"], names)
    finally:
        searcher.close()


@click.group("keys")
def keys_group() -> None:
    """Manage keys for changing transcripts over HTTP; a running server sees changes at once."""


@keys_group.command("add")
@click.argument("name")
@index_option
def add_command(name: str, folder: Path) -> None:
    """Make a key and print it. It is shown only once, since only its hash is stored."""
    from search_api.keys import add_key

    click.echo(add_key(folder, name))


@keys_group.command("list")
@index_option
def list_command(folder: Path) -> None:
    """List the names of all keys, with the times at which they were added."""
    from indexer.index import recorded_settings
    from search_api.keys import stored_keys

    recorded_settings(folder)
    for key in stored_keys(folder):
        click.echo(f"{key.name:<24} {key.added:%Y-%m-%d %H:%M} UTC")


@keys_group.command("revoke")
@click.argument("name")
@index_option
def revoke_command(name: str, folder: Path) -> None:
    """Revoke a key, at once."""
    from search_api.keys import revoke_key

    revoke_key(folder, name)
    click.echo(f"{name} is revoked.")


@click.command("demo")
def demo_command() -> None:
    """Index the sample interview into a temporary folder and ask it a question."""
    from embeddings.models import DEFAULT_MODEL
    from indexer.index import open_encoder
    from indexer.ingest.pipeline import index_paths
    from indexer.sample import sample_folder
    from search_api.contract.records import SearchRequest
    from search_api.search.render import render
    from search_api.search.searcher import Searcher

    question = "what did Blinken say about cyber attacks"
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as folder:
        encoder = open_encoder(DEFAULT_MODEL)
        report = index_paths(Path(folder), [sample_folder()], encoder)
        click.echo(f"Indexed the sample interview: {report.embedded} passages. Asking: {question}\n")
        searcher = Searcher(Path(folder), encoder)
        click.echo(render(searcher.search(SearchRequest(question, limit=3))))
        searcher.close()
    # The command for this program: its name where the shell finds it, else the path by which it was called.
    path = Path(sys.argv[0])
    program = str(path) if path.name == "onrecord" and shutil.which("onrecord") is None else "onrecord"
    click.echo(
        "\nThe sample's index is deleted again. Now index a folder of your own transcripts, ask, and open the page:\n\n"
        f"   {program} index FOLDER\n"
        f'   {program} search "your question"\n'
        f"   {program} serve"
    )
