"""A reference for serving: sentence-transformers, FAISS and bm25s, combined in one process in the obvious way.

It holds the passages of an index with their vectors, and fuses two rankings of a hundred by reciprocal rank. The
question is not interpreted, and no details of the passages are looked up.
"""

from collections.abc import Callable
from pathlib import Path

import bm25s
import faiss
import numpy as np
import Stemmer

from embeddings.models import find_model
from indexer.catalog.read import Catalog

DEPTH, BEST, RRF = 100, 10, 60


def reference_search(folder: Path) -> Callable[[str], list[str]]:
    """A function from a question to the texts of the ten best passages of an index."""
    from sentence_transformers import SentenceTransformer

    catalog = Catalog(folder)
    network = SentenceTransformer(str(find_model(catalog.settings().encoder.model)), device="cpu")
    vectors = np.concatenate([block for _, block in catalog.vectors()])
    texts = [row.text for row in catalog.passage_rows()]
    catalog.close()
    vector_index = faiss.IndexFlatIP(vectors.shape[1])
    vector_index.add(vectors)
    stemmer = Stemmer.Stemmer("english")
    lexical_index = bm25s.BM25()
    lexical_index.index(
        bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )
    depth = min(DEPTH, len(texts))

    def search(question: str) -> list[str]:
        rankings = [vector_index.search(network.encode([question], normalize_embeddings=True), depth)[1][0]]
        tokens = bm25s.tokenize([question], stopwords="en", stemmer=stemmer, show_progress=False)
        if tokens.vocab:
            rankings.append(lexical_index.retrieve(tokens, k=depth, show_progress=False)[0][0])
        scores: dict[int, float] = {}
        for ranking in rankings:
            for rank, row in enumerate(ranking.tolist(), start=1):
                scores[row] = scores.get(row, 0.0) + 1 / (RRF + rank)
        return [texts[row] for row in sorted(scores, key=lambda row: -scores[row])[:BEST]]

    return search
