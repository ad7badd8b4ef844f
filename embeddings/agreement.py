"""How well two encoders agree on what is near to what."""

from importlib.resources import files

import numpy as np

from embeddings.encoder import Encoder, Vectors

LEAST = 0.97
"""The least mean rank correlation at which one encoder may stand in for another. The default model's int8 graph has
0.99; with its weights in the wrong places, or another model's, it is below 0.8."""


def agreement(one: Encoder, other: Encoder) -> float:
    """The mean of Spearman's rank correlation over probe queries, of their cosines with fifty probe passages."""
    lines = files("embeddings").joinpath("probes.txt").read_text("utf-8").splitlines()
    passages = [line for line in lines if not line.startswith("?")]
    queries = [line[1:] for line in lines if line.startswith("?")]
    found = [_cosines(encoder, queries, passages) for encoder in (one, other)]
    first, second = (values.argsort(1).argsort(1) for values in found)
    return float(np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(first, second, strict=True)]))


def _cosines(encoder: Encoder, queries: list[str], passages: list[str]) -> Vectors:
    vectors = encoder.encode_passages(passages)
    return np.stack([vectors @ encoder.encode_query(query) for query in queries])
