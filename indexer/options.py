"""Command-line options that several commands share."""

from pathlib import Path

import click

from embeddings.choose import PRECISIONS
from embeddings.models import DEFAULT_MODEL

index_option = click.option(
    "--index",
    "folder",
    type=click.Path(path_type=Path),
    envvar="ONRECORD_INDEX",
    default=Path("onrecord-index"),
    show_default="$ONRECORD_INDEX, else ./onrecord-index",
    help="Folder of the index.",
)
directory_option = click.option(
    "--directory",
    "people",
    type=click.Path(path_type=Path),
    help="Speaker directory (TOML), used in addition to the one that ships with onrecord.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
model_option = click.option(
    "--model", help=f"Embedding model, by name or folder.  [default: the index's, else {DEFAULT_MODEL}]"
)
precision_option = click.option(
    "--precision",
    type=click.Choice(PRECISIONS),
    help="Precision of the encoder. bf16 is slow on processors without instructions for it.  "
    "[default: int8; fp16 when indexing on a GPU]",
)
rerank_option = click.option(
    "--rerank",
    metavar="MODEL",
    help="Cross-encoder that reorders the best results, by name or folder. Slow without a GPU.",
)
