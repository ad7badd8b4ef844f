"""Whether anything indexed answers a query.

A first, uncalibrated decision; a calibrated one, trained on data, is to take its place.
"""

from search_api.retrieve import Retriever

NEAR = 0.30
"""Cosine from which on the nearest passage counts as an answer; see docs/architecture.md."""


def is_answered(retriever: Retriever, topic: str) -> bool:
    """Whether a passage within the filters is near the topic in meaning, or holds all its content words.

    The same in every mode and on every page.
    """
    nearest = retriever.nearest(topic)
    return nearest is not None and (nearest >= NEAR or retriever.holds_all_words(topic))
