"""Whether made vectors lie as real ones do: what can be told from their cosines, and how well cells find neighbours.

    python -m eval.benchmarks.spread FOLDER [PASSAGES]

encodes passages of the Markdown transcripts in FOLDER, puts synthetic ones beside them, around the sentences of FOLDER
and around those that ship, and prints JSON for each: the mean and standard deviation of two passages' cosine; the
median cosine of the nearest and of the tenth nearest; the intrinsic dimension (Levina and Bickel 2004, by 20
neighbours); the number of dimensions that hold the variance (its participation ratio); and recall@10 for questions
about the sentences, through cells of the same share as in an index of 100,000 passages.
"""

import json
import sys
import tempfile
from pathlib import Path

import faiss
import numpy as np

from embeddings.encoder import Encoder, Vectors
from embeddings.models import DEFAULT_MODEL
from eval.benchmarks.questions import questions
from eval.benchmarks.synthetic import OfSentences, sentences_of, write_transcripts
from indexer.index import open_encoder
from indexer.ingest.reading import read_file
from indexer.passages import PassageSettings, split_turn
from indexer.store.vectors.cells import PROBES, learn_cells

NEIGHBOURS = 20
ASKED = 500
_CELLS_OF_100_000 = 512


def main(folder: Path, count: int) -> dict[str, dict[str, float]]:
    """The figures of real passages, of synthetic ones around real sentences, and around made ones."""
    encoder = open_encoder(DEFAULT_MODEL)
    pools = {"around real sentences": sentences_of(folder), "around made sentences": sentences_of(None)}
    real = encoder.encode_passages(_passages(folder, count))
    found = {"real": _figures(real, _encoded(encoder, pools["around real sentences"]))}
    for name, pool in pools.items():
        found[name] = _figures(_synthetic(encoder, pool, len(real)), _encoded(encoder, pool))
    return found


def _passages(folder: Path, count: int) -> list[str]:
    """The first passages of the transcripts, no two the same."""
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.md")):
        for transcript in read_file(path):
            for turn in transcript.turns:
                for passage in split_turn(transcript.text, turn, PassageSettings()):
                    found[transcript.text[passage.start : passage.end]] = None
        if len(found) >= count:
            break
    return list(found)[:count]


def _synthetic(encoder: Encoder, pool: list[str], count: int) -> Vectors:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "files"
        write_transcripts(source, pool, count)
        lines = [json.loads(line) for path in sorted(source.iterdir()) for line in path.open(encoding="utf-8")]
    return OfSentences(encoder, pool).encode_passages(
        [turn["text"] for line in lines for turn in line["turns"]]
    )


def _encoded(encoder: Encoder, pool: list[str]) -> Vectors:
    return np.stack([encoder.encode_query(question) for question in questions(pool, ASKED)])


def _figures(vectors: Vectors, asked: Vectors) -> dict[str, float]:
    rng = np.random.default_rng(0)
    one, other = rng.integers(0, len(vectors), (2, 200_000))
    cosines = np.einsum("ij,ij->i", vectors[one[one != other]], vectors[other[one != other]])
    exact = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    near = exact.search(vectors[:2000], NEIGHBOURS + 1)[0][:, 1:]
    apart = np.sqrt(np.maximum(2 - 2 * near, 1e-9))
    variances = np.linalg.eigvalsh(np.cov(vectors.T))
    return {
        "cosine": float(cosines.mean()),
        "deviation": float(cosines.std()),
        "nearest": float(np.median(near[:, 0])),
        "tenth": float(np.median(near[:, 9])),
        "intrinsic_dimension": float(np.median(1 / np.log(apart[:, -1:] / apart[:, :-1]).mean(axis=1))),
        "dimensions_of_variance": float(variances.sum() ** 2 / np.square(variances).sum()),
        "recall@10": _recall(vectors, exact, asked),
    }


def _recall(vectors: Vectors, exact: faiss.IndexFlatIP, asked: Vectors) -> float:
    cells = learn_cells(vectors.view(np.uint8), lambda codes: codes.view(np.float32))
    cells.add(vectors)
    cells.nprobe = round(cells.nlist * PROBES / _CELLS_OF_100_000)
    right = exact.search(asked, 10)[1]
    # As many as are scored again from fp16 at this size, for a search that wants a hundred.
    found = cells.search(asked, 140)[1]
    return float(
        np.mean([len(set(a.tolist()) & set(b.tolist())) / 10 for a, b in zip(right, found, strict=True)])
    )


if __name__ == "__main__":
    passages = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), passages), indent=2) + "\n")
