"""The forms of questions of a language, compiled: who is asked about in them (`who`), and what about (`topic`)."""

import functools
import re

from indexer.languages.language import QuestionForms

_END = r"\s*[?.!]*\s*$"


@functools.cache
def compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Forms as patterns that match a whole question, in any case."""
    return tuple(re.compile(rf"^\s*{form}{_END}", re.IGNORECASE | re.DOTALL) for form in forms)


@functools.cache
def speaker_forms(questions: QuestionForms) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The forms that name a speaker, in the order in which they are tried, and whether each narrows the search."""
    return tuple(
        (pattern, narrows)
        for forms, narrows in (
            (questions.said_by, True),
            (questions.about_doings, False),
            (questions.said_in_short, True),
        )
        for pattern in compiled(forms)
    )
