"""Thousands of distinct questions about sentences, so that a benchmark can ask each for the first time."""

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from indexer.languages import default
from indexer.store.analysis import tantivy_analyzer

SEED = 20220217
_FORMS = """
what did they say about {}
{}
how does {} affect families
why is {} important
tell me about {}
what is being done about {}
who talked about {}
what are the plans for {}
what did Ann Abbott say about {}
what happened with {} in May 2015
""".strip().splitlines()
"""One in ten names a speaker, one in ten a month."""
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def questions(sentences: Sequence[str], count: int) -> list[str]:
    """Distinct questions; fewer than `count` if the sentences do not suffice."""
    return list(itertools.islice(_questions(sentences), count))


def _questions(sentences: Sequence[str]) -> Iterator[str]:
    """Each is a form of question about two to four consecutive words of a sentence, not counting function words."""
    rng = np.random.default_rng(SEED)
    analyzer = tantivy_analyzer(default(), stopwords=True)
    seen: set[str] = set()
    for _ in range(20):
        for number in rng.permutation(len(sentences)):
            words = [word for word in _WORDS.findall(sentences[number]) if analyzer.analyze(word)]
            length = int(rng.integers(2, 5))
            start = int(rng.integers(max(1, len(words) - length + 1)))
            topic = " ".join(words[start : start + length]).lower()
            question = str(rng.choice(_FORMS)).format(topic)
            if len(words) >= 2 and question not in seen:
                seen.add(question)
                yield question
