"""Features of candidates: numbers that mean the same in any transcript.

None says where in its transcript a candidate stands, and none is peculiar to one kind of event.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from indexer.model import ROLES
from search_api.ranking import kernels
from search_api.ranking.scene import Features, Scene, reciprocal
from search_api.retrieval.windows import OFFSETS, RADIUS, Floats

_WIDTHS = (1, 3, 8)
_BESIDE = (3, RADIUS)
_WITHIN = (1, 3, RADIUS)
_TURNS = (("turn", 0), ("turn_before", -1), ("turn_before_2", -2), ("turn_after", 1))
_CROWDS = (4, 20)
"""How many passages away the weight of neighbours falls to 1 / e; how far the best are looked for, and the topic's
words; the turns that are looked at; and the widths of crowds.
"""


def retriever_features(scene: Scene) -> Features:
    """What the retrievers made of the candidate itself, absolutely and beside the best."""
    found = scene.found
    own, words = scene.window.cosine[:, RADIUS], scene.words[:, RADIUS]
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
    around = scene.window
    found = iter(
        kernels.neighbours(
            around.cosine, scene.words, scene.cover, scene.length, scene.inside, _kernels(), np.array(_BESIDE)
        )
    )
    for width in _WIDTHS:
        for name in ("cosine", "words", "cover"):
            near = next(found)
            features[f"{name}_near_{width}"] = near
            if name != "cover":
                features[f"{name}_near_{width}_gap"] = _gap(near)
    for name in ("cosine", "cover"):
        for reach in _BESIDE:
            for side in ("before", "after"):
                features[f"{name}_{side}_{reach}"] = next(found)
    for reach, held in zip(_WITHIN, kernels.held_within(around.held, np.array(_WITHIN)), strict=True):
        features[f"cover_within_{reach}"] = scene.covered(held)
    features["near_length"] = np.log1p(next(found))
    return features


def exchange_features(scene: Scene) -> Features:
    """The turn as a whole, the turns beside it, the question before it, and the same speaker's words nearby."""
    table, around = scene.table, scene.window
    # Keys of turns count on within a transcript.
    found = iter(
        kernels.exchanges(
            table.turn,
            table.label,
            table.role,
            ROLES.index("questioner"),
            around.rows,
            np.array([distance for _, distance in _TURNS]),
            around.cosine,
            scene.cover,
            scene.length,
        )
    )
    features: Features = {}
    for name in (*(name for name, _ in _TURNS), "speaker", "asked"):
        features[f"{name}_cosine"], features[f"{name}_cover"] = next(found), next(found)
    features["is_question"] = next(found)
    features["turn_length"] = np.log1p(next(found))
    return features


def speaker_features(scene: Scene) -> Features:
    """Whether the query names who speaks, here and close by."""
    named = scene.found.named
    before, after = named[:, RADIUS - 3 : RADIUS].max(1), named[:, RADIUS + 1 : RADIUS + 4].max(1)
    return {
        "named": named[:, RADIUS],
        "named_near": np.maximum(before, after),
        "any_named": np.full(scene.size, named.max(), np.float32),
    }


def crowd_features(scene: Scene) -> Features:
    """How candidates of one transcript support each other: near ones, and all of them."""
    positions = scene.table.position[scene.found.rows]
    found = kernels.crowds(positions, scene.transcripts, scene.rrf, np.array(_CROWDS, np.float32))
    features = {f"crowd_{reach}": _share(one) for reach, one in zip(_CROWDS, found, strict=False)}
    return features | {"transcript_share": _share(found[-1])}


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
    """What all candidates of the same transcript hold together, its title, and what it is about."""
    held, (best, best_3, share) = kernels.events(
        scene.transcripts, scene.window.held, np.ascontiguousarray(scene.cosine)
    )
    cover = scene.covered(held)
    return {
        "event_cover": cover,
        "event_cover_gap": _gap(cover),
        "event_cosine": best,
        "event_cosine_gap": _gap(best),
        "event_cosine_3": best_3,
        "event_cosine_3_gap": _gap(best_3),
        "event_count": share,
        "titled": scene.found.titled,
        "titled_gap": _gap(scene.found.titled),
        "gist": scene.found.centroid_similarity,
        "gist_gap": _gap(scene.found.centroid_similarity),
    }


def transcript_evidence_features(scene: Scene) -> Features:
    """How far behind a candidate's transcript is in what was found in it: 0 for all where there is one transcript."""
    transcript_evidence = scene.found.transcript_evidence
    return {
        "mass_dense_gap": _gap(transcript_evidence.dense),
        "mass_lexical_gap": _gap(transcript_evidence.lexical),
        "mass_found_gap": _gap(transcript_evidence.found),
        "mass_size_gap": _gap(transcript_evidence.size),
    }


def query_features(scene: Scene) -> Features:
    """What the topic is like: the same for all candidates."""
    values = {
        "stems": len(scene.topic.stems),
        "best_cosine": scene.window.cosine[:, RADIUS].max(),
        "best_cover": scene.cover[:, RADIUS].max(),
        # What of the topic is said at all, by the candidates and around them.
        "cover_found": scene.covered(np.bitwise_or.reduce(scene.window.held[:, RADIUS])),
        "cover_anywhere": scene.covered(np.bitwise_or.reduce(scene.window.held, axis=None)),
        # Within one event the neighbourhood decides, among thousands the passage itself.
        # In an interview the answer follows the question, in a meeting it spreads over many turns.
        # A speech has one speaker: neighbours are of one turn.
        "monologue": _monologue(scene),
        "interview": np.count_nonzero(scene.table.asks(scene.places) & scene.inside)
        / np.count_nonzero(scene.inside),
        "transcripts": np.log1p(1 + np.count_nonzero(np.diff(scene.transcripts))),
    }
    columns = np.repeat(np.array(list(values.values()), np.float32), scene.size).reshape(len(values), -1)
    return dict(zip(values, columns, strict=True))


GROUPS: dict[str, Callable[[Scene], Features]] = {
    "legs": retriever_features,
    "neighbours": neighbour_features,
    "exchange": exchange_features,
    "speaker": speaker_features,
    "crowd": crowd_features,
    "meaning": meaning_features,
    "event": event_features,
    "mass": transcript_evidence_features,
    "query": query_features,
}
"""The groups of features; the ablation in docs/evaluation.md leaves out one at a time."""


@cache
def _kernels() -> Floats:
    """What each place counts beside the candidate, by width: shape (len(_WIDTHS), 2 * RADIUS + 1)."""
    kernels: Floats = np.exp(-np.abs(OFFSETS) / np.array(_WIDTHS)[:, None]).astype(np.float32)
    kernels[:, RADIUS] = 0
    return kernels


def _monologue(scene: Scene) -> float:
    """The share of candidates that are of the same turn as the one before them, from 0 to 1."""
    turns = scene.table.turn[scene.found.rows]
    return float((np.diff(turns) == 0).mean()) if len(turns) > 1 else 1.0


def _gap(values: Floats) -> Floats:
    return np.asarray(values.max() - values, np.float32)


def _share(values: Floats) -> Floats:
    return (values / max(float(values.max()), 1e-9)).astype(np.float32)


def standard(values: Floats) -> Floats:
    """Values in standard deviations from their mean."""
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-6), np.float32)
