"""The commands that measure reading and attribution."""

from pathlib import Path

import click

from indexer.terminal import visible


@click.command("attribution")
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="DIR..."
)
@click.option("--labels", is_flag=True, help="List every distinct label with its count and the names it got.")
def attribution_command(folders: tuple[Path, ...], *, labels: bool) -> None:
    """What readers and attribution make of a folder: labels, names, text that belongs to nobody."""
    from eval.attribution.survey import survey
    from indexer.directory.load import shipped

    found = survey(folders, shipped())
    if labels:
        for label, count in found.labels.most_common():
            names = ", ".join(f"{name} {times}" for name, times in found.names.get(label, {}).items())
            click.echo(visible(f"{count:>7}  {label or '(no label)'}  {names}"))
    click.echo(f"{'files':<34}{found.files}")
    click.echo(f"{'refused':<34}{len(found.refused)}")
    click.echo(f"{'transcripts':<34}{found.transcripts}")
    click.echo(f"{'turns':<34}{found.turns}")
    click.echo(f"{'distinct labels':<34}{len(found.labels)}")
    for status, count in found.statuses.most_common():
        click.echo(f"{'  ' + status:<34}{count}")
    click.echo(f"{'unassigned words':<34}{found.unassigned_words} ({found.unassigned_share:.2%})")
    click.echo(f"{'named by a post not held that day':<34}{len(found.outside_tenure)}")
    click.echo(f"{'president as two people':<34}{len(found.split)}")
    for refusal in found.refused:
        click.echo(visible(f"refused {refusal}"), err=True)
    for line in found.outside_tenure + found.split:
        click.echo(visible(f"wrong: {line}"), err=True)


@click.command("congressional-record")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
def congressional_record_command(folder: Path) -> None:
    """Speeches of DIR/html against another project's parse in DIR/json; exits with 1 below 0.97."""
    from eval.attribution.congressional_record import compare, listed_disagreements, without

    whole = compare(folder)
    rest, stale = without(whole, listed_disagreements())
    for name, one in (("all cases", whole), ("without listed disagreements", rest)):
        click.echo(
            f"{name:<30} ours {one.ours}, theirs {one.theirs}, matched {one.matched}: "
            f"precision {one.precision:.4f}, recall {one.recall:.4f}"
        )
    for side, speeches in (("only ours", rest.only_ours), ("only theirs", rest.only_theirs)):
        for speech in speeches:
            click.echo(visible(f"{side}: {' | '.join(speech)}"))
    for case in stale:
        click.echo(visible(f"listed, but no longer so: {case.file} {case.label} {case.letters}"), err=True)
    if stale or min(rest.precision, rest.recall) < 0.97:
        raise click.exceptions.Exit(1)
