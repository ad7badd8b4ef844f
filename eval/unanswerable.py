"""Questions that a transcript does not answer, made from the questions of other transcripts.

They alternate between two kinds: a question from a meeting of another domain, and a question that combines a speaker of
the meeting with a subject from another domain.
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


class QuestionedTranscript(msgspec.Struct, frozen=True):
    """A transcript with its questions and its speakers."""

    transcript: str
    domain: str
    queries: tuple[str, ...]
    people: tuple[str, ...]


def unanswerable(transcripts: Sequence[QuestionedTranscript]) -> Iterator[Topic]:
    """As many unanswerable topics for each transcript as it has questions; the same in every call."""
    for transcript in transcripts:
        # A generator per transcript, so that its topics depend on no other transcript.
        rng = random.Random(f"{SEED} {transcript.transcript}")  # noqa: S311 - a choice of questions, no secret
        foreign = [
            query for source in transcripts if source.domain != transcript.domain for query in source.queries
        ]
        if not foreign:
            continue
        subjects = subjects_of(foreign)
        for number in range(1, len(transcript.queries) + 1):
            if number % 2 or not transcript.people or not subjects:
                text, form = rng.choice(foreign), "other domain"
            else:
                text = f"What did {rng.choice(transcript.people)} say about {rng.choice(subjects)}?"
                form = NAMED
            key = f"{transcript.transcript}-n{number}"
            yield Topic(key, text.strip(), (transcript.transcript,), form)


def subjects_of(queries: Sequence[str]) -> list[str]:
    """The subjects of queries, without those of queries that name a person or have no clear subject."""
    return [match["topic"] for query in queries if (match := _ABOUT.search(query)) and not _NAMES.search(query)]
