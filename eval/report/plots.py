"""The plots of a report, as SVG."""

import io
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from scipy import stats

from eval.results import Decision

_SEED = 20220216
_RESAMPLES = 2000
_BINS = 10


class Interval(msgspec.Struct, frozen=True):
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def interval(values: Sequence[float]) -> Interval:
    """The mean of the values of topics, with its interval."""
    mean = float(np.mean(values))
    if len(set(values)) == 1:
        return Interval(mean, mean, mean)
    bounds = stats.bootstrap(
        (np.asarray(values),),
        np.mean,
        n_resamples=_RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return Interval(mean, float(bounds.low), float(bounds.high))


def bars(title: str, intervals: dict[str, Interval]) -> str:
    """The mean of a measure for each system, with intervals."""
    figure, axes = _axes(title, 0.42 * len(intervals) + 0.9)
    means = [value.mean for value in intervals.values()]
    errors = [
        [value.mean - value.low for value in intervals.values()],
        [value.high - value.mean for value in intervals.values()],
    ]
    axes.barh(list(intervals), means, xerr=errors, color="#3b6ea5", ecolor="#1a1a1a", capsize=3)
    axes.set_xlim(0, 1)
    axes.invert_yaxis()
    return _svg(figure)


def differences(title: str, values: Sequence[float]) -> str:
    """The difference for each topic, from the largest gain to the largest loss."""
    figure, axes = _axes(title, 2.6)
    ordered = sorted(values, reverse=True)
    colours = ["#2e7d4f" if value > 0 else "#b3402a" for value in ordered]
    axes.bar(range(len(ordered)), ordered, color=colours, width=1.0)
    axes.axhline(0, color="#1a1a1a", linewidth=0.8)
    axes.set_ylim(-1, 1)
    return _svg(figure)


def reliability(title: str, decisions: Sequence[Decision]) -> str:
    """The reliability diagram: how often there is an answer, by the predicted probability of one."""
    figure, axes = _axes(title, 3.2)
    probabilities = np.array([decision.probability for decision in decisions])
    answerable = np.array([decision.answerable for decision in decisions], float)
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    used = [number for number in range(_BINS) if (bins == number).any()]
    predicted = [float(probabilities[bins == number].mean()) for number in used]
    observed = [float(answerable[bins == number].mean()) for number in used]
    axes.plot([0, 1], [0, 1], color="#888888", linestyle="--", linewidth=1)
    axes.plot(predicted, observed, marker="o", color="#3b6ea5")
    axes.set_xlabel("predicted")
    axes.set_ylabel("observed")
    return _svg(figure)


def _axes(title: str, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    # Without pyplot, which keeps figures and looks for a window system.
    figure = Figure(figsize=(7, height), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left")
    return figure, axes


def _svg(figure: Any) -> str:
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context({"svg.hashsalt": "onrecord", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
