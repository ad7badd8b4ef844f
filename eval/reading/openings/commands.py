"""`onrecord eval train-turns`."""

from pathlib import Path
from random import Random

import click

from eval.extra import ExtraCommand

_folder = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("train-turns", cls=ExtraCommand)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME=DIR",
    help="Gold to write pages from: qmsum, congressional-record or parliament. Repeatable.  "
    "[default: invented transcripts alone]",
)
@click.option(
    "--transcripts",
    type=_folder,
    help="Folder of Markdown transcripts whose labels are in capitals before a colon; every other one is used.",
)
@click.option("--pages", default=400, show_default=True, help="Pages in each layout.")
@click.option("--out", type=_folder, required=True, help="Folder for the model and its card.")
def train_turns_command(sources: tuple[str, ...], transcripts: Path | None, pages: int, out: Path) -> None:
    """Train the model that decides which labels open turns, on transcripts written in the layouts for development."""
    from eval.reading.openings.examples import capital_examples, examples
    from eval.reading.openings.training import train
    from eval.reading.sources import invented, read_sources
    from eval.training.forests import SEED

    gold = read_sources(sources, SEED)
    gold["invented"] = list(invented(60, Random(SEED)))  # noqa: S311 - repeatable, not secret
    found = list(examples(gold, pages, SEED))
    if transcripts is not None:
        found += capital_examples(transcripts)
    for line in train(found, out):
        click.echo(line)
