"""`onrecord eval`: the offline relevance benchmark."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from eval.attribution.commands import attribution_command, congressional_record_command
from eval.checking.commands import check_command
from eval.extra import ExtraCommand
from eval.interpretation.commands import questions_command
from eval.reading.commands import reading_command, times_command
from eval.reading.openings.commands import train_turns_command
from eval.training.commands import train_queries_command
from eval.training.pairs.commands import pairs_command
from indexer.options import index_option, json_option, precision_option

if TYPE_CHECKING:
    from eval.measures import Measured


@click.group("eval")
def eval_group() -> None:
    """Measure reading, interpretation and relevance, and train the models."""


work_option = click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that keeps converted datasets, indexes and vectors for the next run.  "
    "[default: a temporary folder]",
)
_path = click.Path(path_type=Path)
_results = click.Path(path_type=Path, file_okay=False)
qmsum_option = click.option("--qmsum", type=_path, required=True, help="Folder of QMSum.")
briefings_option = click.option("--briefings", type=_path, required=True, help="Folder of the briefings.")
query_map_option = click.option(
    "--query-map",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Map of queries that `onrecord eval train-queries` wrote, to search with.  [default: none]",
)
measure_option = click.option("--measure", default="nDCG@10", show_default=True, help="Measure to compare.")


@eval_group.command("run", cls=ExtraCommand)
@click.option(
    "--dataset",
    "name",
    default="sample",
    show_default=True,
    help="sample, qmsum:DIR, qmsum-documents:DIR, briefings:DIR, or your own folder.",
)
@click.option("--split", help="QMSum: train or val (default). Briefings: train, tune or test (default).")
@click.option("--domain", "domains", multiple=True, help="QMSum: academic, committee or product. Repeatable.")
@click.option(
    "--scope",
    type=click.Choice(["own", "all"]),
    default="own",
    show_default=True,
    help="Briefings: each question searches its own transcript, or all.",
)
@click.option(
    "--system",
    "systems",
    multiple=True,
    type=click.Choice(["ranked", "hybrid", "dense", "lexical", "bm25s"]),
    help="System to run. Repeatable.  [default: all]",
)
@click.option("--model", help="Embedding model, by name or folder.")
@precision_option
@query_map_option
@click.option("--rerank", help="Cross-encoder that reorders the best results of ranked, by name or folder.")
@click.option("--runs", "folder", type=_path, help="Folder for TREC runs and scores.")
@work_option
@json_option
def run_command(*, as_json: bool, name: str, folder: Path | None, work: Path | None, **options: Any) -> None:
    """Search for the questions of a dataset and measure the results.

    Exits with 1 if a result on the sample set is below its stored expected value.
    """
    from eval.datasets import Choice
    from eval.running import Benchmark, run_benchmark

    choice = Choice(*(options.pop(part) for part in ("split", "domains", "scope")))
    measured = run_benchmark(Benchmark(name, choice, **options), folder, work)
    click.echo(msgspec.json.encode(measured).decode() if as_json else _table(measured))
    _check_expected(name, measured)


def _check_expected(name: str, measured: "list[Measured]") -> None:
    from eval.datasets.folder import SAMPLE
    from eval.expected import read_expected, shortfalls

    faults = list(shortfalls(read_expected(SAMPLE / "expected.json"), measured)) if name == "sample" else []
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


@eval_group.command("compare", cls=ExtraCommand)
@click.argument("folder", metavar="DIR", type=_results)
@measure_option
@click.option("--system", default="ranked", show_default=True, help="System to compare with the others.")
@json_option
def compare_command(folder: Path, measure: str, system: str, *, as_json: bool) -> None:
    """Compare a system with the others of a run, by paired randomization tests with Holm's correction."""
    from eval.results import read_results
    from eval.significance import compare
    from indexer.errors import RequestInvalid

    scores = read_results(folder).scores
    if (system, measure) not in {(score.system, score.measure) for score in scores}:
        raise RequestInvalid("--system", f"{folder} holds no {measure} of {system}; choose another.")
    comparisons = compare(scores, measure, system)
    if as_json:
        click.echo(msgspec.json.encode(comparisons).decode())
        return
    click.echo(f"{measure}, {comparisons[0].topics if comparisons else 0} topics")
    for pair in comparisons:
        ratio = f"{pair.mean / pair.other_mean:.2f} times" if pair.other_mean else "-"
        click.echo(
            f"{pair.system} {pair.mean:.3f}  {pair.other:<8} {pair.other_mean:.3f}  "
            f"{pair.difference:+.3f}  {ratio}  p = {pair.corrected:.4f}"
        )


@eval_group.command("standing", cls=ExtraCommand)
@click.argument("folders", metavar="DIR...", type=_results, nargs=-1, required=True)
@measure_option
@click.option("--system", default="ranked", show_default=True, help="System to compare.")
@json_option
def standing_command(folders: tuple[Path, ...], measure: str, system: str, *, as_json: bool) -> None:
    """Compare a system with the best single retriever, on each dataset and for each form of question.

    Forms with fewer than 15 questions in all runs together are left out. Exits with 1 if the system is below.
    """
    from eval.results import read_results
    from eval.retriever_comparison import compare_with_retrievers

    results = [read_results(folder) for folder in folders]
    comparisons = list(compare_with_retrievers(results, measure, system))
    if as_json:
        click.echo(msgspec.json.encode(comparisons).decode())
    else:
        click.echo(f"{measure} of {system} and of the best single retriever")
        for part in comparisons:
            click.echo(
                f"{part.part:<28} {part.topics:>5}  {part.mean:.3f}  {part.best_retriever:<8}"
                f" {part.retriever_mean:.3f}{'' if part.holds else '  below'}"
            )
    if not all(part.holds for part in comparisons):
        sys.exit(1)


@eval_group.command("report", cls=ExtraCommand)
@click.argument("folder", metavar="DIR", type=_results)
@click.option("--out", type=_path, required=True, help="HTML file to write.")
def report_command(folder: Path, out: Path) -> None:
    """Write the measures of a run, its gains and losses, and its reliability diagram into one HTML file."""
    from eval.report.page import report_page
    from eval.results import read_results

    out.write_text(report_page(read_results(folder)), "utf-8")
    click.echo(f"wrote {out}")


@eval_group.command("train", cls=ExtraCommand)
@qmsum_option
@briefings_option
@click.option("--out", type=_path, required=True, help="Folder for the models and the model card.")
@click.option("--ablation", is_flag=True, help="Also train without each group of features, and print a table.")
@click.option("--decision", is_flag=True, help="Train only the answer decision, not the ranking.")
@query_map_option
@work_option
def train_command(*, ablation: bool, decision: bool, **options: Any) -> None:
    """Train the ranking and the answer decision that ship with the package, on the train questions only."""
    from eval.training.decision import train_decision
    from eval.training.train import train

    for line in train_decision(**options) if decision else train(**options, ablation=ablation):
        click.echo(line)


@eval_group.command("sizes")
@qmsum_option
@briefings_option
@click.option("--qmsum-split", default="val", show_default=True, help="train or val.")
@click.option("--briefings-split", default="test", show_default=True, help="train, tune or test.")
@work_option
def sizes_command(**options: Any) -> None:
    """Show how often questions are answered and refused in collections of 1 to 100 passages, cut from real ones."""
    from eval.training.sizes import by_size

    for line in by_size(**options):
        click.echo(line)


@eval_group.command("phrases", cls=ExtraCommand)
@index_option
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="How many phrases.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the random choice.")
@json_option
def phrases_command(folder: Path, count: int, seed: int, *, as_json: bool) -> None:
    """Search for random phrases of an index, word for word, and count the turns that are missed or wrongly found.

    Exits with 1 if there is any.
    """
    from contextlib import closing
    from random import Random

    from eval.quoting.phrases import measure_phrases
    from search_api.search.opening import open_searcher

    with closing(open_searcher(folder)) as searcher:
        figures = measure_phrases(searcher, count, Random(seed))  # noqa: S311 - repeatable, not secret
    if as_json:
        click.echo(msgspec.json.encode(figures).decode())
    else:
        click.echo(
            f"{figures.phrases} phrases, {figures.straddling} of them over the ends of passages, in "
            f"{figures.turns} turns: {figures.missed} missed, {figures.false} wrongly found"
        )
    for fault in figures.faults:
        turns = ", ".join((*fault.missed, *fault.false))
        click.echo(f'"{fault.phrase}" ({fault.mode}): {turns}', err=True)
    if figures.faults:
        sys.exit(1)


@eval_group.command("highlights", cls=ExtraCommand)
@briefings_option
@click.option("--split", default="tune", show_default=True, help="train, tune or test.")
@work_option
@json_option
def highlights_command(briefings: Path, split: str, work: Path | None, *, as_json: bool) -> None:
    """Compare what is marked in quotes with the passages that were judged to answer."""
    from eval.datasets.briefings import read_briefings
    from eval.quoting.highlights import measure_highlights
    from eval.running import stored_encoder, working
    from eval.runs import dataset_searcher

    dataset = read_briefings(briefings, split)
    with (
        working(work) as folder,
        stored_encoder(None, folder) as encoder,
        dataset_searcher(dataset, folder, encoder) as (here, searcher),
    ):
        figures = measure_highlights(here, searcher)
    click.echo(
        msgspec.json.encode(figures).decode()
        if as_json
        else f"{figures.quotes} quotes: {figures.meets:.2f} meet the judged passage, {figures.inside:.2f} of what is "
        f"marked is in it, {figures.marked:.2f} of a quote is marked; {figures.more_than_half:.2f} are marked for "
        "more than half"
    )


def _table(measured: "list[Measured]") -> str:
    names = list(measured[0].figures)
    head = f"{'system':<10}" + "".join(f"{name:>{len(name) + 4}}" for name in names)
    lines = [
        f"{run.system:<10}" + "".join(f"{run.figures[name]:>{len(name) + 4}.3f}" for name in names)
        for run in measured
    ]
    return "\n".join([head, *lines])


eval_group.add_command(attribution_command)
eval_group.add_command(congressional_record_command)
eval_group.add_command(check_command)
eval_group.add_command(questions_command)
eval_group.add_command(reading_command)
eval_group.add_command(train_turns_command)
eval_group.add_command(pairs_command)
eval_group.add_command(train_queries_command)
eval_group.add_command(times_command)
