"""The report's plots, as SVG."""

import io
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from scipy import stats

from eval.results import Decided

_SEED = 20220216
_RESAMPLES = 2000
_BINS = 10


class Interval(msgspec.Struct, frozen=True):
    """A mean with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def interval(values: Sequence[float]) -> Interval:
    """The mean of per-topic values, with its interval."""
    mean = float(np.mean(values))
    if len(set(values)) == 1:
        return Interval(mean, mean, mean)
    found = stats.bootstrap(
        (np.asarray(values),),
        np.mean,
        n_resamples=_RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return Interval(mean, float(found.low), float(found.high))


def bars(title: str, found: dict[str, Interval]) -> str:
    """A measure's mean a system, with intervals."""
    figure, axes = _axes(0.42 * len(found) + 0.9)
    systems = list(found)
    means = [found[name].mean for name in systems]
    errors = [
        [one.mean - one.low for one in found.values()],
        [one.high - one.mean for one in found.values()],
    ]
    axes.barh(systems, means, xerr=errors, color="#3b6ea5", ecolor="#1a1a1a", capsize=3)
    axes.set_xlim(0, 1)
    axes.invert_yaxis()
    axes.set_title(title, loc="left")
    return _svg(figure)


def differences(title: str, values: Sequence[float]) -> str:
    """Gains and losses a topic, from the greatest gain to the greatest loss."""
    figure, axes = _axes(2.6)
    ordered = sorted(values, reverse=True)
    colours = ["#2e7d4f" if value > 0 else "#b3402a" for value in ordered]
    axes.bar(range(len(ordered)), ordered, color=colours, width=1.0)
    axes.axhline(0, color="#1a1a1a", linewidth=0.8)
    axes.set_ylim(-1, 1)
    axes.set_title(title, loc="left")
    return _svg(figure)


def reliability(title: str, decisions: Sequence[Decided]) -> str:
    """How often there is an answer, where the system said how probable one is."""
    figure, axes = _axes(3.2)
    probabilities = np.array([one.probability for one in decisions])
    answerable = np.array([one.answerable for one in decisions], float)
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    held = [number for number in range(_BINS) if (bins == number).any()]
    said = [float(probabilities[bins == number].mean()) for number in held]
    was = [float(answerable[bins == number].mean()) for number in held]
    axes.plot([0, 1], [0, 1], color="#888888", linestyle="--", linewidth=1)
    axes.plot(said, was, marker="o", color="#3b6ea5")
    axes.set_xlabel("said")
    axes.set_ylabel("was")
    axes.set_title(title, loc="left")
    return _svg(figure)


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    # A figure of its own, not pyplot's: nothing is kept between plots, and no window system is looked for.
    figure = Figure(figsize=(7, height), layout="constrained")
    return figure, figure.subplots()


def _svg(figure: Any) -> str:
    from matplotlib import rc_context

    held = io.StringIO()
    with rc_context({"svg.hashsalt": "onrecord", "svg.fonttype": "none"}):
        figure.savefig(held, format="svg", metadata={"Date": None})
    text = held.getvalue()
    return text[text.index("<svg") :]
