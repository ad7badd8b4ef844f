"""Words as quotes are compared, and how a pasted text is read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.quotes.judging.pasted import readings
from search_api.quotes.judging.words import words_of


def forms(text: str) -> tuple[str, ...]:
    return words_of(text).forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We WILL go", "we will go"),
        ("“We” don’t", '"we" don\'t'),
        ("we — all of us — go", "we -- all of us -- go"),
        ("co-operate", "co operate"),
        ("a\n\n b\xa0c", "a b c"),
        ("cafe\u0301", "café"),
        ("ﬁnance", "finance"),
        ("２０２２", "2022"),
        ("so\xadft", "soft"),
        ("[W]e will", "We will"),
        ("‘go’", "go"),
        ("**bold** words", "bold words"),
        ("they were -- 5 of them", "they were 5 of them"),
        ("they were --5 of them", "they were 5 of them"),
        ("pages 5-10", "pages 5 10"),
        ("don‘t", "don't"),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we're going", "were going"),
        ("5.5 percent", "55 percent"),
        ("1,5", "15"),
        ("-5 degrees", "5 degrees"),
        ("it was -5 degrees", "it was 5 degrees"),
        ("it was “-5” degrees", "it was “5” degrees"),
        ("l’été", "l été"),
        ("−5 degrees", "5 degrees"),
        ("-$5", "$5"),
        ("$5", "5"),
        ("5%", "5"),
        ("10²", "102"),
        ("½", "1/2"),
        ("now here", "nowhere"),
        ("can not", "cannot"),
        ("re-sign", "resign"),
        ("it's", "its"),
        ("不会", "会"),
        ("café", "cafe"),
    ],
)
def test_what_counts(one: str, other: str) -> None:
    assert forms(one) != forms(other)


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = words_of(text)
    assert len(words.spans) == len(words) == len(words.marks) - 1
    borders = [border for span in words.spans for border in span]
    assert borders == sorted(borders)
    assert all(start < end for start, end in words.spans)
    assert all(words.forms)


@pytest.mark.parametrize(
    ("text", "parts", "insertions"),
    [
        ("We will not go", [["we", "will", "not", "go"]], []),
        ("We will … go", [["we", "will"], ["go"]], []),
        ("We will... go", [["we", "will"], ["go"]], []),
        ("We will [...] go", [["we", "will"], ["go"]], []),
        ("We will (…) go. . . . home", [["we", "will"], ["go"], ["home"]], []),
        ("Then [the president] went", [["then"], ["went"]], ["[the president]"]),
        ("He walk[ed] home", [["he"], ["home"]], ["walk[ed]"]),
        ("… we go …", [["we", "go"]], []),
        ('"We will not go," Biden said', [["we", "will", "not", "go"]], []),
        (
            "“We will not go,” he said. “We will stay.”",
            [["we", "will", "not", "go"], ["we", "will", "stay"]],
            [],
        ),
        ("Biden: «We will stay here»", [["we", "will", "stay", "here"]], []),
        # Quotation marks that are part of what was said.
        ('He told me "no" and I left', [["he", "told", "me", "no", "and", "i", "left"]], []),
        ("I left because he told me “no”", [["i", "left", "because", "he", "told", "me", "no"]], []),
    ],
)
def test_a_pasted_text_is_read(text: str, parts: list[list[str]], insertions: list[str]) -> None:
    pasted = readings(text)[-1]
    assert [list(pasted.words.forms[slice(*part)]) for part in pasted.parts] == parts
    assert [insertion.text for insertion in pasted.insertions] == insertions
    assert all(text[insertion.start : insertion.end] == insertion.text for insertion in pasted.insertions)


@pytest.mark.parametrize("text", ["", " ", "…", "[…]", "“”", "?!", "[the president]"])
def test_a_text_without_words_has_no_quote(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    "piece",
    ["a", "[", "]", "[a", "a[", "“", '"', "‘a", "’", ". ", "...", "(", "((…", "1,", "-5", "\u200b", "a'", "我"],
)
def test_reading_takes_no_longer_for_hostile_texts(piece: str) -> None:
    started = time.process_time()
    readings(piece * (10_000 // len(piece)))
    # A pattern that is not linear takes minutes.
    assert time.process_time() - started < 5
