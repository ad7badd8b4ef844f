"""Command-line options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from embeddings.choose import PRECISIONS
from embeddings.models import DEFAULT_MODEL

Command = TypeVar("Command", bound=Callable[..., Any])


def index_option(command: Command) -> Command:
    """`--index DIR`."""
    option = click.option(
        "--index",
        "folder",
        type=click.Path(path_type=Path),
        envvar="ONRECORD_INDEX",
        default=Path("onrecord-index"),
        show_default="$ONRECORD_INDEX, else ./onrecord-index",
        help="Folder of the index.",
    )
    return option(command)


def directory_option(command: Command) -> Command:
    """`--directory FILE`."""
    option = click.option(
        "--directory",
        "people",
        type=click.Path(path_type=Path),
        help="Speaker directory (TOML), used in addition to the one that ships with onrecord.",
    )
    return option(command)


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def model_option(command: Command) -> Command:
    """`--model NAME`."""
    option = click.option(
        "--model",
        help=f"Embedding model, by name or folder.  [default: the index's, else {DEFAULT_MODEL}]",
    )
    return option(command)


def precision_option(command: Command) -> Command:
    """`--precision`."""
    option = click.option(
        "--precision",
        type=click.Choice(PRECISIONS),
        help="Precision of the encoder. bf16 is slow on processors without instructions for it.  "
        "[default: int8; fp16 when indexing on a GPU]",
    )
    return option(command)


def rerank_option(command: Command) -> Command:
    """`--rerank MODEL`."""
    option = click.option(
        "--rerank",
        metavar="MODEL",
        help="Cross-encoder that reorders the best results, by name or folder. Slow without a GPU.",
    )
    return option(command)
