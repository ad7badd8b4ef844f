"""Features of candidates: numbers that mean the same in any transcript.

None says where in its transcript a candidate stands, and none is peculiar to one kind of event.
"""

from collections.abc import Callable

import numpy as np

from search_api.ranking.around import OFFSETS, RADIUS, Flags, Floats
from search_api.ranking.scene import Features, Scene, reciprocal


def leg_features(scene: Scene) -> Features:
    """What the legs made of the candidate itself, absolutely and beside the best."""
    found = scene.found
    own, words = scene.around.cosine[:, RADIUS], scene.words[:, RADIUS]
    return {
        "cosine": own,
        "cosine_gap": _gap(own),
        "dense_rr": reciprocal(found.dense_rank, 10),
        "bm25": found.lexical,
        "bm25_share": found.lexical / max(float(found.lexical.max()), 1e-6),
        "lexical_rr": reciprocal(found.lexical_rank, 10),
        "rrf": scene.rrf,
        "cover": scene.cover[:, RADIUS],
        "words": words,
        "words_gap": _gap(words),
        "length": np.log1p(scene.length[:, RADIUS]),
        "wanted": found.wanted,
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


def meaning_features(scene: Scene) -> Features:
    """How near a candidate's words are in meaning to the topic's: in the mean, to the rarest, and to the farthest."""
    near = scene.found.near
    own = scene.nearness
    stems = near.shape[1]
    return {
        "meaning": own,
        "meaning_gap": _gap(own),
        "meaning_z": standard(own),
        "meaning_rare": near[:, int(scene.topic.weights.argmax())] if stems else own,
        "meaning_least": near.min(1) if stems else own,
    }


def event_features(scene: Scene) -> Features:
    """What all candidates of the same transcript hold together, and its title."""
    transcripts, member = np.unique(scene.outline.transcript[scene.found.rows], return_inverse=True)
    held = np.zeros(len(transcripts), np.int64)
    np.bitwise_or.at(held, member, np.bitwise_or.reduce(scene.around.held, axis=1))
    cosine = scene.cosine
    order = np.lexsort((-cosine, member))
    first = np.searchsorted(member[order], np.arange(len(transcripts)))
    place = np.empty(scene.size, np.int64)
    place[order] = np.arange(scene.size) - first[member[order]]
    best = np.zeros((len(transcripts), 3), np.float32)
    top = place < 3
    best[member[top], place[top]] = cosine[top]
    cover = scene.covered(held)[member]
    event = best.mean(1)[member]
    return {
        "event_cover": cover,
        "event_cover_gap": _gap(cover),
        "event_cosine": best[:, 0][member],
        "event_cosine_gap": _gap(best[:, 0][member]),
        "event_cosine_3": event,
        "event_cosine_3_gap": _gap(event),
        "event_count": (np.bincount(member)[member] / scene.size).astype(np.float32),
        "titled": scene.found.titled,
        "titled_gap": _gap(scene.found.titled),
    }


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
        # A speech has one speaker: neighbours are of one turn.
        "monologue": _monologue(scene),
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
    "meaning": meaning_features,
    "event": event_features,
    "query": query_features,
}
"""The groups of features; the ablation in docs/evaluation.md leaves out one at a time."""


def _monologue(scene: Scene) -> float:
    """The share of candidates that are of the same turn as the one before them, from 0 to 1."""
    turns = scene.outline.turn[scene.found.rows]
    return float((np.diff(turns) == 0).mean()) if len(turns) > 1 else 1.0


def _best_of(name: str, mask: Flags, cosine: Floats, cover: Floats) -> Features:
    return {
        f"{name}_cosine": np.where(mask, cosine, np.float32(-1)).max(1),
        f"{name}_cover": np.where(mask, cover, np.float32(0)).max(1),
    }


def _gap(values: Floats) -> Floats:
    return np.asarray(values.max() - values, np.float32)


def _share(values: Floats) -> Floats:
    return (values / max(float(values.max()), 1e-9)).astype(np.float32)


def standard(values: Floats) -> Floats:
    """Values in standard deviations from their mean."""
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-6), np.float32)
