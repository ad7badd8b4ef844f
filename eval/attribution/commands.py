"""The commands that measure reading and attribution."""

from pathlib import Path

import click

from indexer.terminal import visible


@click.command("attribution")
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="DIR..."
)
@click.option("--labels", is_flag=True, help="List each label with its number of turns and its names.")
def attribution_command(folders: tuple[Path, ...], *, labels: bool) -> None:
    """Count the labels, names and unassigned words that reading and attribution find in folders."""
    from eval.attribution.survey import survey
    from indexer.directory.load import shipped

    counts = survey(folders, shipped())
    if labels:
        for label, count in counts.labels.most_common():
            names = ", ".join(f"{name} {turns}" for name, turns in counts.names.get(label, {}).items())
            click.echo(visible(f"{count:>7}  {label or '(no label)'}  {names}"))
    click.echo(f"{'files':<34}{counts.files}")
    click.echo(f"{'refused':<34}{len(counts.refused)}")
    click.echo(f"{'transcripts':<34}{counts.transcripts}")
    click.echo(f"{'turns':<34}{counts.turns}")
    click.echo(f"{'distinct labels':<34}{len(counts.labels)}")
    for status, count in counts.statuses.most_common():
        click.echo(f"{'  ' + status:<34}{count}")
    click.echo(f"{'unassigned words':<34}{counts.unassigned_words} ({counts.unassigned_share:.2%})")
    click.echo(f"{'named by a post not held that day':<34}{len(counts.outside_tenure)}")
    click.echo(f"{'president as two people':<34}{len(counts.split)}")
    for refusal in counts.refused:
        click.echo(visible(f"refused {refusal}"), err=True)
    for line in counts.outside_tenure + counts.split:
        click.echo(visible(f"wrong: {line}"), err=True)


@click.command("congressional-record")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR")
def congressional_record_command(folder: Path) -> None:
    """Compare the speeches in DIR/html with another project's parse in DIR/json.

    Exits with 1 if precision or recall is below 0.97.
    """
    from eval.attribution.congressional_record import compare, listed_disagreements, without

    whole = compare(folder)
    rest, stale = without(whole, listed_disagreements())
    for name, part in (("all cases", whole), ("without listed disagreements", rest)):
        click.echo(
            f"{name:<30} ours {part.ours}, theirs {part.theirs}, matched {part.matched}: "
            f"precision {part.precision:.4f}, recall {part.recall:.4f}"
        )
    for side, speeches in (("only ours", rest.only_ours), ("only theirs", rest.only_theirs)):
        for speech in speeches:
            click.echo(visible(f"{side}: {' | '.join(speech)}"))
    for case in stale:
        click.echo(visible(f"listed, but no disagreement: {case.file} {case.label} {case.letters}"), err=True)
    if stale or min(rest.precision, rest.recall) < 0.97:
        raise click.exceptions.Exit(1)
