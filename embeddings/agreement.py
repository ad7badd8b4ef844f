"""How well the vectors of two encoders agree, and the rankings that follow from them."""

from importlib.resources import files

import msgspec
import numpy as np

from embeddings.encoder import Encoder, Vectors


class Agreement(msgspec.Struct, frozen=True):
    """How two encoders agree on the probes; 1 is perfect agreement.

    `mean` and `worst` are of the cosines between the two vectors of each passage. `ranks` is the mean, over queries, of
    Spearman's rank correlation between the two orders of all passages by cosine.
    """

    mean: float
    worst: float
    ranks: float

    def suffices(self) -> bool:
        """Whether no figure is below `MINIMUM`."""
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(MINIMUM), strict=True)
        return all(value >= bound for value, bound in pairs)

    def __str__(self) -> str:
        return f"cosines {self.mean:.4f} in the mean and {self.worst:.4f} at worst, ranks {self.ranks:.4f}"


MINIMUM = Agreement(mean=0.9965, worst=0.985, ranks=0.98)
"""The minimum at which int8 replaces fp32; a model below it is encoded in fp32. The default model has 0.9988, 0.9978
and 0.998. Without balanced channels it has 0.9973, 0.9943 and 0.996, and a mean of about 0.9959 where products
overflow.
"""


def agreement(first: Encoder, second: Encoder) -> Agreement:
    """The agreement of two encoders on about 260 passages, most of them from speeches, and a few queries."""
    passages, queries = probes()
    vectors: list[Vectors] = []
    ranks = []
    for encoder in (first, second):
        vectors.append(encoder.encode_passages(passages))
        query_vectors = np.stack([encoder.encode_query(query) for query in queries])
        ranks.append((query_vectors @ vectors[-1].T).argsort(1).argsort(1))
    cosines = np.sum(vectors[0] * vectors[1], axis=1)
    correlations = [np.corrcoef(*pair)[0, 1] for pair in zip(*ranks, strict=True)]
    return Agreement(float(cosines.mean()), float(cosines.min()), float(np.mean(correlations)))


def probes() -> tuple[list[str], list[str]]:
    """Passages and queries, from `probes.txt`."""
    lines = files("embeddings").joinpath("probes.txt").read_text("utf-8").splitlines()
    passages = [line for line in lines if not line.startswith(("?", "#"))]
    return passages, [line[1:] for line in lines if line.startswith("?")]
