"""How the time of attribution grows with the number of turns, for transcripts of several shapes.

    python -m eval.benchmarks.attribution [TURNS]

prints, as JSON by shape, the processor time for TURNS turns and for twice as many, and their ratio. A ratio of 2 is
linear.
"""

import itertools
import json
import string
import sys
import time
from collections.abc import Callable, Iterator

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.load import shipped
from indexer.directory.records import Directory
from indexer.model import Document
from indexer.readers.source import Source

TURNS = 4_000
BEST_OF = 3
_HEAD = "---\ntitle: Press Briefing by Press Secretary Jen Psaki\ndate: 2022-03-01\n---\n\n"


def _names() -> Iterator[str]:
    """Distinct made-up names: Aaaa, Aaab and so on."""
    for letters in itertools.product(string.ascii_lowercase, repeat=4):
        yield "".join(letters).capitalize()


def _questions(turns: int) -> str:
    return "".join(f"Q: Hm {number}?\n\nSECRETARY DOE: Go ahead, Peter.\n\n" for number in range(turns // 2))


def _handed_over(turns: int) -> str:
    names = itertools.islice(_names(), turns // 2)
    return "".join(f"Q  Hm?\n\nMS. PSAKI:  Well, {name}, no. Go ahead, {name} Doe.\n\n" for name in names)


def _calls_of_few(turns: int) -> str:
    names = itertools.cycle(["Jonathan Lemire", "Mika", "Zeke", "Mary Bruce"])
    return "".join(f"Q  Why?\n\nMS. PSAKI:  Right, {next(names)}.\n\n" for _ in range(turns // 2))


def _labels(turns: int) -> str:
    return "".join(f"MR. {name.upper()}: Yes.\n\n" for name in itertools.islice(_names(), turns))


def _one_surname(turns: int) -> str:
    names = itertools.islice(_names(), turns // 2)
    return "".join(f"MR. {name.upper()} SMITH: Yes, John Smith.\n\nMR. SMITH: No.\n\n" for name in names)


def _full_names(turns: int) -> str:
    return "".join(
        f"{name.upper()} DOE: Yes, Secretary Jane Doe.\n\n" for name in itertools.islice(_names(), turns)
    )


def _posts(turns: int) -> str:
    names = itertools.islice(_names(), turns // 2)
    return "".join(f"The Chair (Hon. Jane {name}): Order.\n\nThe Chair: Yes.\n\n" for name in names)


def _introduced(turns: int) -> str:
    names = itertools.islice(_names(), turns // 2)
    return "".join(
        f"Q: Here is Secretary of State Jane {name}.\n\nSECRETARY {name.upper()}: Yes.\n\n" for name in names
    )


def _long_turns(turns: int) -> str:
    words = "The ferry sails at nine and the bridge is closed, Secretary Doe says. " * 20
    return "".join(f"Q: Why?\n\nSECRETARY DOE: {words}Go ahead, Peter.\n\n" for _ in range(turns // 2))


def _one_speaker(turns: int) -> str:
    return "MR. SMITH: John Smith and I say yes.\n\n" * turns


SHAPES: dict[str, Callable[[int], str]] = {
    "questions": _questions,
    "handed over": _handed_over,
    "calls of few": _calls_of_few,
    "labels": _labels,
    "one surname": _one_surname,
    "full names": _full_names,
    "posts": _posts,
    "introduced": _introduced,
    "long turns": _long_turns,
    "one speaker": _one_speaker,
}
"""A transcript with a number of turns, by the kind of text that it repeats."""


def document_of(shape: str, turns: int) -> Document:
    """A transcript of a shape, read but not attributed."""
    (document,) = readers.read(Source("shape.md", (_HEAD + SHAPES[shape](turns)).encode()))
    return document


def main(turns: int) -> dict[str, dict[str, float]]:
    """Seconds for a number of turns and for twice as many, and their ratio."""
    people = shipped()
    figures = {}
    for shape in SHAPES:
        once, twice = (_seconds(document_of(shape, count), people) for count in (turns, 2 * turns))
        figures[shape] = {"seconds": round(once, 3), "twice": round(twice, 3), "ratio": round(twice / once, 2)}
    return figures


def _seconds(document: Document, people: Directory) -> float:
    times = []
    for _ in range(BEST_OF):
        began = time.process_time()
        attribute(document, "shape", people)
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS), indent=2) + "\n")
