"""The packages that `eval` needs in addition to the base install, and the error when they are missing."""

from importlib.util import find_spec
from typing import Any

import click

from indexer.errors import ExtraMissing

EXTRA_MODULES = (
    "Stemmer", "bm25s", "httpx", "ir_measures", "lightgbm", "markupsafe", "matplotlib", "scipy", "sklearn",
)  # fmt: skip
"""The modules that the extra `eval` installs."""


class ExtraCommand(click.Command):
    """A command that needs the extra; its `--help` works without."""

    def invoke(self, ctx: click.Context) -> Any:
        """Check that the extra is installed, and run the command.

        Raises:
            ExtraMissing: a module of it is missing.
        """
        missing = [name for name in EXTRA_MODULES if find_spec(name) is None]
        if missing:
            raise ExtraMissing(
                f"eval: this command also needs {', '.join(missing)}; install them with "
                "`pip install 'onrecord[eval]'` in the environment of onrecord."
            )
        return super().invoke(ctx)
