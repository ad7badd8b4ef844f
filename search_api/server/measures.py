"""What is counted and timed, for Prometheus. With several workers it is summed over them, through files they share."""

import os
from importlib.metadata import version

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

from search_api.runtime.stages import Searched

FORM = CONTENT_TYPE_LATEST
_SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder of those files."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def share_measures(folder: str) -> None:
    """Have measures summed through a folder: those that this process and its forks make from now on."""
    os.environ[_SHARED] = folder
    # What prometheus_client chooses by the variable when it is imported.
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # it leaves it untyped


def forget_process(process: int) -> None:
    """Take out of the sum what counts only while a process lives; what it has counted stays."""
    mark_process_dead(process)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped


class Measures:
    """The measures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "onrecord_request_seconds",
            "Requests and how long they took.",
            ["route", "method", "status"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._stages = Histogram(
            "onrecord_search_stage_seconds",
            "The parts of searches and how long they took.",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._results = Histogram(
            "onrecord_search_results",
            "How many results searches gave.",
            buckets=(0, 1, 2, 5, 10, 20, 50, 100),
            registry=self._registry,
        )
        self._searches = Counter(
            "onrecord_searches",
            "Searches, by whether they found an answer.",
            ["answered"],
            registry=self._registry,
        )
        self._generation = self._gauge(
            "onrecord_index_generation", "Changes that the searched index holds.", "max"
        )
        self._passages = self._gauge("onrecord_index_passages", "Passages that are searched.", "mostrecent")
        self.waiting = self._gauge("onrecord_requests_waiting", "Requests that wait for their turn.", "livesum")
        self.changes = self._gauge("onrecord_encoder_queue", "Transcripts that wait to be encoded.", "livesum")
        about = Gauge(
            "onrecord_build",
            "The version that runs.",
            ["version"],
            registry=self._registry,
            multiprocess_mode="max",
        )
        about.labels(version("onrecord")).set(1)

    def _gauge(self, name: str, text: str, mode: str) -> Gauge:
        return Gauge(name, text, registry=self._registry, multiprocess_mode=mode)  # type: ignore[arg-type]  # ours

    def requested(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request. `route` is the route's form, never an address: those are without number."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).observe(seconds)

    def searched(self, searched: Searched) -> None:
        """Count a search."""
        for stage, seconds in searched.seconds.items():
            self._stages.labels(stage).observe(seconds)
        self._results.observe(searched.results)
        self._searches.labels("true" if searched.answered else "false").inc()

    def index(self, generation: int, passages: int) -> None:
        """Say what is searched."""
        self._generation.set(generation)
        self._passages.set(passages)

    def rendered(self) -> bytes:
        """All measures in Prometheus' text format."""
        if _SHARED not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
        return generate_latest(registry)
