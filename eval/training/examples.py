"""Training examples: the candidates that a Searcher collects for a benchmark's topics, with their grades."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from eval.judge import Judge
from eval.records import Dataset, Topic
from search_api.contract.records import SearchRequest
from search_api.ranking.scene import Features
from search_api.retrieval.windows import Floats
from search_api.search.plan import plan_of
from search_api.search.searcher import Searcher


class Example(msgspec.Struct, frozen=True, eq=False):
    """A topic with its n candidates: features float32 and grades int64, shape (n,), and the ids of their units.

    `ideal` holds the topic's grades, highest first; `groups` the names of the features in each group; `turns` and
    `transcripts` are the keys of the candidates' turns and transcripts, shape (n,).

    `source` is the transcript of the topic: examples of one source are never on both sides of a split.
    """

    dataset: str
    topic: Topic
    source: str
    answerable: bool
    features: Features
    grades: npt.NDArray[np.int64]
    units: tuple[str, ...]
    ideal: tuple[int, ...]
    groups: dict[str, tuple[str, ...]]
    turns: npt.NDArray[np.int64]
    transcripts: npt.NDArray[np.int32]

    def matrix(self, names: Sequence[str]) -> Floats:
        """The features as columns, in the order of `names`: float32, shape (n, len(names))."""
        return np.stack([self.features[name] for name in names], axis=1)


def examples_of(dataset: Dataset, searcher: Searcher) -> Iterator[Example]:
    """An example for each topic that has candidates."""
    judge = Judge(dataset)
    for topic in dataset.topics:
        if (example := example_of(dataset, topic, searcher, judge)) is not None:
            yield example


def example_of(dataset: Dataset, topic: Topic, searcher: Searcher, judge: Judge) -> Example | None:
    """The example of a topic of a dataset; None where there are no candidates."""
    scene = plan_of(searcher.snapshot, SearchRequest(topic.text, transcripts=topic.transcripts)).scene
    if scene is None:
        return None
    keys = [int(key) for key in scene.passages.keys[scene.candidates.rows]]
    catalog = searcher.catalog
    hits = catalog.hits(keys)
    turns = catalog.turns_by_key(sorted({hit.turn for hit in hits.values()}))
    units = tuple(
        judge.unit(topic.id, hit.transcript, turns[hit.turn].turn.ordinal, hit.start, hit.end)
        for hit in (hits[key] for key in keys)
    )
    grades = np.array([judge.grade(topic.id, unit) for unit in units], np.int64)
    ideal = judge.ideal(topic.id)
    return Example(
        dataset.name,
        topic,
        # The same for a question in every scope: "b01" of "b01-3", a meeting's id of "<id>-2".
        topic.id.rpartition("-")[0],
        bool(ideal),
        scene.features,
        grades,
        units,
        ideal,
        {group: tuple(features) for group, features in scene.grouped.items()},
        scene.passages.turn[scene.candidates.rows],
        scene.passages.transcript[scene.candidates.rows],
    )
