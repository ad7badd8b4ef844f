"""The command `mcp`."""

from pathlib import Path
from typing import Any

import click

from indexer.options import index_option, model_option, precision_option, rerank_option

_ALL_ADDRESSES = {"0.0.0.0", "::", "[::]", ""}  # noqa: S104 - they are refused


@click.command("mcp")
@index_option
@model_option
@precision_option
@rerank_option
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
    from search_api.mcp.server import Listening, create_server, serve_http
    from search_api.mcp.tools import Tools
    from search_api.search.opening import SearcherOptions, open_searcher
    from search_api.server.loopback import is_loopback

    chosen = SearcherOptions(folder, options["model"], options["precision"], options["rerank"])
    searcher = open_searcher(chosen)
    server = create_server(Tools(searcher, options["public_url"]))
    try:
        if not over_http:
            server.run()
            return
        if not is_loopback(host):
            click.echo(
                f"warning: {host} can be reached from other machines; anyone there can search.", err=True
            )
        serve_http(server, Listening(host, options["port"], names), folder)
    finally:
        searcher.close()
