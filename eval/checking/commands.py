"""`onrecord eval check`."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from indexer.options import index_option, json_option
from indexer.terminal import visible

if TYPE_CHECKING:
    from search_api.search.searcher import Searcher

_QUOTES = 2250
_SHORT = 270


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]...")
@index_option
@click.option("--quotes", default=_QUOTES, show_default=True, help="How many quotes are made and judged.")
@click.option("--seed", default=1, show_default=True, help="Seed of all random choices.")
@click.option(
    "--short", is_flag=True, help=f"The short form, which gates CI: {_SHORT} quotes, no bound on time."
)
@click.option("--gate", is_flag=True, help="Exit with 1 if a bound is missed.")
@click.option("--worst", default=0, metavar="N", help="Print the first N quotes that were judged wrongly.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the table in Markdown.")
@json_option
def check_command(  # noqa: PLR0913 - one argument an option
    paths: tuple[Path, ...],
    folder: Path,
    *,
    quotes: int,
    seed: int,
    short: bool,
    gate: bool,
    worst: int,
    as_markdown: bool,
    as_json: bool,
) -> None:
    """Make quotes from what was said, altered by rule or not, judge them as `onrecord check`, and count.

    The turns are those of the index, or of the transcripts at PATH, which are indexed for it. Exits with 1 if --gate is
    given and a bound is missed.
    """
    from eval.checking.benchmark import run_checks
    from eval.checking.report import GOAL, SHORT, by_kind, lines_of, shortfalls, wrong
    from search_api.search.opening import open_searcher

    with tempfile.TemporaryDirectory(prefix="onrecord-check-") as made:
        searcher = _indexed(paths, Path(made)) if paths else open_searcher(folder)
        judged = list(run_checks(searcher.snapshot, _SHORT if short else quotes, seed))
        passages = searcher.snapshot.store.count()
        searcher.close()
    rows = by_kind(judged)
    if as_json:
        click.echo(msgspec.json.encode({"passages": passages, "kinds": rows}).decode())
    else:
        for line in wrong(judged, worst):
            click.echo(visible(line))
        click.echo(f"{passages:,} passages\n")
        for line in lines_of(rows, as_markdown=as_markdown):
            click.echo(line)
    faults = list(shortfalls(rows["all"], SHORT if short else GOAL)) if gate else []
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)


def _indexed(paths: tuple[Path, ...], folder: Path) -> "Searcher":
    from embeddings.models import DEFAULT_MODEL
    from indexer.index import open_encoder
    from indexer.ingest.pipeline import index_paths
    from search_api.search.searcher import Searcher

    encoder = open_encoder(DEFAULT_MODEL)
    index_paths(folder / "index", list(paths), encoder)
    return Searcher(folder / "index", encoder)
