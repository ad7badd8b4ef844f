"""The options that commands share."""

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
        help="The folder of the index.",
    )
    return option(command)


def directory_option(command: Command) -> Command:
    """`--directory FILE`."""
    option = click.option(
        "--directory",
        "people",
        type=click.Path(path_type=Path),
        help="A speaker directory of your own (TOML), beside the one that ships with onrecord.",
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
        help="How vectors are worked out; bf16 is slow where the processor has no instructions for it.  "
        "[default: int8; to index on a GPU, fp16]",
    )
    return option(command)


def rerank_option(command: Command) -> Command:
    """`--rerank MODEL`."""
    option = click.option(
        "--rerank",
        metavar="MODEL",
        help="A cross-encoder that reads the best results once more, by name or folder; slow without a GPU.",
    )
    return option(command)
