"""`onrecord eval reading`."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from eval.reading.faults import FaultKind
from indexer.options import json_option
from indexer.terminal import visible

if TYPE_CHECKING:
    from eval.reading.benchmark import Result
    from eval.reading.measures import Counts


@click.command("reading")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME=DIR",
    help="More gold: qmsum, congressional-record or parliament. Repeatable.  [default: invented transcripts alone]",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Measure the files of this folder that have gold next to them, instead of writing pages.",
)
@click.option(
    "--survey",
    "survey_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Only count what is read from each file of this folder: turns, labels, names, warnings.",
)
@click.option(
    "--markup",
    "markup_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Measure the files of this folder whose markup says who speaks, against that markup.",
)
@click.option("--layout", "layouts", multiple=True, help="Name of a layout. Repeatable.  [default: all]")
@click.option("--noise", "noises", multiple=True, help="Name of a noise. Repeatable.  [default: all, and none]")
@click.option("--set-aside", is_flag=True, help="Run the layouts and noises set aside from development.")
@click.option("--excerpts", default=3, show_default=True, help="Pages for each layout and noise.")
@click.option("--seed", default=1, show_default=True, help="Seed of all random choices.")
@click.option(
    "--short", is_flag=True, help="The short form, which gates CI: invented transcripts, a page each."
)
@click.option("--gate", is_flag=True, help="Exit with 1 if a bound is missed.")
@click.option(
    "--worst", "most", default=0, metavar="N", help="Print the first N wrong places with their lines."
)
@click.option(
    "--fault", "kinds", multiple=True, type=click.Choice(get_args(FaultKind)), help="Only these. Repeatable."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the pages with wrong places and their gold."
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print tables in Markdown.")
@json_option
def reading_command(*, as_markdown: bool, as_json: bool, **options: Any) -> None:
    """Write known transcripts in many layouts with noise, read them, and measure what was read.

    Exits with 1 if --gate is given and a bound is missed.
    """
    from eval.reading import report
    from eval.reading.benchmark import figures
    from eval.reading.folder import write_pages

    if options["survey_folder"] is not None:
        _survey(options["survey_folder"], as_markdown=as_markdown, as_json=as_json)
        return
    if options["markup_folder"] is not None:
        _markup(options, as_markdown=as_markdown, as_json=as_json)
        return
    results = list(_results(options))
    tables = {"layout": report.by((result.group, result.measured.counts) for result in results)}
    if options["folder"] is None:
        tables["noise"] = report.by((result.noise, result.measured.counts) for result in results)
    total = report.by(("all", result.measured.counts) for result in results)
    tables["layout"] |= total
    if options["out"] is not None:
        write_pages(options["out"], [result for result in results if result.measured.faults])
    if as_json:
        by_name = {
            title: {key: figures(counts) for key, counts in rows.items()} for title, rows in tables.items()
        }
        click.echo(msgspec.json.encode(by_name).decode())
    else:
        for line in report.worst(results, options["most"], options["kinds"]):
            click.echo(visible(line))
        _print(tables, as_markdown=as_markdown)
    if options["gate"]:
        _gate(total["all"], short=options["short"])


def _survey(folder: Path, *, as_markdown: bool, as_json: bool) -> None:
    from eval.reading import survey
    from indexer.directory.load import shipped

    rows = survey.survey(folder, shipped())
    if as_json:
        click.echo(msgspec.json.encode(list(rows)).decode())
        return
    for line in survey.markdown(rows) if as_markdown else survey.table(rows):
        click.echo(visible(line))


def _markup(options: dict[str, Any], *, as_markdown: bool, as_json: bool) -> None:
    from eval.reading import report
    from eval.reading.markup import report as of_markup
    from eval.reading.markup.comparison import compare
    from indexer.directory.load import shipped

    comparisons = list(compare(options["markup_folder"], shipped()))
    tables = {
        "file": of_markup.rows(comparisons, lambda comparison: comparison.file),
        "format": of_markup.rows(comparisons, lambda comparison: comparison.format),
    }
    if as_json:
        named = {
            title: {key: dict(zip(of_markup.COLUMNS, cells, strict=True)) for key, cells in table.items()}
            for title, table in tables.items()
        }
        click.echo(msgspec.json.encode(named).decode())
    else:
        results = (comparison.result for comparison in comparisons)
        for line in report.worst(results, options["most"], options["kinds"]):
            click.echo(visible(line))
        for comparison in comparisons if options["most"] else ():
            for line in comparison.wrong[: options["most"]]:
                click.echo(visible(f"{comparison.file}: {line}"))
        for title, table in tables.items():
            for line in of_markup.markdown(title, table) if as_markdown else of_markup.table(title, table):
                click.echo(visible(line))
            click.echo()
    if options["gate"]:
        _exit_with(list(of_markup.shortfalls(comparisons)))


def _results(options: dict[str, Any]) -> "Iterator[Result]":
    from eval.reading.benchmark import Plan, run
    from eval.reading.folder import run_folder
    from eval.reading.sources import invented, read_sources
    from indexer.directory.load import shipped

    if options["folder"] is not None:
        return run_folder(options["folder"], shipped())
    seed = options["seed"]
    excerpts = 1 if options["short"] else options["excerpts"]
    plan = Plan(options["layouts"], options["noises"], excerpts, options["set_aside"], seed)
    sources = {} if options["short"] else read_sources(options["sources"], seed)
    sources["invented"] = list(invented(60, Random(seed)))  # noqa: S311 - repeatable, not secret
    return run(plan, sources, shipped())


def _print(tables: "Mapping[str, Mapping[str, Counts]]", *, as_markdown: bool) -> None:
    from eval.reading import report

    for title, rows in tables.items():
        for line in report.markdown(title, rows) if as_markdown else report.table(title, rows):
            click.echo(visible(line))
        click.echo()


def _gate(total: "Counts", *, short: bool) -> None:
    from eval.reading.bounds import GOAL, SHORT, shortfalls

    _exit_with(list(shortfalls(total, SHORT if short else GOAL)))


def _exit_with(faults: list[str]) -> None:
    """Print faults; exit with 1 if there is one."""
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)


@click.command("times")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH..."
)
@click.option("--passages", default=1000, show_default=True, help="How many random passages are compared.")
@click.option("--seed", default=1, show_default=True, help="Seed of the choice.")
@click.option("--worst", default=0, metavar="N", help="Print the first N wrong passages.")
@json_option
def times_command(paths: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Compare the times of random passages with the cues of captions and speech-to-text in files and folders.

    Exits with 1 if the time of a passage is more than one cue away.
    """
    from embeddings.models import DEFAULT_MODEL
    from eval.reading.hit_times import lines_of, measure_hit_times
    from indexer.index import open_encoder

    random = Random(options["seed"])  # noqa: S311 - repeatable, not secret
    measured = measure_hit_times(paths, open_encoder(DEFAULT_MODEL), options["passages"], random)
    if as_json:
        click.echo(msgspec.json.encode(measured).decode())
    else:
        for line in lines_of(measured, options["worst"]):
            click.echo(visible(line))
    if measured.faults:
        sys.exit(1)
