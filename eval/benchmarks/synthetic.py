"""Synthetic transcripts of any size: passages of two sentences, with vectors computed from those of the sentences.

Encoding a million passages takes an hour. The cost of searching does not depend on where the vectors come from, as long
as they are distributed like real ones (`python -m eval.benchmarks.vector_distribution`).
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, Vectors
from eval.benchmarks.made_sentences import made_sentences
from indexer.ingest.reading import read_file
from indexer.passages import sentences

TURNS = 60
SENTENCES = 8000
MAX_DISTANCE = 7
"""In the pool, the second sentence of a passage follows the first within this distance: both are about one subject."""
NOISE = 0.4
"""The length of the noise added to a vector of length 1: the nearest and tenth nearest of 20,000 passages are then as
near as among real ones."""
SEPARATOR = " || "
SEED = 20220216
_GIVEN = "Ann Bob Carl Dana Eve Frank Grace Henry Iris Jack Kate Leo Mary Nora Oscar Paul Rose Sam Tina Walter".split()
_SURNAMES = (
    "Abbott Barnes Carver Dalton Ellison Fletcher Garner Holloway Ingram Jennings Kessler Lambert Mercer Norwood "
    "Osborne Prescott Quinlan Radcliffe Sutton Thornton"
).split()


def sentences_of(folder: Path | None) -> list[str]:
    """Distinct sentences of 8 to 45 words from the Markdown transcripts in a folder; generated ones if it is None."""
    if folder is None:
        return made_sentences(SENTENCES)
    pool: dict[str, None] = {}
    for path in sorted(folder.rglob("*.md"))[:150]:
        for transcript in read_file(path):
            for turn in transcript.turns:
                for start, end in sentences(transcript.text, turn.start, turn.end):
                    sentence = " ".join(transcript.text[start:end].split())
                    if 8 <= len(sentence.split()) <= 45:
                        pool[sentence] = None
    return list(pool)[:SENTENCES]


class SentenceMeanEncoder:
    """An `Encoder` of queries by a real model. The vector of a passage is the mean of its sentences', with noise."""

    def __init__(self, encoder: Encoder, pool: Sequence[str]) -> None:
        self.spec = encoder.spec
        self.encode_query = encoder.encode_query
        self._rows = {sentence: row for row, sentence in enumerate(pool)}
        self._vectors = encoder.encode_passages(list(pool))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        pairs = [text.split(SEPARATOR) for text in texts]
        first = self._vectors[[self._rows[sentence] for sentence, _ in pairs]]
        second = self._vectors[[self._rows[sentence.rpartition(" No. ")[0]] for _, sentence in pairs]]
        rng = np.random.default_rng(zlib.crc32(texts[0].encode()))
        return with_noise(first + second, rng)


def with_noise(vectors: Vectors, rng: np.random.Generator) -> Vectors:
    """Vectors with random noise of the same relative length added to each: float32, rows of length 1."""
    noise = rng.normal(size=vectors.shape)
    scale = (
        NOISE * np.linalg.norm(vectors, axis=1, keepdims=True) / np.linalg.norm(noise, axis=1, keepdims=True)
    )
    sums = vectors + scale * noise
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


def write_transcripts(folder: Path, pool: Sequence[str], passages: int) -> None:
    """Write transcripts in JSON Lines; each turn is a passage, and `passages` is their total number."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    count = 0
    for number in range(-(-passages // (TURNS * 100))):
        with (folder / f"{number:05}.jsonl").open("w", encoding="utf-8") as file:
            for sitting in range(100):
                turns = list(_turns(rng, pool, count, min(TURNS, passages - count)))
                count += len(turns)
                if turns:
                    day = f"20{10 + number % 14:02}-{1 + sitting % 12:02}-{1 + sitting % 28:02}"
                    head = {"id": f"s{number}-{sitting}", "title": f"Sitting {number}-{sitting}", "date": day}
                    file.write(json.dumps(head | {"turns": turns}) + "\n")


def _turns(rng: np.random.Generator, pool: Sequence[str], first: int, count: int) -> Iterator[dict[str, str]]:
    # Four people take turns. A few people are in many transcripts, most in few.
    people = np.minimum(rng.zipf(1.5, 4), len(_GIVEN) * len(_SURNAMES))
    begin, distances = int(rng.integers(len(pool))), rng.integers(1, MAX_DISTANCE + 1, count)
    for turn in range(count):
        position = begin + turn
        person = int(people[turn % 4]) - 1
        name = f"{_GIVEN[person % len(_GIVEN)]} {_SURNAMES[person // len(_GIVEN)]}"
        second = pool[(position + int(distances[turn])) % len(pool)]
        yield {"speaker": name, "text": f"{pool[position % len(pool)]}{SEPARATOR}{second} No. {first + turn}."}
