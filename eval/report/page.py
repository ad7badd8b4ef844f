"""The page of a report: everything in one file, nothing fetched from elsewhere."""

from collections import defaultdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from eval.measures import Scored
from eval.report.plots import bars, differences, interval, reliability
from eval.results import Decided, Results
from eval.significance import compare

MEASURE = "nDCG@10"
_WORST = 15


def report_page(results: Results) -> str:
    """The report as HTML."""
    values = _by_measure(results.scores)
    systems = list(dict.fromkeys(one.system for one in results.scores))
    measures = {
        name: {system: interval(list(found.values())) for system, found in by_system.items()}
        for name, by_system in values.items()
    }
    first = "ranked" if "ranked" in systems else systems[0]
    others = [system for system in systems if system != first]
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
            _plot(bars(name, found)) for name, found in measures.items() if name in {MEASURE, "P@1", "named@1"}
        ],
        gains=[
            (
                other,
                _plot(
                    differences(f"{first} less {other}, {MEASURE}", list(_gains(values, first, other).values()))
                ),
            )
            for other in others
        ],
        losses=[(other, _losses(results, values, first, other)) for other in others],
        reliable=[
            (system, _plot(reliability(f"{system}: how probable an answer is", told)), _told(told))
            for system, told in _decisions(results, first).items()
        ],
    )


Values = dict[str, dict[str, dict[str, float]]]


def _by_measure(scores: tuple[Scored, ...]) -> Values:
    values: Values = {}
    for one in scores:
        values.setdefault(one.measure, {}).setdefault(one.system, {})[one.topic] = one.value
    return values


def _gains(values: Values, first: str, other: str) -> dict[str, float]:
    ours, theirs = values[MEASURE][first], values[MEASURE][other]
    return {topic: ours[topic] - theirs[topic] for topic in ours if topic in theirs}


def _losses(results: Results, values: Values, first: str, other: str) -> list[tuple[str, str, float]]:
    gains = sorted(_gains(values, first, other).items(), key=lambda pair: pair[1])
    return [(topic, results.texts.get(topic, ""), gain) for topic, gain in gains[:_WORST] if gain < 0]


def _decisions(results: Results, first: str) -> dict[str, list[Decided]]:
    found: dict[str, list[Decided]] = defaultdict(list)
    for one in results.decisions:
        # The decision is the same in every mode.
        if one.system == first:
            found[one.system].append(one)
    return found


def _told(decisions: list[Decided]) -> dict[str, float]:
    answerable = [one for one in decisions if one.answerable]
    without = [one for one in decisions if not one.answerable]
    return {
        "answerable, and refused": sum(not one.answered for one in answerable) / max(1, len(answerable)),
        "unanswerable, and refused": sum(not one.answered for one in without) / max(1, len(without)),
        "mean squared error of the probability": sum(
            (one.probability - one.answerable) ** 2 for one in decisions
        )
        / max(1, len(decisions)),
    }


def _plot(svg: str) -> Markup:
    # Made here, from numbers and the names of systems; texts of topics go through the template's escaping.
    return Markup(svg)  # noqa: S704 - as said above
