"""The commands `keys add`, `keys list` and `keys revoke`."""

from pathlib import Path

import click

from indexer.options import index_option


@click.group("keys")
def keys_group() -> None:
    """Manage keys for changing transcripts over HTTP; a running server sees changes at once."""


@keys_group.command("add")
@click.argument("name")
@index_option
def add_command(name: str, folder: Path) -> None:
    """Make a key and print it. It is shown only once, since only its hash is stored."""
    from search_api.keys import add_key

    click.echo(add_key(folder, name))


@keys_group.command("list")
@index_option
def list_command(folder: Path) -> None:
    """List the names of all keys, with the times at which they were added."""
    from indexer.index import recorded_settings
    from search_api.keys import stored_keys

    recorded_settings(folder)
    for key in stored_keys(folder):
        click.echo(f"{key.name:<24} {key.added:%Y-%m-%d %H:%M} UTC")


@keys_group.command("revoke")
@click.argument("name")
@index_option
def revoke_command(name: str, folder: Path) -> None:
    """Revoke a key, at once."""
    from search_api.keys import revoke_key

    revoke_key(folder, name)
    click.echo(f"{name} is revoked.")
