"""One pattern for many words, and the forms of verbs that it is made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages.alternatives import alternatives
from indexer.languages.en.speech_verbs import past_forms, verb_forms

words = (
    st.text(st.sampled_from("ab.' é"), min_size=1, max_size=6)
    .map(lambda word: " ".join(word.split()))
    .filter(bool)
)


@given(st.sets(words, min_size=1), words)
def test_a_pattern_matches_its_words_and_no_other(these: set[str], other: str) -> None:
    pattern = re.compile(alternatives(these))
    assert all(pattern.fullmatch(word) for word in these)
    assert bool(pattern.fullmatch(other)) == (other in these)


def test_the_longest_word_is_matched_first() -> None:
    found = re.match(alternatives(["say", "said", "say so", "says"]), "say  so")
    assert found
    assert found[0] == "say  so"


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("promise", {"promise", "promises", "promised", "promising"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("weigh in", {"weigh in", "weighs in", "weighed in", "weighing in"}),
        ("speak", {"speak", "speaks", "spoke", "spoken", "speaking"}),
    ],
)
def test_forms_of_verbs(verb: str, forms: set[str]) -> None:
    assert verb_forms(verb) == forms


def test_past_forms_of_verbs() -> None:
    assert past_forms("press|quiz|bring up") == {"pressed", "quizzed"}
