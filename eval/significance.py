"""Whether two systems differ: paired randomization tests, corrected for the number of comparisons."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from scipy import stats

from eval.measures import Scored, by_measure

RESAMPLES = 20_000
SEED = 20220216


class Comparison(msgspec.Struct, frozen=True):
    """A system and another: the means of a measure, their difference, and p before and after Holm's correction."""

    measure: str
    system: str
    other: str
    mean: float
    other_mean: float
    difference: float
    p: float
    corrected: float
    topics: int


def compare(scores: Sequence[Scored], measure: str, system: str) -> list[Comparison]:
    """A system compared with each of the others, over the topics that both have."""
    by_system = by_measure(scores).get(measure, {})
    comparisons = [_compare_pair(by_system, measure, system, other) for other in by_system if other != system]
    corrected = holm([comparison.p for comparison in comparisons])
    pairs = zip(comparisons, corrected, strict=True)
    return [msgspec.structs.replace(comparison, corrected=p) for comparison, p in pairs]


def _compare_pair(
    by_system: Mapping[str, Mapping[str, float]], measure: str, system: str, other: str
) -> Comparison:
    topics = sorted(by_system[system].keys() & by_system[other].keys())
    first = np.array([by_system[system][topic] for topic in topics])
    second = np.array([by_system[other][topic] for topic in topics])
    p = randomization_p(first, second)
    return Comparison(
        measure,
        system,
        other,
        float(first.mean()),
        float(second.mean()),
        float((first - second).mean()),
        p,
        p,
        len(topics),
    )


def randomization_p(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float:
    """The two-sided p of paired values, by swapping pairs at random (Smucker et al., CIKM 2007)."""
    if np.array_equal(first, second):
        return 1.0
    result = stats.permutation_test(
        (first, second),
        lambda x, y, axis: (x - y).mean(axis=axis),
        permutation_type="samples",
        n_resamples=RESAMPLES,
        vectorized=True,
        rng=np.random.default_rng(SEED),
    )
    return float(result.pvalue)


def holm(values: Sequence[float]) -> list[float]:
    """p-values after Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979), in the given order."""
    corrected = [0.0] * len(values)
    highest = 0.0
    for rank, position in enumerate(sorted(range(len(values)), key=lambda position: values[position])):
        highest = max(highest, min(1.0, (len(values) - rank) * values[position]))
        corrected[position] = highest
    return corrected
