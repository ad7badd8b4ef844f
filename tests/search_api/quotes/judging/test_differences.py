"""Kinds of differences, and the alignment that finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.languages import default, language_of
from search_api.quotes.judging.alignment import fit, longest_run, numbered
from search_api.quotes.judging.differences import Kind, kind_of, quoting_words
from search_api.quotes.judging.words import words_of

ENGLISH = quoting_words([default()])


@pytest.mark.parametrize(
    ("quoted", "said", "kind"),
    [
        ("", "not", "negation"),
        ("not", "", "negation"),
        ("will", "won't", "negation"),
        ("do", "don’t", "negation"),
        ("can", "cannot", "negation"),
        ("able", "unable", "negation"),
        ("impossible", "possible", "negation"),
        ("always", "never", "negation"),
        ("some", "no", "negation"),
        ("5", "6", "number"),
        ("five", "six", "number"),
        ("", "billion", "number"),
        ("million", "billion", "number"),
        ("-5", "5", "number"),
        ("5", "five", "notation"),
        ("percent", "%", "notation"),
        ("$5", "5 dollars", "notation"),
        ("U.S", "US", "punctuation"),
        ("5,000", "5000", "punctuation"),
        ("a part", "apart", "words"),
        ("house", "home", "words"),
        ("", "very", "words"),
        ("were", "we're", "words"),
    ],
)
def test_kinds(quoted: str, said: str, kind: Kind) -> None:
    assert kind_of(words_of(quoted).forms, words_of(said).forms, ENGLISH) == kind


def test_negations_of_other_languages() -> None:
    german = quoting_words([default(), language_of("de")])
    assert kind_of(["kein"], ["ein"], german) == "negation"
    assert kind_of(["kein"], ["ein"], ENGLISH) == "words"


def test_the_shortest_fit_is_found() -> None:
    given_words, said = numbered("we will go home".split(), "so then we will not go home today".split())
    alignment = fit(given_words, said)
    assert (alignment.start, alignment.end) == (2, 7)
    assert [(edit.a, edit.b, edit.c, edit.d) for edit in alignment.edits] == [(2, 2, 4, 5)]


def test_words_at_a_break_are_no_difference() -> None:
    given_words, said = numbered("we will home".split(), "so we will all of us go home".split())
    alignment = fit(given_words, said, [2])
    assert alignment.edits == ()
    assert [(gap.at, gap.c, gap.d) for gap in alignment.gaps] == [(2, 3, 7)]


WORDS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=12)


@given(WORDS, WORDS, st.sets(st.integers(1, 11)))
def test_an_alignment_covers_the_quote(quote: list[str], said: list[str], breaks: set[int]) -> None:
    """Edits, gaps and equal words together are the quote and a stretch of the text, each word once."""
    first, other = numbered(quote, said)
    alignment = fit(first, other, sorted(at for at in breaks if at < len(quote)))
    at, place = 0, alignment.start
    steps = sorted(
        [(edit.c + edit.d, edit.a, edit.b, edit.c, edit.d) for edit in alignment.edits]
        + [(gap.c + gap.d, gap.at, gap.at, gap.c, gap.d) for gap in alignment.gaps]
    )
    for _, a, b, c, d in [*steps, (0, len(quote), len(quote), alignment.end, alignment.end)]:
        assert quote[at:a] == said[place:c]
        assert (a <= b, c <= d) == (True, True)
        at, place = b, d
    assert (at, place) == (len(quote), alignment.end)


@given(WORDS, WORDS)
def test_the_longest_run_is_the_longest(quote: list[str], said: list[str]) -> None:
    first, place, length = longest_run(*numbered(quote, said))
    assert quote[first : first + length] == said[place : place + length]
    texts = " ".join(said)
    runs = [
        end - start
        for start in range(len(quote))
        for end in range(start + 1, len(quote) + 1)
        if " ".join(quote[start:end]) in texts
    ]
    assert length == max(runs, default=0)
