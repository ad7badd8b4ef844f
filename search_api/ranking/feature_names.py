"""The names of features, spelled as in the files of the trained models."""

COSINE = "cosine"
DENSE_RECIPROCAL_RANK = "dense_rr"
BM25 = "bm25"
BM25_SHARE = "bm25_share"
LEXICAL_RECIPROCAL_RANK = "lexical_rr"
RRF = "rrf"
COVERAGE = "cover"
BINARY_BM25 = "words"
LENGTH = "length"
KIND_MATCH = "wanted"
WINDOW_LENGTH = "near_length"
IS_QUESTION = "is_question"
TURN_LENGTH = "turn_length"
SPEAKER_MATCH = "named"
NEAR_SPEAKER_MATCH = "named_near"
BEST_SPEAKER_MATCH = "any_named"
TRANSCRIPT_SUPPORT = "transcript_share"
SIMILARITY = "meaning"
STANDARD_SIMILARITY = "meaning_z"
RAREST_SIMILARITY = "meaning_rare"
LEAST_SIMILARITY = "meaning_least"
TRANSCRIPT_COVERAGE = "event_cover"
TRANSCRIPT_COSINE = "event_cosine"
TRANSCRIPT_MEAN_COSINE = "event_cosine_3"
TRANSCRIPT_CANDIDATES = "event_count"
TITLE_MATCH = "titled"
CENTROID_SIMILARITY = "gist"
EVIDENCE = DENSE_EVIDENCE, LEXICAL_EVIDENCE, RETRIEVED_EVIDENCE, SIZE_EVIDENCE = (
    "mass_dense",
    "mass_lexical",
    "mass_found",
    "mass_size",
)
STEMS = "stems"
BEST_COSINE = "best_cosine"
BEST_COVERAGE = "best_cover"
CANDIDATE_COVERAGE = "cover_found"
WINDOW_COVERAGE = "cover_anywhere"
MONOLOGUE = "monologue"
INTERVIEW = "interview"
TRANSCRIPTS = "transcripts"

TURN = "turn"
TURN_BEFORE = "turn_before"
SECOND_TURN_BEFORE = "turn_before_2"
TURN_AFTER = "turn_after"
SAME_SPEAKER = "speaker"
QUESTION = "asked"
"""Parts of a window, for `of_part`."""


def gap(name: str) -> str:
    """How far a feature is below the best candidate's."""
    return f"{name}_gap"


def smoothed(name: str, decay: int) -> str:
    """The weighted mean of a feature over the window; the weight falls to 1 / e at `decay` passages."""
    return f"{name}_near_{decay}"


def on_side(side: str, name: str, reach: int) -> str:
    """The highest value among the `reach` passages before or after the candidate."""
    return f"{name}_{side}_{reach}"


def coverage_within(reach: int) -> str:
    """The coverage of the passages at most `reach` away together."""
    return f"{COVERAGE}_within_{reach}"


def of_part(part: str, name: str) -> str:
    """The highest value of a feature in a part of the window."""
    return f"{part}_{name}"


def support(reach: int) -> str:
    """The scores of candidates nearby; their weight falls to 1 / e at `reach` passages."""
    return f"crowd_{reach}"
