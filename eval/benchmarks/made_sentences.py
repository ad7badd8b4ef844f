"""Generated sentences whose vectors are distributed like those of real ones, for benchmarks without an archive.

A sentence is a form filled with the words of a subject; most follow another about the same subject.
`python -m eval.benchmarks.vector_distribution` compares them with real ones.
"""

from pathlib import Path

import msgspec
import numpy as np

SEED = 20220216

_WORDS = Path(__file__).with_suffix(".json")


class _Words(msgspec.Struct, frozen=True):
    """Groups of words about one subject each, forms of sentences, and what else forms are filled with."""

    subjects: list[list[str]]
    forms: list[str]
    places: list[str]
    bodies: list[str]
    months: list[str]


def made_sentences(count: int) -> list[str]:
    """Distinct sentences, a few at a time about the same subject; the same on every machine."""
    rng = np.random.default_rng(SEED)
    words = msgspec.json.decode(_WORDS.read_bytes(), type=_Words)
    sentences: dict[str, None] = {}
    while len(sentences) < count:
        subject = words.subjects[rng.integers(len(words.subjects))]
        for form in rng.choice(words.forms, rng.integers(3, 10), replace=False):
            first, second = rng.choice(subject, 2, replace=False)
            sentence = form.format(
                a=first,
                b=second,
                place=rng.choice(words.places),
                body=rng.choice(words.bodies),
                month=rng.choice(words.months),
                number=rng.integers(3, 900),
            )
            sentences[sentence[0].upper() + sentence[1:]] = None
    return list(sentences)[:count]
