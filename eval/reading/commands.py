"""`onrecord eval reading`."""

from random import Random
from typing import Any

import click
import msgspec

from indexer.options import json_option
from indexer.terminal import visible


@click.command("reading")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME=DIR",
    help="Gold to write out: qmsum, congressional-record or parliament. Repeatable.  [default: invented transcripts]",
)
@click.option("--layout", "layouts", multiple=True, help="Name of a layout. Repeatable.  [default: all]")
@click.option("--noise", "noises", multiple=True, help="Name of a noise. Repeatable.  [default: all, and none]")
@click.option("--set-aside", is_flag=True, help="Run what is set aside from development instead.")
@click.option("--excerpts", default=3, show_default=True, help="Pages for each layout and noise.")
@click.option("--seed", default=1, show_default=True, help="Seed of all random choices.")
@click.option("--worst", "most", default=0, help="Print the first N wrong places with their lines.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print tables in Markdown.")
@json_option
def reading_command(*, most: int, as_markdown: bool, as_json: bool, **options: Any) -> None:
    """Write known transcripts in many layouts with noise, read them, and measure what was read."""
    from eval.reading import report
    from eval.reading.benchmark import Plan, figures, run
    from eval.reading.sources import invented, read_sources
    from indexer.directory.load import shipped

    seed = options["seed"]
    plan = Plan(options["layouts"], options["noises"], options["excerpts"], options["set_aside"], seed)
    sources = read_sources(options["sources"], seed)
    sources["invented"] = list(invented(60, Random(seed)))
    results = list(run(plan, sources, shipped()))
    tables = {
        "layout": report.by((result.rendering.layout.name, result.measured.counts) for result in results),
        "noise": report.by((result.rendering.noise, result.measured.counts) for result in results),
    }
    tables["layout"] |= report.by(("all", result.measured.counts) for result in results)
    if as_json:
        by_name = {
            title: {key: figures(counts) for key, counts in rows.items()} for title, rows in tables.items()
        }
        click.echo(msgspec.json.encode(by_name).decode())
        return
    for line in report.worst(results, most):
        click.echo(visible(line))
    for title, rows in tables.items():
        for line in report.markdown(title, rows) if as_markdown else report.table(title, rows):
            click.echo(line)
        click.echo()
