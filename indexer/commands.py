"""The commands that read, store and check transcripts."""

import sys
from pathlib import Path

import click
import msgspec

from embeddings.choose import Precision
from indexer.model import Transcript
from indexer.options import directory_option, index_option, json_option, model_option, precision_option
from indexer.terminal import visible


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@index_option
@model_option
@precision_option
@directory_option
@click.option(
    "--allow-empty",
    is_flag=True,
    help="Remove also what was indexed from folders in which no file is left.",
)
def index_command(  # noqa: PLR0913 - an argument an option
    paths: tuple[Path, ...],
    folder: Path,
    model: str | None,
    precision: Precision | None,
    people: Path | None,
    *,
    allow_empty: bool,
) -> None:
    """Index files and folders: adds what is new, updates what changed, leaves the rest."""
    from embeddings.models import DEFAULT_MODEL
    from indexer.catalog.connect import exists
    from indexer.directory.load import load
    from indexer.index import open_encoder, recorded_settings
    from indexer.ingest.pipeline import index_paths
    from indexer.ingest.progress import Progress

    directory = load(people) if people else None
    recorded = recorded_settings(folder).encoder.model if exists(folder) else DEFAULT_MODEL
    encoder = open_encoder(model or recorded, precision)
    with Progress(paths) as progress:
        report = index_paths(folder, paths, encoder, progress.advance, directory, allow_empty=allow_empty)
    for refusal in report.refused:
        click.echo(visible(f"refused {refusal}"), err=True)
    if not any(
        (report.added, report.updated, report.unchanged, report.renamed, report.removed, report.refused)
    ):
        click.echo(
            "warning: there is no transcript in what was named; docs/index-your-archive.md lists the formats.",
            err=True,
        )
    click.echo(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.renamed} renamed, {report.removed} removed, {len(report.refused)} refused; "
        f"{report.embedded} passages embedded, {report.reused} reused."
    )
    if report.refused:
        sys.exit(report.refused[0].exit_code)


@click.command("parse")
@click.argument("file", type=click.Path(path_type=Path))
@directory_option
@json_option
def parse_command(file: Path, people: Path | None, *, as_json: bool) -> None:
    """Show what the reader makes of a file; indexes nothing."""
    from indexer.directory.load import load
    from indexer.errors import InputRefused
    from indexer.ingest.reading import read_isolated

    refused = 0
    for read in read_isolated(file, load(people) if people else None):
        if isinstance(read, InputRefused):
            click.echo(visible(str(read)), err=True)
            refused = read.exit_code
            continue
        for transcript in read:
            _show(transcript, as_json=as_json)
    sys.exit(refused)


def _show(transcript: Transcript, *, as_json: bool) -> None:
    from indexer.export.parsed import parsed

    shown = parsed(transcript)
    if as_json:
        click.echo(msgspec.json.encode(shown).decode())
        return
    click.echo(visible(f"{shown.id}  ({shown.format}, {shown.date or 'no date'})  {shown.title or ''}"))
    for turn in shown.turns:
        who = turn.name or ", ".join(turn.candidates) or "-"
        first = " ".join(turn.text.split())[:70]
        click.echo(visible(f"{turn.ordinal:>4}  {turn.label}  [{turn.status}: {who}]  {first}"))
    for part in (one for one in shown.outside if one.kind != "label"):
        first = " ".join(part.text.split())[:70]
        click.echo(visible(f"   -  ({part.kind})  {first}"))
    for warning in shown.warnings:
        click.echo(visible(f"warning: {warning}"))


@click.command("status")
@index_option
@json_option
def status_command(folder: Path, *, as_json: bool) -> None:
    """Counts, sizes, encoder and versions of an index."""
    from indexer.integrity.status import status

    shown = status(folder)
    if as_json:
        click.echo(msgspec.json.encode(shown).decode())
        return
    for name, count in shown.counts.items():
        click.echo(f"{name:<12} {count}")
    click.echo(f"{'size':<12} {shown.bytes / 1e6:.1f} MB")
    click.echo(
        f"{'encoder':<12} {shown.encoder.model} ({shown.encoder.dimension} dimensions, {shown.encoder.precision})"
    )
    click.echo(f"{'generation':<12} {shown.generation}")
    click.echo(f"{'schema':<12} {shown.schema_version}")
    click.echo(f"{'onrecord':<12} {shown.version}")


@click.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@index_option
def remove_command(ids: tuple[str, ...], folder: Path) -> None:
    """Remove transcripts by id: all of them, or none when one is unknown."""
    from indexer.ingest.pipeline import remove

    remove(folder, ids)
    click.echo(f"{len(set(ids))} removed.")


@click.command("verify")
@index_option
def verify_command(folder: Path) -> None:
    """Check every invariant of an index; exits with 1 and names what is broken."""
    from indexer.integrity.verify import verify

    faults = verify(folder)
    for fault in faults:
        click.echo(visible(fault), err=True)
    if faults:
        sys.exit(1)
    click.echo("The index is sound.")


@click.command("repair")
@index_option
def repair_command(folder: Path) -> None:
    """Rebuild what is derived from the catalog; embeds nothing."""
    from indexer.index import Index, writing

    index = Index(folder)
    try:
        with writing(folder):
            index.store.rebuild()
    finally:
        index.close()
    click.echo("The vector and lexical indexes are rebuilt.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@index_option
def backup_command(file: Path, folder: Path) -> None:
    """Copy an index into one FILE while it is searched or written to.

    The file becomes an index again as `catalog.sqlite3` in a folder of its own: what is derived is rebuilt.
    """
    from indexer.integrity.backup import backup

    size = backup(folder, file)
    click.echo(visible(f"{file}: {size / 1e6:.1f} MB."))


@click.command("export")
@index_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export_command(folder: Path, form: str) -> None:
    """Print all transcripts with their turns and attribution."""
    from indexer.catalog.read import Catalog
    from indexer.export.transcripts import write_csv, write_jsonl

    catalog = Catalog(folder)
    try:
        transcripts = (catalog.transcript(heading.id) for heading in catalog.headings())
        with click.open_file("-", "w", encoding="utf-8") as out:
            if form == "csv":
                write_csv(transcripts, out)
            else:
                write_jsonl(transcripts, out)
    finally:
        catalog.close()
