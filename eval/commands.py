"""`onrecord eval`: the offline relevance benchmark."""

import sys
from pathlib import Path

import click
import msgspec

from eval.attribution.commands import attribution_command, congressional_record_command
from indexer.options import json_option


@click.group("eval")
def eval_group() -> None:
    """The offline relevance benchmark."""


@eval_group.command("run")
@click.option("--dataset", "name", default="sample", show_default=True, help="sample.")
@click.option(
    "--system",
    "systems",
    multiple=True,
    type=click.Choice(["ranked", "hybrid", "dense", "lexical"]),
    help="Repeatable.  [default: all]",
)
@click.option("--model", help="Embedding model, by name or folder.")
@click.option("--runs", "folder", type=click.Path(path_type=Path), help="Write TREC runs into this folder.")
@json_option
def run_command(
    name: str, systems: tuple[str, ...], model: str | None, folder: Path | None, *, as_json: bool
) -> None:
    """Put a dataset's questions to the search and measure what comes back.

    A run of the sample set below its stored expected result exits with 1.
    """
    from embeddings.models import DEFAULT_MODEL
    from eval.datasets import read_dataset
    from eval.datasets.sample import FOLDER
    from eval.datasets.trec import run_lines
    from eval.expected import figures, read_expected, shortfalls
    from eval.measures import measure
    from eval.records import SYSTEMS
    from eval.runs import run_systems
    from indexer.index import open_encoder

    dataset = read_dataset(name)
    wanted = tuple(system for system in SYSTEMS if not systems or system in systems)
    runs = run_systems(dataset, wanted, open_encoder(model or DEFAULT_MODEL))
    measured = [measure(dataset, run) for run in runs]
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for run in runs:
            (folder / f"{dataset.name}.{run.system}.run").write_text(run_lines(run), "utf-8")
    if as_json:
        click.echo(msgspec.json.encode(measured).decode())
    else:
        click.echo(_table([(one.system, figures(one)) for one in measured]))
    faults = list(shortfalls(read_expected(FOLDER / "expected.json"), measured))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


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
