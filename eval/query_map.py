"""A learned map of query vectors: questions move nearer to the passages that answer them; passages stay where they are.

It is a low-rank addition to the vector of a query, after which the vector has length 1 again. None ships: what maps
bring is in docs/decisions/queries-are-not-mapped.md.
"""

import io
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from embeddings.encoder import Encoder, EncoderSpec, Vectors
from indexer.errors import InputRefused


class QueryMap(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Adds `(vector @ down) @ up` to a query's vector: `down` float32 (dimension, rank), `up` (rank, dimension).

    `fingerprint` is that of the model whose vectors it was trained on; it means nothing for others.
    """

    fingerprint: str
    down: Vectors
    up: Vectors

    def mapped(self, vectors: Vectors) -> Vectors:
        """Mapped vectors: float32, of the same shape, (dimension,) or (n, dimension), rows of length 1."""
        exact, (down, up) = vectors.astype(np.float64), self._exact
        moved = exact + (exact @ down) @ up
        return np.asarray(moved / np.linalg.norm(moved, axis=-1, keepdims=True), np.float32)

    @cached_property
    def _exact(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        # In float64, so that the order of sums, which differs between processors, does not show in the result.
        return self.down.astype(np.float64), self.up.astype(np.float64)


class MappedQueries:
    """An `Encoder` whose queries are mapped; passages are those of another encoder."""

    def __init__(self, encoder: Encoder, query_map: QueryMap) -> None:
        self.spec: EncoderSpec = encoder.spec
        self._encoder = encoder
        self._map = query_map

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_passages(texts)

    def encode_query(self, text: str) -> Vectors:
        return self._map.mapped(self._encoder.encode_query(text))


def with_query_map(encoder: Encoder, path: Path) -> MappedQueries:
    """An encoder with the map in a file that `onrecord eval train-queries` wrote.

    Raises:
        InputRefused: the file holds no map, or one for another model.
    """
    try:
        query_map = read_query_map(path.read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise InputRefused(
            str(path), "this is not a map of queries; write one with `onrecord eval train-queries`."
        ) from error
    if query_map.fingerprint != encoder.spec.fingerprint:
        raise InputRefused(
            str(path), f"the map was trained for another model than {encoder.spec.model}; leave out --model."
        )
    return MappedQueries(encoder, query_map)


def read_query_map(content: bytes) -> QueryMap:
    """The map in the content of a file.

    Raises:
        ValueError, KeyError: it is damaged.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        return QueryMap(str(parts["fingerprint"]), parts["down"], parts["up"])


def query_map_file(query_map: QueryMap) -> bytes:
    """The map as a file; the same map gives the same bytes."""
    content = io.BytesIO()
    np.savez(content, fingerprint=np.array(query_map.fingerprint), down=query_map.down, up=query_map.up)
    return content.getvalue()
