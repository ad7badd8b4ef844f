"""The word vectors that ship with the ranking: of the encoder's own vocabulary, which depends on no data set.

A stem's vector is that of the most frequent word with this stem, centred, and projected on the principal components of
all of them.
"""

import io
import json
import re
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder
from embeddings.models import find_model
from indexer.languages import default
from indexer.store.analysis import stem_hash, tantivy_analyzer
from search_api.ranking.word_vectors import WordVectors

DIMENSION = 128
_WORD = re.compile(r"[a-z]{2,}|\d{1,4}")


def vocabulary(model: str) -> dict[str, str]:
    """The most frequent whole word of a model's vocabulary for each stem; the vocabulary is ordered by frequency.

    Raises:
        ModelNotFound: there is no such model.
    """
    (path,) = Path(find_model(model)).rglob("tokenizer.json")
    numbers = json.loads(path.read_text("utf-8"))["model"]["vocab"]
    analyzer = tantivy_analyzer(default(), stopwords=True)
    words: dict[str, str] = {}
    for word in sorted(numbers, key=lambda word: int(numbers[word])):
        stems = analyzer.analyze(word) if _WORD.fullmatch(word) else []
        if len(stems) == 1:
            words.setdefault(stems[0], word)
    return words


def train_word_vectors(encoder: Encoder) -> WordVectors:
    """The table of an encoder's vocabulary."""
    words = vocabulary(encoder.spec.model)
    by_hash = {stem_hash(stem): word for stem, word in sorted(words.items())}
    hashes = sorted(by_hash)
    vectors = encoder.encode_passages([by_hash[stem] for stem in hashes]).astype(np.float64)
    vectors -= vectors.mean(0)
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    projected = vectors @ directions[:, ::-1][:, :DIMENSION]
    projected /= np.maximum(np.linalg.norm(projected, axis=1, keepdims=True), 1e-9)
    unit = float(np.abs(projected).max()) / 127
    return WordVectors(np.array(hashes, np.uint32), np.round(projected / unit).astype(np.int8), unit * unit)


def word_vectors_file(words: WordVectors) -> bytes:
    """The table as a file; the same table gives the same bytes."""
    content = io.BytesIO()
    np.savez(content, hashes=words.hashes, vectors=words.vectors, scale=np.float64(words.scale))
    return content.getvalue()
