"""Features of candidates: numbers that mean the same in any transcript.

None says where in its transcript a candidate stands, and none is peculiar to one kind of event.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec
import numpy as np

from indexer.outline import Outline, Rows
from search_api.ranking.around import OFFSETS, RADIUS, Around, Bits, Flags, Floats


class Topic(msgspec.Struct, frozen=True, eq=False):
    """What is looked for: the topic's stems and their inverse document frequencies, shape (number of stems,)."""

    stems: Sequence[str]
    weights: Floats


class Found(msgspec.Struct, frozen=True, eq=False):
    """n candidates, in the order of rows, and what the legs made of them: shape (n,).

    Ranks count from 1, 0 where a leg did not find the candidate; `named` says how well the query names each
    place's speaker, shape (n, 2 * RADIUS + 1), from 0 to 1.
    """

    rows: Rows
    lexical: Floats
    dense_rank: Floats
    lexical_rank: Floats
    named: Floats


class Scene(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Candidates in their surroundings; what several groups of features need is worked out once."""

    outline: Outline
    topic: Topic
    found: Found
    around: Around
    memory: dict[str, Floats] = {}

    @property
    def size(self) -> int:
        """The number of candidates."""
        return len(self.found.rows)

    @property
    def cosine(self) -> Floats:
        """The candidates' own cosines."""
        return self.around.cosine[:, RADIUS]

    @cached_property
    def places(self) -> Rows:
        """The windows' rows, those outside set to 0: to index the outline with."""
        return np.maximum(self.around.rows, 0)

    @cached_property
    def inside(self) -> Flags:
        """Which places are in the candidate's transcript."""
        return self.around.inside

    @cached_property
    def cover(self) -> Floats:
        """The share of the topic that each place holds, every stem by its weight."""
        return self.covered(self.around.held)

    @cached_property
    def length(self) -> Floats:
        """The length of each place, in code points."""
        return (self.outline.length[self.places] * self.inside).astype(np.float32)

    @cached_property
    def words(self) -> Floats:
        """BM25 with every stem counted once, which is what is known of neighbours: a share of the topic's weight."""
        return (self.cover * 2.2 / (1 + 1.2 * (0.25 + 0.75 * self.length / 500))).astype(np.float32)

    @cached_property
    def rrf(self) -> Floats:
        """Reciprocal rank fusion of both legs."""
        return _reciprocal(self.found.dense_rank, 60) + _reciprocal(self.found.lexical_rank, 60)

    @cached_property
    def features(self) -> "Features":
        """All features by name, float32 of shape (n,), in a fixed order."""
        return {name: values for group in self.grouped.values() for name, values in group.items()}

    @cached_property
    def grouped(self) -> "dict[str, Features]":
        """The features by group."""
        return {name: group(self) for name, group in GROUPS.items()}

    def covered(self, held: Bits) -> Floats:
        """The share of the topic's weight in sets of stems; any shape."""
        bits = (held[..., None] >> np.arange(len(self.topic.stems))) & 1
        total = max(float(self.topic.weights.sum()), 1e-6)
        return (bits.astype(np.float32) @ self.topic.weights / total).astype(np.float32)


Features = dict[str, Floats]


def leg_features(scene: Scene) -> Features:
    """What the legs made of the candidate itself, absolutely and beside the best."""
    found = scene.found
    own, words = scene.around.cosine[:, RADIUS], scene.words[:, RADIUS]
    return {
        "cosine": own,
        "cosine_gap": _gap(own),
        "dense_rr": _reciprocal(found.dense_rank, 10),
        "bm25": found.lexical,
        "bm25_share": found.lexical / max(float(found.lexical.max()), 1e-6),
        "lexical_rr": _reciprocal(found.lexical_rank, 10),
        "rrf": scene.rrf,
        "cover": scene.cover[:, RADIUS],
        "words": words,
        "words_gap": _gap(words),
        "length": np.log1p(scene.length[:, RADIUS]),
    }


def neighbour_features(scene: Scene) -> Features:
    """Scores of the passages around, smoothed over three widths, and the best of them on either side."""
    features: Features = {}
    for width in (1, 3, 8):
        kernel = np.exp(-np.abs(OFFSETS) / width).astype(np.float32)
        kernel[RADIUS] = 0
        weight = scene.inside * kernel
        weight /= np.maximum(weight.sum(1, keepdims=True), 1e-6)
        for name, values in (("cosine", scene.around.cosine), ("words", scene.words), ("cover", scene.cover)):
            near = (values * weight).sum(1)
            features[f"{name}_near_{width}"] = near
            if name != "cover":
                features[f"{name}_near_{width}_gap"] = _gap(near)
    for name, values in (("cosine", scene.around.cosine), ("cover", scene.cover)):
        for reach in (3, RADIUS):
            features[f"{name}_before_{reach}"] = values[:, RADIUS - reach : RADIUS].max(1)
            features[f"{name}_after_{reach}"] = values[:, RADIUS + 1 : RADIUS + 1 + reach].max(1)
    for reach in (1, 3, RADIUS):
        around = scene.around.held[:, RADIUS - reach : RADIUS + reach + 1]
        features[f"cover_within_{reach}"] = scene.covered(np.bitwise_or.reduce(around, axis=1))
    features["near_length"] = np.log1p(scene.length.sum(1))
    return features


def exchange_features(scene: Scene) -> Features:
    """The turn as a whole, the turns beside it, the question before it, and the same speaker's words nearby."""
    outline, cosine, cover = scene.outline, scene.around.cosine, scene.cover
    # Keys of turns count on within a transcript.
    turns = np.where(scene.inside, outline.turn[scene.places], -9)
    away = turns - turns[:, RADIUS][:, None]
    features: Features = {}
    for name, distance in (("turn", 0), ("turn_before", -1), ("turn_before_2", -2), ("turn_after", 1)):
        features |= _best_of(name, (away == distance) & scene.inside, cosine, cover)
    labels = np.where(scene.inside, outline.label[scene.places], -1)
    features |= _best_of("speaker", (labels == labels[:, RADIUS][:, None]) & (OFFSETS != 0), cosine, cover)
    asked = scene.inside & outline.asks(scene.places)
    nearest = np.where(asked & (OFFSETS < 0), OFFSETS, -RADIUS - 1).max(1)
    features |= _best_of("asked", asked & (nearest[:, None] == OFFSETS) & (OFFSETS < 0), cosine, cover)
    features["is_question"] = asked[:, RADIUS].astype(np.float32)
    features["turn_length"] = np.log1p(np.where(away == 0, scene.length, 0).sum(1))
    return features


def speaker_features(scene: Scene) -> Features:
    """Whether the query names who speaks, here and close by."""
    named = scene.found.named
    close = np.delete(named, RADIUS, axis=1)[:, RADIUS - 3 : RADIUS + 3]
    return {
        "named": named[:, RADIUS],
        "named_near": close.max(1),
        "any_named": np.full(scene.size, named.max(), np.float32),
    }


def crowd_features(scene: Scene) -> Features:
    """How candidates of one transcript support each other: near ones, and all of them."""
    rows, outline = scene.found.rows, scene.outline
    apart = np.abs(rows[:, None] - rows[None, :]).astype(np.float32)
    together = outline.transcript[rows][:, None] == outline.transcript[rows][None, :]
    features: Features = {}
    for reach in (4, 20):
        pull = np.exp(-apart / reach) * together
        np.fill_diagonal(pull, 0)
        features[f"crowd_{reach}"] = _share(pull @ scene.rrf)
    features["transcript_share"] = _share(together @ scene.rrf)
    return features


def query_features(scene: Scene) -> Features:
    """What the topic is like: the same for all candidates."""
    values = {
        "stems": len(scene.topic.stems),
        "best_cosine": scene.around.cosine[:, RADIUS].max(),
        "best_cover": scene.cover[:, RADIUS].max(),
        # What of the topic is said at all, by the candidates and around them.
        "cover_found": scene.covered(np.bitwise_or.reduce(scene.around.held[:, RADIUS])),
        "cover_anywhere": scene.covered(np.bitwise_or.reduce(scene.around.held, axis=None)),
        # Within one event the neighbourhood decides, among thousands the passage itself.
        # In an interview the answer follows the question, in a meeting it spreads over many turns.
        "interview": scene.outline.asks(scene.places).mean(where=scene.inside),
        "transcripts": np.log1p(len(np.unique(scene.outline.transcript[scene.found.rows]))),
    }
    return {name: np.full(scene.size, value, np.float32) for name, value in values.items()}


GROUPS: dict[str, Callable[[Scene], Features]] = {
    "legs": leg_features,
    "neighbours": neighbour_features,
    "exchange": exchange_features,
    "speaker": speaker_features,
    "crowd": crowd_features,
    "query": query_features,
}
"""The groups of features; the ablation in docs/evaluation.md leaves out one at a time."""


def _best_of(name: str, mask: Flags, cosine: Floats, cover: Floats) -> Features:
    return {
        f"{name}_cosine": np.where(mask, cosine, np.float32(-1)).max(1),
        f"{name}_cover": np.where(mask, cover, np.float32(0)).max(1),
    }


def _gap(values: Floats) -> Floats:
    return np.asarray(values.max() - values, np.float32)


def _share(values: Floats) -> Floats:
    return (values / max(float(values.max()), 1e-9)).astype(np.float32)


def _reciprocal(ranks: Floats, k: int) -> Floats:
    return np.where(ranks > 0, 1 / (k + ranks), 0).astype(np.float32)
