"""The metrics for Prometheus. With several workers they are summed, through files that the workers share."""

import os
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from search_api.runtime.stages import SearchFigures

FORM = CONTENT_TYPE_LATEST
_SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable with the folder of these files."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def share_measures(folder: str) -> None:
    """Sum metrics through a folder: those that this process and its forks make from now on."""
    os.environ[_SHARED] = folder
    # prometheus_client chooses it by the variable when it is imported, which was earlier.
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # it leaves it untyped


def forget_process(process: int) -> None:
    """Remove a process's gauges from the sum; its counters stay."""
    mark_process_dead(process)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped


class Measures:
    """The metrics of a process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        histogram = partial(Histogram, registry=self._registry)
        self._requests = histogram(
            "onrecord_request_seconds",
            "Requests and their seconds.",
            ["route", "method", "status"],
            buckets=_SECONDS,
        )
        stages = "Stages of searches and their seconds."
        self._stages = histogram("onrecord_search_stage_seconds", stages, ["stage"], buckets=_SECONDS)
        results = (0, 1, 2, 5, 10, 20, 50, 100)
        self._results = histogram("onrecord_search_results", "Results per search.", buckets=results)
        searches = "Searches, by whether something answers."
        self._searches = Counter("onrecord_searches", searches, ["answered"], registry=self._registry)
        self._generation = self._gauge("onrecord_index_generation", "Generation of the searched index.", "max")
        self._passages = self._gauge("onrecord_index_passages", "Passages in the searched index.", "mostrecent")
        self.waiting = self._gauge("onrecord_requests_waiting", "Requests that wait to be admitted.", "livesum")
        self.changes = self._gauge("onrecord_encoder_queue", "Changes that wait or run.", "livesum")
        about = self._gauge("onrecord_build", "The running version.", "max", ["version"])
        about.labels(version("onrecord")).set(1)

    def _gauge(self, name: str, text: str, mode: Any, labels: Sequence[str] = ()) -> Gauge:
        return Gauge(name, text, labels, registry=self._registry, multiprocess_mode=mode)

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request. `route` is the template of its path, of which there are few, and never the path."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).observe(seconds)

    def count_search(self, figures: SearchFigures) -> None:
        """Count a search."""
        for stage, seconds in figures.seconds.items():
            self._stages.labels(stage).observe(seconds)
        self._results.observe(figures.results)
        self._searches.labels("true" if figures.answered else "false").inc()

    def index(self, generation: int, passages: int) -> None:
        """Set the generation and the number of passages of the index."""
        self._generation.set(generation)
        self._passages.set(passages)

    def rendered(self) -> bytes:
        """All measures in Prometheus' text format."""
        if _SHARED not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
        return generate_latest(registry)
