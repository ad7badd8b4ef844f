"""Questions made to take long to read; part of `make soak`.

    python -m tests.hostile.questions [QUESTIONS]

reads questions of up to 1,000 characters, made of the words of forms of questions, dates and names, repeated and mixed.
None may take more CPU time than `MOST_SECONDS`. Prints the slowest ones, and exits with 1 if one took longer.
"""

import datetime
import heapq
import random
import sys
import time

from indexer.model import Speaker
from search_api.contract.bounds import MAX_QUERY
from search_api.questions.interpret import interpret_query
from search_api.questions.people import People

QUESTIONS = 10_000
MOST_SECONDS = 0.2
TODAY = datetime.date(2026, 11, 27)
PEOPLE = People(
    [
        Speaker("joe-biden", "Joe Biden"),
        Speaker("jill-biden", "Jill Biden"),
        Speaker("kamala-harris", "Kamala Harris"),
        Speaker("karine-jean-pierre", "Karine Jean-Pierre"),
        Speaker("jonathan-lemire", "Jonathan Lemire"),
    ]
)
_WORDS = """
    what how why when where who whose which did does has have was is are will said say says asked ask about on of the
    that first last latest most recently time times often many much questions question from by to according mention
    mentioned ever anyone reporters press remarks words speeches everything anything and or vs but not Biden Harris
    Jean-Pierre Lemire president secretary prime minister Peter Post in March May 2022 2024 between since before until
    last week summer yesterday the 16th January please tell me wondering know oldest newest ago three months inflation
""".split()
_MARKS = [
    " ",
    "  ",
    "\t",
    ",",
    ", ",
    "?",
    "!",
    ".",
    ":",
    ";",
    "'",
    "’",
    "’s ",
    '"',
    "“",
    "”",
    "-",
    " -",
    "—",
    "(",
    ")",
    "\u00a0",
    "\ue000",
    "ß",
    "漢",
]
_SHAPES = (
    "what did {} say about {}",
    "who asked {} about {}",
    "when did {} first mention {}",
    "how often did {} say {}",
    "questions from {} of {} about {}",
    "the first mention of {} by {}",
    "{} according to {}",
    "{} latest {} remarks",
    "between {} and {} 2022",
    "how many {} did {} say {}",
    "when was {} {} mentioned for the first time",
)


def question(number: int) -> str:
    """A question of up to 1,000 characters: the same for the same number."""
    rng = random.Random(number)  # noqa: S311 - repeatable, not secret
    kind = number % 4
    if kind == 0:
        # One or two parts over and over.
        part = "".join(_piece(rng) for _ in range(rng.randint(1, 3)))
        made = part * (MAX_QUERY // max(1, len(part)) + 1)
    elif kind == 1:
        made = "".join(_piece(rng) for _ in range(rng.randint(20, 300)))
    else:
        # A form with long, repeated or mixed parts.
        shape = rng.choice(_SHAPES)
        made = shape.format(*(_filler(rng) for _ in range(shape.count("{}"))))
    return made[: rng.randint(MAX_QUERY // 2, MAX_QUERY)]


def _piece(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(_MARKS) * rng.choice([1, 1, 1, 2, 40])
    return rng.choice(_WORDS) + rng.choice([" ", " ", " ", "", ", "])


def _filler(rng: random.Random) -> str:
    piece = _piece(rng)
    return rng.choice([piece * rng.randint(1, 400), "".join(_piece(rng) for _ in range(rng.randint(1, 60)))])


def seconds_of(text: str) -> float:
    """The CPU time of reading a question."""
    began = time.process_time()
    interpret_query(text, PEOPLE, TODAY)
    return time.process_time() - began


def slowest_of(count: int, most: int = 5) -> list[tuple[float, str]]:
    """The slowest of the first `count` questions, with their CPU time, slowest first."""
    # Parsers are imported and patterns compiled by the first question.
    seconds_of("what did Biden say about trains in March 2022")
    return heapq.nlargest(most, ((seconds_of(text), text) for text in map(question, range(count))))


def main() -> int:
    """Read a number of questions."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS
    slowest = slowest_of(count)
    for seconds, text in slowest:
        print(f"{seconds:.3f} s: {text[:100]!r}")
    return 1 if slowest and slowest[0][0] > MOST_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
