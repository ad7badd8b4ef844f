"""The contender in serving: sentence-transformers, FAISS and bm25s in one process, as anybody would put them together.

    python -m eval.benchmarks.plain INDEX

holds the passages of an index with their vectors, takes a question a line and answers each with a line of JSON: the
seconds from the question to the texts of the ten best, without any HTTP. Both rankings of a hundred are fused by
reciprocal rank; nothing is read out of the question, and nothing is looked up about the passages.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bm25s
import faiss
import numpy as np
import Stemmer

from embeddings.models import find_model
from indexer.catalog.read import Catalog

DEPTH, BEST, RRF = 100, 10, 60


def searching(folder: Path) -> Callable[[str], list[str]]:
    """A function from a question to the texts of the passages that suit it best."""
    from sentence_transformers import SentenceTransformer

    catalog = Catalog(folder)
    network = SentenceTransformer(str(find_model(catalog.settings().encoder.model)), device="cpu")
    vectors = np.concatenate([block for _, block in catalog.vectors()])
    texts = [row.text for row in catalog.passage_rows()]
    catalog.close()
    nearest = faiss.IndexFlatIP(vectors.shape[1])
    nearest.add(vectors)
    stemmer = Stemmer.Stemmer("english")
    words = bm25s.BM25()
    words.index(
        bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )
    depth = min(DEPTH, len(texts))

    def search(question: str) -> list[str]:
        places = [nearest.search(network.encode([question], normalize_embeddings=True), depth)[1][0]]
        tokens = bm25s.tokenize([question], stopwords="en", stemmer=stemmer, show_progress=False)
        if tokens.vocab:
            places.append(words.retrieve(tokens, k=depth, show_progress=False)[0][0])
        scores: dict[int, float] = {}
        for found in places:
            for rank, place in enumerate(found.tolist(), start=1):
                scores[place] = scores.get(place, 0.0) + 1 / (RRF + rank)
        return [texts[place] for place in sorted(scores, key=lambda place: -scores[place])[:BEST]]

    return search


def main(folder: Path) -> None:
    """Answer questions from stdin until it ends."""
    search = searching(folder)
    search("ready")
    # As our server does.
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        began, at_work = time.perf_counter(), time.process_time()
        search(line.strip())
        took = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - at_work}
        sys.stdout.write(json.dumps(took) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
