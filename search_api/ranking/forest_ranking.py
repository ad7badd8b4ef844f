"""The ranking model that ships: LambdaMART (Burges, MSR-TR-2010-82), one forest for each kind of transcript."""

import math
import re
from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

import msgspec
import numpy as np

from indexer.forest import Forest
from indexer.languages import scripts
from search_api.ranking import feature_names as names
from search_api.ranking.features import standard
from search_api.ranking.scene import Features, Scene
from search_api.retrieval.windows import RADIUS, Floats

Kind: TypeAlias = Literal["meeting", "event"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In a meeting many people speak as equals; at an event one person speaks, or answers questioners."""
SPEECH = 0.6
"""The share of candidates in the same turn as the one before them from which on they are of a speech."""
COSINE_WEIGHT, SIMILARITY_WEIGHT = 0.2, 0.2
"""What a standard deviation adds at events; chosen on the briefings' train and tune questions."""
SHORT, SHORT_PENALTY = 25, 1.0
"""The length in code points below which a passage of a meeting without any of the topic's words is no quote, and its
penalty; chosen on QMSum train, where 7 in a hundred first results had at most two content words, and 2 have.
"""
UNREAD_WEIGHT = 8.0
"""More than learned scores differ by."""
_UNREAD = re.compile(f"[{scripts.UNSPACED}\uac00-\ud7af]")
"""Letters of which the default encoder knows few."""
_ONE_TRANSCRIPT = np.float32(np.log1p(1))
"""The feature `transcripts` where one transcript is searched."""


class ForestRanking(msgspec.Struct, frozen=True, eq=False):
    """Scores by the forest of the candidates' kind, with adjustments for what the training questions do not show."""

    forests: Mapping[Kind, Forest]

    def scores(self, scene: Scene) -> Floats:
        """The scores of a scene's candidates: float32, shape (n,)."""
        features = scene.features
        forest = self.forests[kind_of(features)]
        columns = np.concatenate([features[name] for name in forest.names]).reshape(-1, scene.size)
        return forest.scores(columns) + adjustment(features) + _unread_words(scene)


def kind_of(features: Features) -> Kind:
    """The kind of what is searched, by its candidates: an event where a turn is a questioner's, or in a speech."""
    event = features[names.INTERVIEW].any() or features[names.MONOLOGUE][0] >= SPEECH
    return "event" if event else "meeting"


def adjustment(features: Features) -> Floats:
    """What is added to the learned scores: float32, shape (n,).

    In a meeting a topic extends over several turns, and annotators judged whole spans: "Mm-hmm." and "Noted." in a span
    count as answers, and were learned as answers. They are useless as quotes, and rank below passages with content.

    At an event the answer is one passage: its own cosine and similarity, in standard deviations over the candidates,
    count a little more than was learned from the few questions about events. Where several transcripts are searched
    their ranking is left as it was learned.
    """
    if kind_of(features) == "meeting":
        short = features[names.LENGTH] < math.log1p(SHORT)
        empty = short & (features[names.COVERAGE] == 0)
        return np.where(empty, np.float32(-SHORT_PENALTY), np.float32(0))
    if features[names.TRANSCRIPTS][0] > _ONE_TRANSCRIPT:
        return np.zeros_like(features[names.COSINE])
    cosine, similarity = standard(features[names.COSINE]), standard(features[names.SIMILARITY])
    return (COSINE_WEIGHT * cosine + SIMILARITY_WEIGHT * similarity).astype(np.float32)


def _unread_words(scene: Scene) -> Floats:
    """What the topic's words in Chinese, Japanese, Korean, Thai and similar scripts add: float32, shape (n,).

    The order was learned from English, with vectors trained on English; for other scripts the words decide.
    """
    stems = scene.topic.stems
    share = sum(_UNREAD.match(stem) is not None for stem in stems) / max(1, len(stems))
    return np.asarray(UNREAD_WEIGHT * share * scene.coverage[:, RADIUS], np.float32)
