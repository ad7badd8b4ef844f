"""A sheet for reading: pairs chosen at random, with the whole question and the beginning of the answer."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from eval.training.pairs.records import Pair, Span

ANSWER = 1200
"""The most characters of an answer on the sheet."""


def sheet(pairs: Sequence[Pair], text_of: Callable[[Span], str], count: int, seed: int) -> Iterator[str]:
    """The lines of a sheet of `count` pairs, each with a box for whether it is right."""
    chosen = Random(seed).sample(pairs, min(count, len(pairs)))  # noqa: S311 - a sample, no secret
    for number, pair in enumerate(chosen, start=1):
        answer = " ".join(" ".join(text_of(span).split()) for span in pair.answers)
        yield f"## {number}. [ ] {pair.id}"
        yield f"{pair.event}, {pair.date}, {pair.answerer}"
        for name, form in zip(pair.forms.__struct_fields__, _forms(pair), strict=True):
            if form:
                yield f"- {name}: {form}"
        yield f"> {answer[:ANSWER]}"
        yield ""


def _forms(pair: Pair) -> tuple[str, ...]:
    return tuple(getattr(pair.forms, name) for name in pair.forms.__struct_fields__)
