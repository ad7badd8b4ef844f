"""The HTML of a report, self-contained in one file."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from eval.measures import by_measure, share
from eval.report.plots import bars, differences, interval, reliability
from eval.results import Results
from eval.significance import compare

MEASURE = "nDCG@10"
_WORST = 15


def report_page(results: Results) -> str:
    """The report as HTML."""
    values = by_measure(results.scores)
    systems = list(dict.fromkeys(score.system for score in results.scores))
    measures = {
        name: {system: interval(list(by_topic.values())) for system, by_topic in by_system.items()}
        for name, by_system in values.items()
    }
    first = "ranked" if "ranked" in systems else systems[0]
    other_systems = [system for system in systems if system != first]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["html"])
    )
    return environment.get_template("page.html").render(
        dataset=results.dataset,
        topics=len(results.texts),
        systems=systems,
        measures=measures,
        compared=compare(results.scores, MEASURE, first),
        measure=MEASURE,
        plots=[
            _plot(bars(name, intervals))
            for name, intervals in measures.items()
            if name in {MEASURE, "P@1", "named@1"}
        ],
        gains=[
            _plot(differences(f"{first} less {other}, {MEASURE}", [*_gains(values, first, other).values()]))
            for other in other_systems
        ],
        losses=[(other, _losses(results, values, first, other)) for other in other_systems],
        decisions=_decisions(results, first),
    )


Values = dict[str, dict[str, dict[str, float]]]


def _gains(values: Values, first: str, other: str) -> dict[str, float]:
    ours, theirs = values[MEASURE][first], values[MEASURE][other]
    return {topic: ours[topic] - theirs[topic] for topic in ours if topic in theirs}


def _losses(results: Results, values: Values, first: str, other: str) -> list[tuple[str, str, float]]:
    gains = sorted(_gains(values, first, other).items(), key=lambda pair: pair[1])
    return [(topic, results.texts.get(topic, ""), gain) for topic, gain in gains[:_WORST] if gain < 0]


def _decisions(results: Results, system: str) -> tuple[Markup, dict[str, float]] | None:
    """The reliability diagram of the answer decisions and their figures; the decisions are the same in every mode."""
    decisions = [decision for decision in results.decisions if decision.system == system]
    if not decisions:
        return None
    return _plot(reliability(f"{system}: probability of an answer", decisions)), {
        "answerable, and refused": share(
            not decision.answered for decision in decisions if decision.answerable
        ),
        "unanswerable, and refused": share(
            not decision.answered for decision in decisions if not decision.answerable
        ),
        "mean squared error of the probability": sum(
            (decision.probability - decision.answerable) ** 2 for decision in decisions
        )
        / len(decisions),
    }


def _plot(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - made here from numbers and the names of systems, not from texts of topics
