"""Questions that a transcript does not answer, made of questions that others do.

Of two kinds in turn: a question put to a meeting of another domain, and one that names somebody who speaks in the
meeting, with a topic from another domain.
"""

import random
import re
from collections.abc import Iterator, Sequence

import msgspec

from eval.records import Topic

SEED = 20221
NAMED = "person and foreign topic"
_ABOUT = re.compile(
    r"\b(?:about|on|of|regarding|discussing|concerning|to|for)\s+(?P<topic>\S.{8,}?)\s*[?.]*$", re.IGNORECASE
)
_NAMES = re.compile(
    r"\b(?:Grad|PhD|Professor|Postdoc|Undergrad|Marketing|Manager|Designer|Interface)\b", re.IGNORECASE
)


class Asked(msgspec.Struct, frozen=True):
    """A transcript with the questions that were asked of it, and who speaks in it."""

    transcript: str
    domain: str
    queries: tuple[str, ...]
    people: tuple[str, ...]


def unanswerable(asked: Sequence[Asked]) -> Iterator[Topic]:
    """As many unanswerable topics a transcript as it has answerable ones; the same at every call."""
    for here in asked:
        # One generator a transcript: what is made for it does not depend on what others are read.
        chance = random.Random(f"{SEED} {here.transcript}")  # noqa: S311 - a choice of questions, no secret
        foreign = [query for other in asked if other.domain != here.domain for query in other.queries]
        if not foreign:
            continue
        subjects = subjects_of(foreign)
        for number in range(1, len(here.queries) + 1):
            key = f"{here.transcript}-n{number}"
            if number % 2 or not here.people or not subjects:
                text, form = chance.choice(foreign), "other domain"
            else:
                text = f"What did {chance.choice(here.people)} say about {chance.choice(subjects)}?"
                form = NAMED
            yield Topic(key, text.strip(), (here.transcript,), form)


def subjects_of(queries: Sequence[str]) -> list[str]:
    """What queries are about, those left out that name somebody or do not say."""
    return [match["topic"] for query in queries if (match := _ABOUT.search(query)) and not _NAMES.search(query)]
