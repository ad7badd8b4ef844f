"""English."""

from indexer.languages.en.answers import ANSWERS
from indexer.languages.en.calls import CALLS
from indexer.languages.en.dates import DATES
from indexer.languages.en.layout import LAYOUT
from indexer.languages.en.names import INTRODUCTIONS, NAMES
from indexer.languages.en.posts import POSTS
from indexer.languages.en.questions import QUESTIONS
from indexer.languages.en.quoting import QUOTING
from indexer.languages.en.titles import LABELS
from indexer.languages.en.words import MATCHING
from indexer.languages.language import Language

LANGUAGE = Language(
    code="en",
    aliases=frozenset({"eng"}),
    labels=LABELS,
    posts=POSTS,
    layout=LAYOUT,
    names=NAMES,
    introductions=INTRODUCTIONS,
    calls=CALLS,
    questions=QUESTIONS,
    dates=DATES,
    answers=ANSWERS,
    matching=MATCHING,
    quoting=QUOTING,
    sentences="en",
)
