"""Questions by the thousand about sentences, no two the same: each is asked for the first time once."""

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
"""Most name nobody and no date, one in ten somebody, one in ten a month."""
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]+")


def questions(sentences: Sequence[str], count: int) -> list[str]:
    """So many questions; fewer where the sentences hold no more."""
    return list(itertools.islice(_questions(sentences), count))


def _questions(sentences: Sequence[str]) -> Iterator[str]:
    """Each is two to four words that stand together in a sentence, without function words, in a form of question."""
    rng = np.random.default_rng(SEED)
    analyzer = tantivy_analyzer(default(), stopwords=True)
    asked: set[str] = set()
    for _ in range(20):
        for place in rng.permutation(len(sentences)):
            words = [word for word in _WORDS.findall(sentences[place]) if analyzer.analyze(word)]
            many = int(rng.integers(2, 5))
            start = int(rng.integers(max(1, len(words) - many + 1)))
            topic = " ".join(words[start : start + many]).lower()
            question = str(rng.choice(_FORMS)).format(topic)
            if len(words) >= 2 and question not in asked:
                asked.add(question)
                yield question
