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

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.load import shipped
from indexer.directory.records import Directory
from indexer.model import Document
from indexer.readers.source import Source

TURNS = 4_000
BEST_OF = 3
_HEAD = "---\ntitle: Press Briefing by Press Secretary Jen Psaki\ndate: 2022-03-01\n---\n\n"


_SENTENCE = "The ferry sails at nine and the bridge is closed, Secretary Doe says. "
_CALLED = ("Jonathan Lemire", "Mika", "Zeke", "Mary Bruce")
SHAPES = {
    "questions": "Q: Hm {number}?\n\nSECRETARY DOE: Go ahead, Peter.\n\n",
    "handed over": "Q  Hm?\n\nMS. PSAKI:  Well, {name}, no. Go ahead, {name} Doe.\n\n",
    "calls of few": "Q  Why?\n\nMS. PSAKI:  Right, {called}.\n\n",
    "labels": "MR. {NAME}: Yes.\n\n",
    "one surname": "MR. {NAME} SMITH: Yes, John Smith.\n\nMR. SMITH: No.\n\n",
    "full names": "{NAME} DOE: Yes, Secretary Jane Doe.\n\n",
    "posts": "The Chair (Hon. Jane {name}): Order.\n\nThe Chair: Yes.\n\n",
    "introduced": "Q: Here is Secretary of State Jane {name}.\n\nSECRETARY {NAME}: Yes.\n\n",
    "long turns": f"Q: Why?\n\nSECRETARY DOE: {_SENTENCE * 20}Go ahead, Peter.\n\n",
    "one speaker": "MR. SMITH: John Smith and I say yes.\n\n",
}
"""The turns that a transcript repeats. In each repetition `name` is another made-up name (Aaaa, Aaab and so on)."""


def document_of(shape: str, turns: int) -> Document:
    """A transcript of a shape, read but not attributed."""
    form = SHAPES[shape]
    letters = itertools.product(string.ascii_lowercase, repeat=4)
    names = ("".join(four).capitalize() for four in itertools.islice(letters, turns // form.count("\n\n")))
    parts = (
        form.format(number=number, name=name, NAME=name.upper(), called=_CALLED[number % len(_CALLED)])
        for number, name in enumerate(names)
    )
    (document,) = readers.read(Source("shape.md", (_HEAD + "".join(parts)).encode()))
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
