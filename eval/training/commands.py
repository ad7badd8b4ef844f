"""`onrecord eval train-queries`."""

from pathlib import Path
from typing import Any

import click

from eval.extra import ExtraCommand

_folder = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("train-queries", cls=ExtraCommand)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="Pairs that `onrecord eval pairs` wrote.",
)
@click.option(
    "--transcripts",
    "folders",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="Folder of the transcripts that the pairs were mined from. Repeatable.",
)
@click.option("--out", type=_folder, required=True, help="Folder for the map and its card.")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps vectors for the next run.  [default: a temporary folder]",
)
def train_queries_command(**options: Any) -> None:
    """Train a map of the default model's queries on mined pairs, to measure what it brings; none ships."""
    from eval.training.query_map_files import train_queries

    for line in train_queries(**options):
        click.echo(line)
