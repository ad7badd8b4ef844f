"""The command line: the commands of all packages, each imported on first use."""

import importlib
import sys
from typing import Any

import click

from indexer.errors import OnrecordError
from indexer.terminal import visible

COMMANDS = {
    "index": "indexer.commands:index_command",
    "search": "search_api.commands:search_command",
    "check": "search_api.commands:check_command",
    "serve": "search_api.commands:serve_command",
    "keys": "search_api.commands:keys_group",
    "mcp": "search_api.commands:mcp_command",
    "parse": "indexer.commands:parse_command",
    "status": "indexer.commands:status_command",
    "remove": "indexer.commands:remove_command",
    "verify": "indexer.commands:verify_command",
    "repair": "indexer.commands:repair_command",
    "backup": "indexer.commands:backup_command",
    "export": "indexer.commands:export_command",
    "eval": "eval.commands:eval_group",
    "demo": "search_api.commands:demo_command",
}


class Program(click.Group):
    """A group that imports the module of a command only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order in which help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord")
def program() -> None:
    """Who said what, word for word: search spoken words on the public record."""


def main(arguments: list[str] | None = None) -> Any:
    """Run the program. An error is printed to stderr as one sentence; its class sets the exit code."""
    try:
        return program(args=arguments)
    except OnrecordError as error:
        click.echo(f"onrecord: {visible(str(error))}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
