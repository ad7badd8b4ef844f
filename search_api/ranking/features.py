"""Features of candidates: numbers that mean the same in any transcript.

None depends on a candidate's position in its transcript, and none is specific to one kind of event.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from indexer.model import ROLES
from search_api.ranking import feature_names as names
from search_api.ranking import kernels
from search_api.ranking.scene import Features, Scene, reciprocal
from search_api.retrieval.windows import OFFSETS, RADIUS, Floats

_DECAYS = (1, 3, 8)
"""At how many passages from the candidate the weight of a neighbour falls to 1 / e."""
_SIDES = (3, RADIUS)
_REACHES = (1, 3, RADIUS)
"""Within how many passages the best neighbour on each side, and the topic's stems, are looked for."""
_TURNS = {names.TURN: 0, names.TURN_BEFORE: -1, names.SECOND_TURN_BEFORE: -2, names.TURN_AFTER: 1}
_SUPPORT_REACHES = (4, 20)
_RANK_CONSTANT = 10


def retriever_features(scene: Scene) -> Features:
    """The retrievers' scores of the candidate itself, absolute and relative to the best."""
    candidates = scene.candidates
    best = max(float(candidates.lexical_score.max()), 1e-6)
    return {
        **_with_gap(names.COSINE, scene.cosine),
        names.DENSE_RECIPROCAL_RANK: reciprocal(candidates.dense_rank, _RANK_CONSTANT),
        names.BM25: candidates.lexical_score,
        names.BM25_SHARE: candidates.lexical_score / best,
        names.LEXICAL_RECIPROCAL_RANK: reciprocal(candidates.lexical_rank, _RANK_CONSTANT),
        names.RRF: scene.rrf,
        names.COVERAGE: scene.coverage[:, RADIUS],
        **_with_gap(names.BINARY_BM25, scene.binary_bm25[:, RADIUS]),
        names.LENGTH: np.log1p(scene.length[:, RADIUS]),
        names.KIND_MATCH: candidates.kind_match,
    }


def neighbour_features(scene: Scene) -> Features:
    """Scores in the window: weighted means, the best on either side, and the stems of several passages together."""
    window = scene.window
    scores = kernels.neighbours(
        window.cosines,
        scene.binary_bm25,
        scene.coverage,
        scene.length,
        scene.inside,
        _decay_weights(),
        np.array(_SIDES),
    )
    features: Features = {}
    for decay, cosine, bm25, coverage in zip(
        _DECAYS, scores.mean_cosine, scores.mean_bm25, scores.mean_coverage, strict=True
    ):
        features |= _with_gap(names.smoothed(names.COSINE, decay), cosine)
        features |= _with_gap(names.smoothed(names.BINARY_BM25, decay), bm25)
        features[names.smoothed(names.COVERAGE, decay)] = coverage
    for name, before, after in (
        (names.COSINE, scores.cosine_before, scores.cosine_after),
        (names.COVERAGE, scores.coverage_before, scores.coverage_after),
    ):
        for reach, preceding, following in zip(_SIDES, before, after, strict=True):
            features[names.on_side("before", name, reach)] = preceding
            features[names.on_side("after", name, reach)] = following
    for reach, stems in zip(_REACHES, kernels.stems_within(window.stem_bits, np.array(_REACHES)), strict=True):
        features[names.coverage_within(reach)] = scene.coverage_of(stems)
    return features | {names.WINDOW_LENGTH: np.log1p(scores.length)}


def exchange_features(scene: Scene) -> Features:
    """The candidate's turn and the turns around it, the question before it, and the same speaker's nearby passages."""
    passages, window = scene.passages, scene.window
    # The keys of a transcript's turns are consecutive.
    scores = kernels.exchanges(
        passages.turn,
        passages.label,
        passages.role,
        ROLES.index("questioner"),
        window.indexes,
        np.array(list(_TURNS.values())),
        window.cosines,
        scene.coverage,
        scene.length,
    )
    features: Features = {}
    for part, cosine, coverage in (
        *zip(_TURNS, scores.turn_cosine, scores.turn_coverage, strict=True),
        (names.SAME_SPEAKER, scores.speaker_cosine, scores.speaker_coverage),
        (names.QUESTION, scores.question_cosine, scores.question_coverage),
    ):
        features |= {names.of_part(part, names.COSINE): cosine, names.of_part(part, names.COVERAGE): coverage}
    return features | {names.IS_QUESTION: scores.is_question, names.TURN_LENGTH: np.log1p(scores.turn_length)}


def speaker_features(scene: Scene) -> Features:
    """How well the query names the speaker of the candidate and of the passages close by."""
    match = scene.candidates.speaker_match
    before, after = match[:, RADIUS - 3 : RADIUS].max(1), match[:, RADIUS + 1 : RADIUS + 4].max(1)
    return {
        names.SPEAKER_MATCH: match[:, RADIUS],
        names.NEAR_SPEAKER_MATCH: np.maximum(before, after),
        names.BEST_SPEAKER_MATCH: np.full(scene.size, match.max(), np.float32),
    }


def support_features(scene: Scene) -> Features:
    """How candidates of one transcript support each other: those nearby, and all of them."""
    scores = kernels.transcript_support(
        scene.window.positions, scene.transcripts, scene.rrf, np.array(_SUPPORT_REACHES, np.float32)
    )
    nearby = zip(_SUPPORT_REACHES, scores.nearby, strict=True)
    features = {names.support(reach): _share(values) for reach, values in nearby}
    return features | {names.TRANSCRIPT_SUPPORT: _share(scores.total)}


def meaning_features(scene: Scene) -> Features:
    """The similarity of a candidate's words to the topic's stems: the mean, that to the rarest stem, and the least."""
    stem_similarity, similarity = scene.candidates.stem_similarity, scene.similarity
    stems = stem_similarity.shape[1]
    return {
        **_with_gap(names.SIMILARITY, similarity),
        names.STANDARD_SIMILARITY: standard(similarity),
        names.RAREST_SIMILARITY: stem_similarity[:, int(scene.topic.weights.argmax())] if stems else similarity,
        names.LEAST_SIMILARITY: stem_similarity.min(1) if stems else similarity,
    }


def transcript_features(scene: Scene) -> Features:
    """All candidates of the same transcript together, its title, and its centroid."""
    candidates, stems = scene.candidates, scene.window.stem_bits
    scores = kernels.transcript_scores(scene.transcripts, stems, np.ascontiguousarray(scene.cosine))
    return {
        **_with_gap(names.TRANSCRIPT_COVERAGE, scene.coverage_of(scores.stems)),
        **_with_gap(names.TRANSCRIPT_COSINE, scores.best_cosine),
        **_with_gap(names.TRANSCRIPT_MEAN_COSINE, scores.mean_of_best),
        names.TRANSCRIPT_CANDIDATES: scores.share,
        **_with_gap(names.TITLE_MATCH, candidates.title_match),
        **_with_gap(names.CENTROID_SIMILARITY, candidates.centroid_similarity),
    }


def evidence_features(scene: Scene) -> Features:
    """How far a candidate's transcript is below the best in transcript evidence; 0 where there is one transcript."""
    evidence = scene.candidates.transcript_evidence
    columns = (evidence.dense, evidence.lexical, evidence.retrieved_share, evidence.size)
    return {names.gap(name): _gap(values) for name, values in zip(names.EVIDENCE, columns, strict=True)}


def query_features(scene: Scene) -> Features:
    """Properties of the topic and of all candidates together: the same value for every candidate."""
    stems = scene.window.stem_bits
    values = {
        names.STEMS: len(scene.topic.stems),
        names.BEST_COSINE: scene.cosine.max(),
        names.BEST_COVERAGE: scene.coverage[:, RADIUS].max(),
        names.CANDIDATE_COVERAGE: scene.coverage_of(np.bitwise_or.reduce(stems[:, RADIUS])),
        names.WINDOW_COVERAGE: scene.coverage_of(np.bitwise_or.reduce(stems, axis=None)),
        # The weights of other features depend on these. In one transcript the neighbours count most, in thousands the
        # passage itself; an interview's answer follows the question, a meeting's extends over many turns.
        names.MONOLOGUE: _monologue(scene),
        names.INTERVIEW: np.count_nonzero(scene.passages.asks(scene.window_rows) & scene.inside)
        / np.count_nonzero(scene.inside),
        names.TRANSCRIPTS: np.log1p(1 + np.count_nonzero(np.diff(scene.transcripts))),
    }
    columns = np.repeat(np.array(list(values.values()), np.float32), scene.size).reshape(len(values), -1)
    return dict(zip(values, columns, strict=True))


GROUPS: dict[str, Callable[[Scene], Features]] = {
    "retrievers": retriever_features,
    "neighbours": neighbour_features,
    "exchange": exchange_features,
    "speaker": speaker_features,
    "support": support_features,
    "meaning": meaning_features,
    "transcript": transcript_features,
    "evidence": evidence_features,
    "query": query_features,
}
"""The groups of features; the ablation in docs/evaluation.md leaves out one at a time."""


@cache
def _decay_weights() -> Floats:
    """The weight of each passage of a window, 0 for the candidate itself: shape (len(_DECAYS), 2 * RADIUS + 1)."""
    weights: Floats = np.exp(-np.abs(OFFSETS) / np.array(_DECAYS)[:, None]).astype(np.float32)
    weights[:, RADIUS] = 0
    return weights


def _monologue(scene: Scene) -> float:
    """The share of candidates in the same turn as the candidate before them, from 0 to 1."""
    turns = scene.passages.turn[scene.candidates.rows]
    return float((np.diff(turns) == 0).mean()) if len(turns) > 1 else 1.0


def _gap(values: Floats) -> Floats:
    return np.asarray(values.max() - values, np.float32)


def _with_gap(name: str, values: Floats) -> Features:
    return {name: values, names.gap(name): _gap(values)}


def _share(values: Floats) -> Floats:
    return (values / max(float(values.max()), 1e-9)).astype(np.float32)


def standard(values: Floats) -> Floats:
    """Standard scores: distances from the mean in standard deviations."""
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-6), np.float32)
