"""Indexes of any size: sentences in new combinations, with vectors made of those of the sentences.

Encoding a million passages takes an hour; what searching them costs does not depend on how the vectors came about, as
long as they lie as real ones do (`python -m eval.benchmarks.spread`).
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, EncoderSpec, Vectors
from eval.benchmarks.spoken import made_sentences
from indexer.ingest.reading import read_file
from indexer.passages import sentences

TURNS = 60
SENTENCES = 8000
APART = 7
"""The second sentence of a passage comes up to so many places after the first: both are about one thing."""
NOISE = 0.4
"""The length of the noise that is added to a vector of length 1: the nearest of 20,000 passages, and the tenth nearest,
are as near as among real ones then."""
BETWEEN = " || "
SEED = 20220216
_GIVEN = "Ann Bob Carl Dana Eve Frank Grace Henry Iris Jack Kate Leo Mary Nora Oscar Paul Rose Sam Tina Walter".split()
_SURNAMES = (
    "Abbott Barnes Carver Dalton Ellison Fletcher Garner Holloway Ingram Jennings Kessler Lambert Mercer Norwood "
    "Osborne Prescott Quinlan Radcliffe Sutton Thornton"
).split()


def sentences_of(folder: Path | None) -> list[str]:
    """Sentences of 8 to 45 words from the Markdown transcripts in a folder, in their order; without one, made ones."""
    if folder is None:
        return made_sentences(SENTENCES)
    found: dict[str, None] = {}
    for path in sorted(folder.rglob("*.md"))[:150]:
        for transcript in read_file(path):
            for turn in transcript.turns:
                for start, end in sentences(transcript.text, turn.start, turn.end):
                    sentence = " ".join(transcript.text[start:end].split())
                    if 8 <= len(sentence.split()) <= 45:
                        found[sentence] = None
    return list(found)[:SENTENCES]


class OfSentences:
    """The real model for queries; a passage's vector is the mean of those of its two sentences, moved at random."""

    def __init__(self, encoder: Encoder, pool: Sequence[str]) -> None:
        self._encoder = encoder
        self._places = {sentence: place for place, sentence in enumerate(pool)}
        self._vectors = encoder.encode_passages(list(pool))

    @property
    def spec(self) -> EncoderSpec:
        """The model's identity."""
        return self._encoder.spec

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query: float32, shape (dimension,), of length 1."""
        return self._encoder.encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: float32, shape (len(texts), dimension), rows of length 1."""
        pairs = [text.split(BETWEEN) for text in texts]
        first = self._vectors[[self._places[one] for one, _ in pairs]]
        second = self._vectors[[self._places[other.rpartition(" No. ")[0]] for _, other in pairs]]
        rng = np.random.default_rng(zlib.crc32(texts[0].encode()))
        return moved(first + second, rng)


def moved(vectors: Vectors, rng: np.random.Generator) -> Vectors:
    """Vectors moved at random, each by as much: float32, rows of length 1."""
    noise = rng.normal(size=vectors.shape)
    scale = (
        NOISE * np.linalg.norm(vectors, axis=1, keepdims=True) / np.linalg.norm(noise, axis=1, keepdims=True)
    )
    found = vectors + scale * noise
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def write_transcripts(folder: Path, pool: Sequence[str], passages: int) -> None:
    """Transcripts of so many passages in all, a turn each, in JSON Lines."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    count = 0
    for number in range(-(-passages // (TURNS * 100))):
        with (folder / f"{number:05}.jsonl").open("w", encoding="utf-8") as file:
            for at in range(100):
                turns = list(_turns(rng, pool, count, min(TURNS, passages - count)))
                count += len(turns)
                if turns:
                    day = f"20{10 + number % 14:02}-{1 + at % 12:02}-{1 + at % 28:02}"
                    head = {"id": f"s{number}-{at}", "title": f"Sitting {number}-{at}", "date": day}
                    file.write(json.dumps(head | {"turns": turns}) + "\n")


def _turns(rng: np.random.Generator, pool: Sequence[str], first: int, count: int) -> Iterator[dict[str, str]]:
    # A few people speak in turn, as they do; some speak everywhere, most seldom.
    people = np.minimum(rng.zipf(1.5, 4), len(_GIVEN) * len(_SURNAMES))
    begin, apart = int(rng.integers(len(pool))), rng.integers(1, APART + 1, count)
    for turn in range(count):
        at = begin + turn
        who = int(people[turn % 4]) - 1
        name = f"{_GIVEN[who % len(_GIVEN)]} {_SURNAMES[who // len(_GIVEN)]}"
        pair = f"{pool[at % len(pool)]}{BETWEEN}{pool[(at + int(apart[turn])) % len(pool)]}"
        yield {"speaker": name, "text": f"{pair} No. {first + turn}."}
