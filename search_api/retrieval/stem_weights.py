"""Inverse document frequencies: how much a stem counts, by how few passages or transcripts hold it."""

import math

import numpy as np

_LEAST_SHARE, _LEAST_SMOOTHED_SHARE = 1e-6, 1e-5
_BACKGROUND_PASSAGES, _BACKGROUND_SHARE = 50, 0.01


def stem_weight(share: float, least: float = _LEAST_SHARE) -> float:
    """The weight of a stem that a share of all passages holds; above 0 even for a stem that all hold."""
    return math.log(1 / max(share, least)) + 0.1


def smoothed_weight(share: float, passages: int) -> float:
    """As `stem_weight`, for collections of any size: the ranking models learned from these weights.

    A few passages say little about how rare a word is: a stem that none of four holds need not be rarer than one that
    one of them holds. So every collection is extended by 50 passages, of which a hundredth hold any given stem.
    """
    holding = share * passages + _BACKGROUND_SHARE * _BACKGROUND_PASSAGES
    return stem_weight(holding / (passages + _BACKGROUND_PASSAGES), _LEAST_SMOOTHED_SHARE)


def bm25_weight(holding: int, documents: int) -> float:
    """BM25's own (Robertson and Spärck Jones, plus 1 so that it stays above 0), which its scores are defined with."""
    return float(np.log(1 + (documents - holding + 0.5) / (holding + 0.5)))
