"""`onrecord eval questions`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from eval.interpretation.records import Part
from indexer.options import json_option
from indexer.terminal import visible

if TYPE_CHECKING:
    from eval.interpretation.records import Judged

PARTS: tuple[Part, ...] = get_args(Part)
_folder = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command("questions")
@click.option("--part", type=click.Choice(PARTS), help="Only this part of the questions.  [default: both]")
@click.option(
    "--index",
    "index",
    type=click.Path(path_type=Path, file_okay=False),
    help="Index to search.  [default: a temporary one]",
)
@click.option("--transcripts", type=_folder, help="Folder of the transcripts, to index first.")
@click.option(
    "--questions",
    "path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own questions, as JSON Lines.  [default: those about the White House in 2022]",
)
@click.option("--show", is_flag=True, help="List the wrong questions of the part test, too.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print tables in Markdown.")
@json_option
def questions_command(*, as_markdown: bool, as_json: bool, **options: Any) -> None:
    """Compare what the search reads out of questions, and by whom and when its first result is, with what is right.

    Wrong questions of the part train are listed. Those of test are only counted: nobody who works on the
    interpretation may look at them.
    """
    from eval.interpretation import report
    from eval.interpretation.benchmark import judge_all, opened
    from eval.interpretation.question_file import QUESTIONS, read_questions

    chosen: tuple[Part, ...] = (options["part"],) if options["part"] else PARTS
    questions = [one for one in read_questions(options["path"] or QUESTIONS) if one.part in chosen]
    with opened(options["index"], options["transcripts"]) as searcher:
        judged = list(judge_all(questions, searcher))
    by_part = {part: [one for one in judged if one.question.part == part] for part in chosen}
    listed = {part: part == "train" or options["show"] for part in chosen}
    if as_json:
        click.echo(
            msgspec.json.encode(
                {
                    part: {
                        "kinds": report.rows(of_part),
                        "wrong": _wrong(of_part) if listed[part] else None,
                    }
                    for part, of_part in by_part.items()
                }
            ).decode()
        )
        return
    for part, of_part in by_part.items():
        for line in report.wrong(of_part) if listed[part] else ():
            click.echo(visible(line))
        rows = report.rows(of_part)
        for line in report.markdown(part, rows) if as_markdown else report.table(part, rows):
            click.echo(visible(line))
        click.echo()


def _wrong(judged: "list[Judged]") -> "list[dict[str, Any]]":
    return [
        {"id": one.question.id, "text": one.question.text, "faults": one.faults} for one in judged if one.faults
    ]
