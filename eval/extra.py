"""What measuring needs besides the base install, and the one sentence that says so where it is missing."""

from importlib.util import find_spec
from typing import Any

import click

from indexer.errors import ExtraMissing

MODULES = (
    "Stemmer", "bm25s", "httpx", "ir_measures", "lightgbm", "markupsafe", "matplotlib", "scipy", "sklearn",
)  # fmt: skip
"""What the extra `eval` installs, by the names of imports."""


def need_extra() -> None:
    """See that the extra is installed, before any work is done.

    Raises:
        ExtraMissing: a part of it is not there; the message says how to install it.
    """
    missing = [name for name in MODULES if find_spec(name) is None]
    if missing:
        raise ExtraMissing(
            f"eval: this command also needs {', '.join(missing)}; install them with "
            "`pip install 'onrecord[eval]'` in the environment that onrecord runs in."
        )


class MeasuringCommand(click.Command):
    """A command that needs the extra; its `--help` does not."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, if all that it needs is there."""
        need_extra()
        return super().invoke(ctx)
