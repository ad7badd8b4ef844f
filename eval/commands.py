"""`onrecord eval`: the offline relevance benchmark."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from eval.attribution.commands import attribution_command, congressional_record_command
from eval.extra import MeasuringCommand
from indexer.options import json_option, precision_option


@click.group("eval")
def eval_group() -> None:
    """The offline relevance benchmark."""


def work_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where converted datasets, their indexes and vectors are kept."""
    return click.option(
        "--work",
        type=click.Path(path_type=Path, file_okay=False),
        help="Keep indexes and vectors here, for the next run.  [default: a temporary folder]",
    )(command)


@eval_group.command("run", cls=MeasuringCommand)
@click.option(
    "--dataset",
    "name",
    default="sample",
    show_default=True,
    help="sample, qmsum:DIR, qmsum-documents:DIR, briefings:DIR, or a folder of your own.",
)
@click.option(
    "--split", help="Of QMSum train or val (default), of the briefings train, tune or test (default)."
)
@click.option("--domain", "domains", multiple=True, help="Of QMSum: academic, committee, product; repeatable.")
@click.option(
    "--scope",
    type=click.Choice(["own", "all"]),
    default="own",
    show_default=True,
    help="What a briefing's question searches: its own transcript, or all.",
)
@click.option(
    "--system",
    "systems",
    multiple=True,
    type=click.Choice(["ranked", "hybrid", "dense", "lexical", "bm25s"]),
    help="Repeatable.  [default: all]",
)
@click.option("--model", help="Embedding model, by name or folder.")
@precision_option
@click.option("--rerank", help="Cross-encoder for the best results of ranked, by name or folder.")
@click.option(
    "--runs", "folder", type=click.Path(path_type=Path), help="Write TREC runs and scores into this folder."
)
@work_option
@json_option
def run_command(*, as_json: bool, **options: Any) -> None:
    """Put a dataset's questions to the search and measure what comes back.

    A run of the sample set below its stored expected result exits with 1.
    """
    from eval.datasets import Choice
    from eval.expected import figures
    from eval.running import Benchmark, run_benchmark

    wanted = Benchmark(
        options["name"],
        Choice(options["split"], options["domains"], options["scope"]),
        options["systems"],
        options["model"],
        options["rerank"],
        options["precision"],
    )
    measured = run_benchmark(wanted, options["folder"], options["work"])
    if as_json:
        click.echo(msgspec.json.encode(measured).decode())
    else:
        click.echo(_table([(one.system, figures(one)) for one in measured]))
    _gate(options["name"], measured)


def _gate(name: str, measured: list[Any]) -> None:
    from eval.datasets.sample import FOLDER
    from eval.expected import read_expected, shortfalls

    faults = list(shortfalls(read_expected(FOLDER / "expected.json"), measured)) if name == "sample" else []
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


@eval_group.command("compare", cls=MeasuringCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--measure", default="nDCG@10", show_default=True, help="Which measure.")
@click.option(
    "--system", default="ranked", show_default=True, help="The system that the others are held against."
)
@json_option
def compare_command(folder: Path, measure: str, system: str, *, as_json: bool) -> None:
    """Hold a system against the others of a run: paired randomization tests with Holm's correction."""
    from eval.results import read_results
    from eval.significance import compare
    from indexer.errors import RequestInvalid

    scores = read_results(folder).scores
    if (system, measure) not in {(one.system, one.measure) for one in scores}:
        raise RequestInvalid("--system", f"{folder} holds no {measure} of {system}; name another.")
    compared = compare(scores, measure, system)
    if as_json:
        click.echo(msgspec.json.encode(compared).decode())
        return
    click.echo(f"{measure}, {compared[0].topics if compared else 0} topics")
    for one in compared:
        ratio = f"{one.mean / one.other_mean:.2f} times" if one.other_mean else "-"
        click.echo(
            f"{one.system} {one.mean:.3f}  {one.other:<8} {one.other_mean:.3f}  "
            f"{one.difference:+.3f}  {ratio}  p = {one.corrected:.4f}"
        )


@eval_group.command("standing", cls=MeasuringCommand)
@click.argument(
    "folders", metavar="DIR...", type=click.Path(path_type=Path, file_okay=False), nargs=-1, required=True
)
@click.option("--measure", default="nDCG@10", show_default=True, help="Which measure.")
@click.option("--system", default="ranked", show_default=True, help="Which system.")
@json_option
def standing_command(folders: tuple[Path, ...], measure: str, system: str, *, as_json: bool) -> None:
    """Hold a system against the best single retriever: on each run's data set, and for each form of question.

    Forms are those with 15 questions or more in all the runs together. Exits with 1 where the system is below.
    """
    from eval.results import read_results
    from eval.standing import standings

    found = list(standings([read_results(folder) for folder in folders], measure, system))
    if as_json:
        click.echo(msgspec.json.encode(found).decode())
    else:
        click.echo(f"{measure} of {system} beside the best single retriever")
        for one in found:
            said = "" if one.holds else "  below"
            click.echo(
                f"{one.part:<28} {one.topics:>5}  {one.mean:.3f}  {one.best_retriever:<8}"
                f" {one.retriever_mean:.3f}{said}"
            )
    if not all(one.holds for one in found):
        sys.exit(1)


@eval_group.command("report", cls=MeasuringCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
def report_command(folder: Path, out: Path) -> None:
    """Write a run's measures, gains and losses, and the reliability of its answers into one HTML file."""
    from eval.report.page import report_page
    from eval.results import read_results

    out.write_text(report_page(read_results(folder)), "utf-8")
    click.echo(f"wrote {out}")


@eval_group.command("train", cls=MeasuringCommand)
@click.option("--qmsum", type=click.Path(path_type=Path), required=True, help="QMSum's folder.")
@click.option("--briefings", type=click.Path(path_type=Path), required=True, help="The briefings' folder.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The folder for the models and the card."
)
@click.option("--ablation", is_flag=True, help="Also train without each group of features, and print a table.")
@click.option("--decision", is_flag=True, help="Train only when something is an answer, and not the order.")
@work_option
def train_command(*, ablation: bool, decision: bool, **places: Path) -> None:
    """Train the order and the decision that ship with the package, from train questions alone."""
    from eval.training.decision import train_decision
    from eval.training.train import train

    for line in train_decision(**places) if decision else train(**places, ablation=ablation):
        click.echo(line)


@eval_group.command("sizes")
@click.option("--qmsum", type=click.Path(path_type=Path), required=True, help="QMSum's folder.")
@click.option("--briefings", type=click.Path(path_type=Path), required=True, help="The briefings' folder.")
@click.option("--qmsum-split", default="val", show_default=True, help="train or val.")
@click.option("--briefings-split", default="test", show_default=True, help="train, tune or test.")
@work_option
def sizes_command(**wanted: Any) -> None:
    """Show how often questions are answered and refused in collections of 1 to 100 passages, cut from real ones."""
    from eval.training.sizes import by_size

    for line in by_size(**wanted):
        click.echo(line)


def _table(rows: list[tuple[str, dict[str, float]]]) -> str:
    names = list(rows[0][1])
    head = f"{'system':<10}" + "".join(f"{name:>{len(name) + 4}}" for name in names)
    lines = [
        f"{system:<10}" + "".join(f"{found[name]:>{len(name) + 4}.3f}" for name in names)
        for system, found in rows
    ]
    return "\n".join([head, *lines])


eval_group.add_command(attribution_command)
eval_group.add_command(congressional_record_command)
