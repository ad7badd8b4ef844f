"""Whether synthetic vectors are distributed like real ones: figures of their cosines, and the recall of cells.

    python -m eval.benchmarks.vector_distribution FOLDER [PASSAGES]

compares the passages of the transcripts in FOLDER with synthetic passages, made of the sentences in FOLDER and
of generated ones. For each it prints as JSON: the mean and standard deviation of the cosine of two passages; the median
cosine of the nearest and of the tenth nearest passage; the intrinsic dimension (Levina and Bickel 2004, with 20
neighbours); the participation ratio of the variance; and recall@10 for questions about the sentences, with the same
share of cells probed as in an index of 100,000 passages.
"""

import itertools
import json
import sys
import tempfile
from pathlib import Path

import faiss
import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.agreement import passage_texts
from eval.benchmarks.questions import questions
from eval.benchmarks.synthetic import SentenceMeanEncoder, sentences_of, write_transcripts
from indexer.index import open_encoder
from indexer.store.vectors.cells import PROBES, learn_cells

NEIGHBOURS = 20
QUESTIONS = 500
_CELLS_OF_100_000 = 512


def main(folder: Path, count: int) -> dict[str, dict[str, float]]:
    """The figures of real passages, and of synthetic ones of real and of generated sentences."""
    encoder = open_encoder(DEFAULT_MODEL)
    pools = {"around real sentences": sentences_of(folder), "around made sentences": sentences_of(None)}
    real = encoder.encode_passages(list(itertools.islice(passage_texts(folder), count)))
    figures = {"real": _figures(real, _query_vectors(encoder, pools["around real sentences"]))}
    for name, pool in pools.items():
        figures[name] = _figures(_synthetic(encoder, pool, len(real)), _query_vectors(encoder, pool))
    return figures


def _synthetic(encoder: Encoder, pool: list[str], count: int) -> Vectors:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "files"
        write_transcripts(source, pool, count)
        lines = [json.loads(line) for path in sorted(source.iterdir()) for line in path.open(encoding="utf-8")]
    return SentenceMeanEncoder(encoder, pool).encode_passages(
        [turn["text"] for line in lines for turn in line["turns"]]
    )


def _query_vectors(encoder: Encoder, pool: list[str]) -> Vectors:
    return np.stack([encoder.encode_query(question) for question in questions(pool, QUESTIONS)])


def _figures(vectors: Vectors, query_vectors: Vectors) -> dict[str, float]:
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, len(vectors), (2, 200_000))
    differ = first != second
    cosines = np.einsum("ij,ij->i", vectors[first[differ]], vectors[second[differ]])
    exact = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    near = exact.search(vectors[:2000], NEIGHBOURS + 1)[0][:, 1:]
    distances = np.sqrt(np.maximum(2 - 2 * near, 1e-9))
    variances = np.linalg.eigvalsh(np.cov(vectors.T))
    return {
        "cosine": float(cosines.mean()),
        "deviation": float(cosines.std()),
        "nearest": float(np.median(near[:, 0])),
        "tenth": float(np.median(near[:, 9])),
        "intrinsic_dimension": float(np.median(1 / np.log(distances[:, -1:] / distances[:, :-1]).mean(axis=1))),
        "dimensions_of_variance": float(variances.sum() ** 2 / np.square(variances).sum()),
        "recall@10": _recall(vectors, exact, query_vectors),
    }


def _recall(vectors: Vectors, exact: faiss.IndexFlatIP, query_vectors: Vectors) -> float:
    cells = learn_cells(vectors.view(np.uint8), lambda codes: codes.view(np.float32))
    cells.add(vectors)
    cells.nprobe = round(cells.nlist * PROBES / _CELLS_OF_100_000)
    nearest = exact.search(query_vectors, 10)[1]
    # At this size, a search for 100 passages rescores 140 from fp16.
    rows_found = cells.search(query_vectors, 140)[1]
    pairs = zip(nearest.tolist(), rows_found.tolist(), strict=True)
    return float(np.mean([len(set(expected) & set(rows)) / 10 for expected, rows in pairs]))


if __name__ == "__main__":
    passages = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), passages), indent=2) + "\n")
