"""The optional last stage: a cross-encoder reads the question together with each of the best passages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from indexer.errors import ModelUnavailable
from search_api.retrieval.fusion import Ranked

DEPTH = 30
"""How many of the best passages are reranked; each costs a pass through the network."""


class Reranker:
    """Any sentence-transformers CrossEncoder."""

    def __init__(self, network: Any) -> None:
        self._network = network

    @classmethod
    def load(cls, model: str) -> "Reranker":
        """Load a cross-encoder by name or folder; a folder needs no network.

        Raises:
            ModelUnavailable: there is none of that name, or sentence-transformers cannot load it.
        """
        from sentence_transformers import CrossEncoder

        try:
            return cls(CrossEncoder(model, local_files_only=Path(model).exists()))
        except Exception as error:
            raise ModelUnavailable(
                f"--rerank {model}: sentence-transformers cannot load this cross-encoder "
                f"({type(error).__name__}); name a folder that it saved."
            ) from error

    def rerank(self, query: str, ranked: Sequence[Ranked], texts: Sequence[str]) -> list[Ranked]:
        """The first `len(texts)` ranked passages in the network's order, by their texts, then the others.

        Scores stay at their ranks, so that they still fall from first to last.
        """
        head, tail = list(ranked[: len(texts)]), list(ranked[len(texts) :])
        if not head:
            return tail
        scores = np.asarray(self._network.predict([(query, text) for text in texts], show_progress_bar=False))
        order = np.argsort(-scores.reshape(len(texts), -1)[:, 0], kind="stable")
        reordered = [
            msgspec.structs.replace(head[int(index)], score=at_rank.score)
            for index, at_rank in zip(order, head, strict=True)
        ]
        return reordered + tail
