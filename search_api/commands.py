"""The commands search, serve and demo."""

import datetime
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import msgspec

from indexer.options import index_option, json_option, model_option, precision_option, rerank_option
from search_api.settings import read_settings, settings_options


class Day(click.ParamType[datetime.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The date, or a usage error."""
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as YYYY-MM-DD, such as 2022-02-16.", param, ctx)


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--speaker", "speakers", multiple=True, metavar="NAME", help="Id or name; repeatable.")
@click.option("--from", "date_from", type=Day(), help="First day, inclusive.")
@click.option("--to", "date_to", type=Day(), help="Last day, inclusive.")
@click.option("--transcript", "transcripts", multiple=True, metavar="ID", help="Transcript id; repeatable.")
@click.option("--limit", type=int, default=10, show_default=True, help="How many results, 1 to 100.")
@json_option
@index_option
@model_option
@precision_option
@rerank_option
def search_command(folder: Path, *, as_json: bool, **parameters: Any) -> None:
    """Quoted passages that answer QUERY, best first."""
    from search_api.contract.bounds import validate
    from search_api.contract.records import SearchRequest
    from search_api.search.opening import SearcherOptions, open_searcher
    from search_api.search.render import render

    how = {name: parameters.pop(name) for name in ("model", "precision", "rerank")}
    # A question without quotation marks comes as several arguments.
    request = SearchRequest(q=" ".join(parameters.pop("query")), **parameters)
    # Before the model is loaded, so that a wrong option is reported at once.
    validate(request)
    answer = open_searcher(SearcherOptions(folder, **how)).search(request)
    click.echo(msgspec.json.encode(answer).decode() if as_json else render(answer))


@click.command("serve")
@index_option
@model_option
@precision_option
@rerank_option
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
    how = {name: given.pop(name) for name in ("model", "precision", "rerank")}
    settings = read_settings(given, os.environ, config)
    if check:
        from search_api.server.health_check import check_health

        click.echo(f"{check_health(settings)}: ready")
        return

    from search_api.search.opening import SearcherOptions
    from search_api.server.loopback import is_loopback
    from search_api.serving import serve

    if not is_loopback(settings.host):
        click.echo(
            f"warning: {settings.host} can be reached from other machines; anyone there can search.", err=True
        )
    serve(SearcherOptions(folder, **how), settings)


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
    program = _own_name()
    click.echo(
        "\nThe sample's index is deleted again. Now index a folder of your own transcripts, ask, and open the page:\n\n"
        f"   {program} index FOLDER\n"
        f'   {program} search "your question"\n'
        f"   {program} serve"
    )


def _own_name() -> str:
    """The command for this program: its name where the shell finds it, else the path by which it was called."""
    path = Path(sys.argv[0])
    return str(path) if path.name == "onrecord" and shutil.which("onrecord") is None else "onrecord"
