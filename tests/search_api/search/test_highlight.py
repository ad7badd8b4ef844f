"""Marks are the sentence or the clause that answers, not half of the quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.quoting.highlights import MarkedQuote, measure_highlights
from eval.records import Dataset, Qrel, Topic
from indexer.filters import Filters
from search_api.ranking.model import shipped_models
from search_api.search.highlight import Highlighter
from search_api.search.searcher import Searcher

LONG = (
    "And I want you to know that we met with many people this week from all over the country, and that the harbour "
    "will get four new ferries next year, and with that I will take a few more questions from all of you in the room."
)
SIMILAR = "The ferries are late. The ferries are early. The ferries are full. The ferries are empty. It rains."


def highlighter(searcher: Searcher, topic: str) -> Highlighter:
    return Highlighter(topic, searcher.snapshot.retriever(Filters()), shipped_models().words)


def marked(searcher: Searcher, topic: str, quote: str) -> list[str]:
    (marks,) = highlighter(searcher, topic).highlights([quote])
    return [quote[mark.start : mark.start + mark.length] for mark in marks]


@pytest.mark.parametrize(
    ("topic", "quote", "expected"),
    [
        ("harbour ferries", LONG, ["and that the harbour will get four new ferries next year"]),
        ("ferries", "It rains. The ferries are late. We go.", ["The ferries are late."]),
        ("ferries", SIMILAR, ["The ferries are late."]),
        ("zebras", "It rains. We go.", []),
        ("the", "", []),
        ("ferries", LONG.replace(",", "").replace("ferries", "ferries " + "word " * 30), None),
    ],
)
def test_what_answers_is_marked(searcher: Searcher, topic: str, quote: str, expected: list[str] | None) -> None:
    words = marked(searcher, topic, quote)
    if expected is not None:
        assert words == expected
    else:
        assert len(words) == 1
        assert "ferries" in words[0]
        assert len(words[0].split()) <= 24


@given(st.lists(st.sampled_from(["ferries", "rain", ",", ".", "—", " -- ", "harbour;", "\n", "word " * 9])))
def test_marks_are_stretches_of_the_quote_in_order(searcher: Searcher, parts: list[str]) -> None:
    quote = " ".join(parts)
    (marks, _) = highlighter(searcher, "harbour ferries").highlights([quote, LONG])
    reached = 0
    for mark in marks:
        assert mark.length > 0
        assert reached <= mark.start
        reached = mark.start + mark.length
        assert quote[mark.start : reached] == quote[mark.start : reached].strip()
    assert reached <= len(quote)


def test_marks_are_compared_with_judged_passages(searcher: Searcher) -> None:
    (heading,) = searcher.catalog.headings()
    text = searcher.catalog.text(heading.id)
    start = text.index("I was with President Biden in Geneva")
    topic = Topic("1", "what did Blinken say about cyber attacks", (heading.id,))
    qrel = Qrel("1", f"{heading.id}@{start}-{start + 600}", 1)
    figures = measure_highlights(Dataset("sample", (), (topic,), (qrel,), "span"), searcher)
    assert figures.quotes >= 1
    assert 0 < figures.meets <= 1
    assert 0 < figures.marked < 0.5
    assert MarkedQuote(4, 3, 2, 1).both == 1
