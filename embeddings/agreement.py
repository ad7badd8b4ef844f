"""How well two encoders agree: on where passages lie, and on what is near to what."""

from importlib.resources import files

import msgspec
import numpy as np

from embeddings.encoder import Encoder, Vectors


class Agreement(msgspec.Struct, frozen=True):
    """How two encoders agree on the probes: 1 is the same throughout.

    `mean` and `worst` are cosines between both vectors of a passage; `ranks` is the mean, over queries, of Spearman's
    rank correlation of their cosines with all passages.
    """

    mean: float
    worst: float
    ranks: float

    def suffices(self, least: "Agreement | None" = None) -> bool:
        """Whether nothing is below a bound, which is `LEAST` unless given."""
        bounds = msgspec.structs.astuple(least or LEAST)
        return all(value >= bound for value, bound in zip(msgspec.structs.astuple(self), bounds, strict=True))

    def __str__(self) -> str:
        return f"cosines {self.mean:.4f} in the mean and {self.worst:.4f} at worst, ranks {self.ranks:.4f}"


LEAST = Agreement(mean=0.9965, worst=0.985, ranks=0.98)
"""The least at which int8 may stand for fp32. The default model has 0.9988, 0.9978 and 0.998. Before its
channels were balanced it had 0.9973, 0.9943 and 0.996, and about 0.9959 in the mean where products overflowed. A model
that falls short is encoded in fp32.
"""


def agreement(first: Encoder, second: Encoder) -> Agreement:
    """The agreement of two encoders over some 260 passages, most of them from speeches, and a few queries."""
    passages, queries = probes()
    vectors = [encoder.encode_passages(passages) for encoder in (first, second)]
    cosines = np.sum(vectors[0] * vectors[1], axis=1)
    near = [
        (_asked(encoder, queries) @ held.T).argsort(1).argsort(1)
        for encoder, held in zip((first, second), vectors, strict=True)
    ]
    ranks = [np.corrcoef(one, other)[0, 1] for one, other in zip(*near, strict=True)]
    return Agreement(float(cosines.mean()), float(cosines.min()), float(np.mean(ranks)))


def probes() -> tuple[list[str], list[str]]:
    """Passages and queries, from `probes.txt`."""
    lines = files("embeddings").joinpath("probes.txt").read_text("utf-8").splitlines()
    passages = [line for line in lines if not line.startswith(("?", "#"))]
    return passages, [line[1:] for line in lines if line.startswith("?")]


def _asked(encoder: Encoder, queries: list[str]) -> Vectors:
    return np.stack([encoder.encode_query(query) for query in queries])
