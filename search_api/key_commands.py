"""The commands for keys: add, list, revoke."""

from pathlib import Path

import click

from indexer.options import index_option


@click.group("keys")
def keys_group() -> None:
    """Keys for changing transcripts over HTTP; a server that runs sees changes at once."""


@keys_group.command("add")
@click.argument("name")
@index_option
def add_command(name: str, folder: Path) -> None:
    """Make a key and print it. It is shown this once: only its hash is kept."""
    from search_api.keys import add_key

    click.echo(add_key(folder, name))


@keys_group.command("list")
@index_option
def list_command(folder: Path) -> None:
    """The names of all keys, and since when they are."""
    from indexer.index import recorded_settings
    from search_api.keys import stored_keys

    recorded_settings(folder)
    for one in stored_keys(folder):
        click.echo(f"{one.name:<24} {one.added:%Y-%m-%d %H:%M} UTC")


@keys_group.command("revoke")
@click.argument("name")
@index_option
def revoke_command(name: str, folder: Path) -> None:
    """Make a key useless, at once."""
    from search_api.keys import revoke_key

    revoke_key(folder, name)
    click.echo(f"{name} is revoked.")
