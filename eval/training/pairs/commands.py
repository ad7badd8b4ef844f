"""`onrecord eval pairs`."""

from pathlib import Path
from typing import Any

import click

from eval.extra import ExtraCommand

_folder = click.Path(path_type=Path, exists=True)


@click.command("pairs", cls=ExtraCommand)
@click.option(
    "--transcripts",
    "folders",
    multiple=True,
    required=True,
    type=_folder,
    help="Folder of transcripts with questions and answers. Repeatable.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="File for the pairs, in JSON Lines, or for the sheet.",
)
@click.option("--seed", default=1, show_default=True, help="Chooses wordings and the sample.")
@click.option("--sample", type=click.IntRange(1), help="Write a sheet of so many pairs for reading instead.")
@click.option("--uncleaned", is_flag=True, help="With --sample: of all exchanges, as they are before cleaning.")
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps vectors for the next run.  [default: a temporary folder]",
)
def pairs_command(*, sample: int | None, uncleaned: bool, work: Path | None, **options: Any) -> None:
    """Mine pairs of question and answer from transcripts, as training data.

    The transcripts of all benchmarks are left out.
    """
    from eval.running import working
    from eval.training.pairs.writing import Mining, write_pairs, write_sheet
    from indexer.errors import RequestInvalid

    if uncleaned and sample is None:
        raise RequestInvalid("--uncleaned", "only a sheet can be of all exchanges; give --sample, too.")
    with working(work) as folder:
        mining = Mining(**options, work=folder)
        lines = write_pairs(mining) if sample is None else write_sheet(mining, sample, cleaned=not uncleaned)
        for line in lines:
            click.echo(line)
