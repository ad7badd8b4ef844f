"""The vectors of single words that ship with the ranking: of the encoder's own vocabulary, so of no data set.

A stem's vector is that of the commonest word with this stem, less the mean of all, along the directions in which words
differ most.
"""

import io
import json
import re
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from embeddings.models import find_model
from indexer.store.analysis import stem_hash, tantivy_analyzer
from search_api.ranking.word_vectors import WordVectors

DIMENSION = 128
_WORD = re.compile(r"[a-z]{2,}|\d{1,4}")


def vocabulary(model: str) -> dict[str, str]:
    """The commonest whole word of a model's vocabulary for each stem; its order is by how common words are.

    Raises:
        ModelNotFound: there is no such model.
    """
    (path,) = Path(find_model(model)).rglob("tokenizer.json")
    held = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    analyzer = tantivy_analyzer(stopwords=True)
    found: dict[str, str] = {}
    for word in sorted(held, key=lambda word: int(held[word])):
        stems = analyzer.analyze(word) if _WORD.fullmatch(word) else []
        if len(stems) == 1:
            found.setdefault(stems[0], word)
    return found


def train_word_vectors(encoder: Encoder) -> WordVectors:
    """The table of an encoder's vocabulary."""
    words = vocabulary(encoder.spec.model)
    by_hash = {stem_hash(stem): word for stem, word in sorted(words.items())}
    hashes = sorted(by_hash)
    vectors = encoder.encode_passages([by_hash[one] for one in hashes]).astype(np.float64)
    vectors -= vectors.mean(0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    short = vectors @ directions[:, ::-1][:, :DIMENSION]
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    unit = float(np.abs(short).max()) / 127
    return WordVectors(np.array(hashes, np.uint32), np.round(short / unit).astype(np.int8), unit * unit)


def word_vectors_file(words: WordVectors) -> bytes:
    """The table as a file; the same table gives the same bytes."""
    held = io.BytesIO()
    np.savez(held, hashes=words.hashes, vectors=words.vectors, scale=np.float64(words.scale))
    return held.getvalue()
