"""The commands that index, inspect, check and export transcripts."""

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from embeddings.choose import Precision
from indexer.model import Transcript
from indexer.options import directory_option, index_option, json_option, model_option, precision_option
from indexer.terminal import visible

if TYPE_CHECKING:
    from indexer.directory.records import Directory

_MOST_NAMED = 10
_MOST_WARNINGS = 20


@click.command("index")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@index_option
@model_option
@precision_option
@directory_option
@click.option(
    "--allow-empty", is_flag=True, help="Also remove what was indexed from folders that are now empty."
)
def index_command(  # noqa: PLR0913 - one argument per option
    paths: tuple[Path, ...],
    folder: Path,
    model: str | None,
    precision: Precision | None,
    people: Path | None,
    *,
    allow_empty: bool,
) -> None:
    """Index files and folders: add new files, update changed ones, and remove those that are gone."""
    from embeddings.models import DEFAULT_MODEL
    from indexer.catalog.connect import exists
    from indexer.directory.load import load
    from indexer.index import open_encoder, recorded_settings
    from indexer.ingest.pipeline import index_paths
    from indexer.ingest.progress import Progress

    directory = load(people) if people else None
    recorded = recorded_settings(folder).encoder.model if exists(folder) else DEFAULT_MODEL
    encoder = open_encoder(model or recorded, precision)
    with closing(Progress(paths)) as progress:
        report = index_paths(folder, paths, encoder, progress.advance, directory, allow_empty=allow_empty)
    for refusal in report.refused:
        click.echo(visible(f"refused {refusal}"), err=True)
    if not any(
        (report.added, report.updated, report.unchanged, report.renamed, report.removed, report.refused)
    ):
        click.echo(
            "warning: the given paths hold no transcript; docs/index-your-archive.md lists the formats.",
            err=True,
        )
    click.echo(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.renamed} renamed, {report.removed} removed, {len(report.refused)} refused; "
        f"{report.embedded} passages embedded, {report.reused} reused."
    )
    if report.companions:
        click.echo(visible(_companions(report.companions)))
    if report.unknown:
        click.echo(visible(_unknown_formats(report.unknown)))
    _show_warnings(report.warnings)
    if report.refused:
        sys.exit(report.refused[0].exit_code)


def _companions(names: Sequence[str]) -> str:
    """The sentence about files that were read with others: the first by their names."""
    more = len(names) - _MOST_NAMED
    subject = (
        "file holds no speech and belongs to the transcripts next to it"
        if len(names) == 1
        else "files hold no speech and belong to the transcripts next to them"
    )
    return f"{len(names)} {subject}: {', '.join(names[:_MOST_NAMED])}{f' and {more} more' if more > 0 else ''}."


def _unknown_formats(names: Sequence[str]) -> str:
    """The sentence about files that were not read: the first by their names, the others by their suffixes."""
    shown, others = names[:_MOST_NAMED], names[_MOST_NAMED:]
    suffixes = Counter(Path(name).suffix.lower() or "without a suffix" for name in others)
    rest = (
        f" and {len(others)} more ({', '.join(f'{n} {name}' for name, n in suffixes.most_common(_MOST_NAMED))})"
    )
    return (
        f"{len(names)} {'file was' if len(names) == 1 else 'files were'} skipped, because the format is not known: "
        f"{', '.join(shown)}{rest if others else ''}."
    )


def _show_warnings(warnings: Sequence[str]) -> None:
    for warning in warnings[:_MOST_WARNINGS]:
        click.echo(visible(f"warning: {warning}"))
    if len(warnings) > _MOST_WARNINGS:
        click.echo(f"{len(warnings)} warnings in all; `onrecord parse` shows those of a file.")


@click.command("parse")
@click.argument("file", type=click.Path(path_type=Path))
@directory_option
@click.option(
    "--sidecar", "as_sidecar", is_flag=True, help="Print a sidecar to fill in: metadata, and a name a label."
)
@json_option
def parse_command(file: Path, people: Path | None, *, as_sidecar: bool, as_json: bool) -> None:
    """Show how a file is read: its turns, speakers and warnings. Indexes nothing."""
    from indexer.directory.load import load
    from indexer.errors import InputRefused
    from indexer.ingest.reading import read_isolated

    if as_sidecar and as_json:
        raise click.UsageError("--sidecar prints TOML and --json prints JSON; give one of them.")
    exit_code = 0
    if as_sidecar:
        _print_sidecar(file, load(people) if people else None)
        return
    for result in read_isolated(file, load(people) if people else None):
        if isinstance(result, InputRefused):
            click.echo(visible(str(result)), err=True)
            exit_code = result.exit_code
            continue
        for transcript in result:
            _show(transcript, as_json=as_json)
    sys.exit(exit_code)


def _print_sidecar(file: Path, people: "Directory | None") -> None:
    from indexer.errors import InputRefused
    from indexer.export.sidecar import sidecar_to_fill_in
    from indexer.ingest.reading import read_isolated
    from indexer.sources import files

    loaded = list(files.load(file))
    if len(loaded) != 1 or not isinstance(loaded[0], files.Loaded) or loaded[0].source.name != str(file):
        reason = "a sidecar belongs to one file; unpack the archive, and name a file of it."
        raise (
            loaded[0]
            if len(loaded) == 1 and isinstance(loaded[0], InputRefused)
            else InputRefused(str(file), reason)
        )
    for result in read_isolated(file, people):
        if isinstance(result, InputRefused):
            raise result
        click.echo(sidecar_to_fill_in(file, result, loaded[0].source.sidecar), nl=False)


def _show(transcript: Transcript, *, as_json: bool) -> None:
    from indexer.export.parsed import parsed
    from indexer.export.readable import readable_quote

    shown = parsed(transcript)
    if as_json:
        click.echo(msgspec.json.encode(shown).decode())
        return
    click.echo(visible(f"{shown.id}  ({shown.format}, {shown.date or 'no date'})  {shown.title or ''}"))
    for turn in shown.turns:
        name = turn.name or ", ".join(turn.candidates) or "-"
        words = _beginning(readable_quote(transcript.text, (turn.start, turn.end), transcript.format))
        click.echo(visible(f"{turn.ordinal:>4}  {turn.label}  [{turn.status}: {name}]  {words}"))
    for part in shown.outside:
        if part.kind != "label":
            click.echo(visible(f"   -  ({part.kind})  {_beginning(part.text)}"))
    for warning in shown.warnings:
        click.echo(visible(f"warning: {warning}"))


def _beginning(text: str) -> str:
    return " ".join(text.split())[:70]


@click.command("status")
@index_option
@json_option
def status_command(folder: Path, *, as_json: bool) -> None:
    """Show the counts, size, encoder and versions of an index."""
    from indexer.integrity.status import status

    shown = status(folder)
    if as_json:
        click.echo(msgspec.json.encode(shown).decode())
        return
    encoder = shown.encoder
    rows = shown.counts | {
        "size": f"{shown.bytes / 1e6:.1f} MB",
        "encoder": f"{encoder.model} ({encoder.dimension} dimensions, {encoder.precision})",
        "generation": shown.generation,
        "schema": shown.schema_version,
        "onrecord": shown.version,
    }
    for name, value in rows.items():
        click.echo(f"{name:<12} {value}")


@click.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@index_option
def remove_command(ids: tuple[str, ...], folder: Path) -> None:
    """Remove transcripts by id: all of them, or none if an id is unknown."""
    from indexer.ingest.pipeline import remove

    remove(folder, ids)
    click.echo(f"{len(set(ids))} removed.")


@click.command("verify")
@index_option
def verify_command(folder: Path) -> None:
    """Check every invariant of an index; report each fault, and exit with 1 if there is one."""
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
    """Rebuild the vector and lexical indexes from the catalog, without encoding anything."""
    from indexer.index import Index, writing

    with closing(Index(folder)) as index, writing(folder):
        index.store.rebuild()
    click.echo("The vector and lexical indexes are rebuilt.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@index_option
def backup_command(file: Path, folder: Path) -> None:
    """Copy an index into one FILE, even while it is in use.

    To restore it, place FILE as `catalog.sqlite3` into an empty folder; the other files are rebuilt.
    """
    from indexer.integrity.backup import backup

    size = backup(folder, file)
    click.echo(visible(f"{file}: {size / 1e6:.1f} MB."))


@click.command("export")
@index_option
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines with a transcript per line, or CSV with a row per turn.",
)
def export_command(folder: Path, file_format: str) -> None:
    """Print all transcripts with their turns and attribution."""
    from indexer.catalog.read import Catalog
    from indexer.export.transcripts import write_csv, write_jsonl

    write = write_csv if file_format == "csv" else write_jsonl
    with closing(Catalog(folder)) as catalog, click.open_file("-", "w", encoding="utf-8") as out:
        write((catalog.transcript(heading.id) for heading in catalog.headings()), out)
