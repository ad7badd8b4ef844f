"""Indexes of any size: real sentences in new combinations, with vectors around the real ones.

Encoding a million passages takes an hour; what searching them costs does not depend on how the vectors came about, as
long as they lie as real ones do.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from embeddings.encoder import Encoder, EncoderSpec, Vectors
from indexer.passages import sentences
from indexer.reading import read_file
from indexer.sample import sample_folder

TURNS = 60
NOISE = 0.5
"""The length of the noise that is added to a vector of length 1: neighbours of one sentence keep a cosine of 0.8."""
SEED = 20220216
_GIVEN = "Ann Bob Carl Dana Eve Frank Grace Henry Iris Jack Kate Leo Mary Nora Oscar Paul Rose Sam Tina Walter".split()
_SURNAMES = (
    "Abbott Barnes Carver Dalton Ellison Fletcher Garner Holloway Ingram Jennings Kessler Lambert Mercer Norwood "
    "Osborne Prescott Quinlan Radcliffe Sutton Thornton"
).split()


def real_sentences(folder: Path | None) -> list[str]:
    """Sentences of 8 to 45 words from the transcripts in a folder; without one, from the sample interview."""
    found: dict[str, None] = {}
    for path in sorted((folder or sample_folder()).rglob("*.md" if folder else "*.txt"))[:150]:
        for transcript in read_file(path):
            for turn in transcript.turns:
                for start, end in sentences(transcript.text, turn.start, turn.end):
                    sentence = " ".join(transcript.text[start:end].split())
                    if 8 <= len(sentence.split()) <= 45:
                        found[sentence] = None
    return list(found)[:8000]


class AroundReal:
    """The real model for queries; for a passage the vector of its first sentence, moved at random."""

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
        places = [self._places[text.split(" || ", 1)[0]] for text in texts]
        rng = np.random.default_rng(zlib.crc32(texts[0].encode()))
        noise = rng.normal(size=(len(texts), self._vectors.shape[1])).astype(np.float32)
        moved = self._vectors[places] + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


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
    for turn, (one, other) in enumerate(rng.integers(0, len(pool), (count, 2))):
        who = int(people[turn % 4]) - 1
        name = f"{_GIVEN[who % len(_GIVEN)]} {_SURNAMES[who // len(_GIVEN)]}"
        yield {"speaker": name, "text": f"{pool[one]} || {pool[other]} No. {first + turn}."}
