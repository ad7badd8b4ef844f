"""Passages: whole, in order, within their turns."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Attribution, Turn
from indexer.passages import PassageSettings, sentences, split_turn

PIECES = st.sampled_from(
    ["Yes. ", "I said so.\xa0 ", "(Laughter.)\n\n", "U.S. troops left? ", "word ", "😀 ", "—", "\n"]
)
SETTINGS = PassageSettings(max_words=8, max_sentence_words=12)


def turn(text: str, start: int = 0) -> Turn:
    return Turn(3, "Q", "questioner", start, len(text), Attribution("label"))


@given(st.lists(PIECES, max_size=60).map("".join), st.integers(0, 5))
def test_passages_hold_all_words_of_their_turn_and_nothing_else(text: str, start: int) -> None:
    start = min(start, len(text))
    passages = split_turn(text, turn(text, start), SETTINGS)
    reached = start
    for passage in passages:
        assert passage.turn == 3
        assert reached <= passage.start < passage.end <= len(text)
        assert not text[reached : passage.start].strip()
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        reached = passage.end
    assert not text[reached:].strip()


@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_passage_is_bounded_unless_it_is_one_sentence(text: str) -> None:
    for passage in split_turn(text, turn(text), SETTINGS):
        words = len(text[passage.start : passage.end].split())
        assert words <= SETTINGS.max_sentence_words


def test_a_short_turn_is_one_passage_and_a_blank_one_none() -> None:
    assert len(split_turn("Yes. No. Maybe.", turn("Yes. No. Maybe."), SETTINGS)) == 1
    assert split_turn(" \xa0\n", turn(" \xa0\n"), SETTINGS) == []


def test_speech_without_punctuation_is_cut_between_words() -> None:
    text = " ".join(["word"] * 40)
    passages = split_turn(text, turn(text), SETTINGS)
    assert len(passages) == 5
    assert all(text[passage.start : passage.end].split() == ["word"] * 8 for passage in passages)


def test_sentences_keep_abbreviations_together() -> None:
    text = "We met U.S. Secretary Blinken.  He left."
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == [
        "We met U.S. Secretary Blinken.",
        "He left.",
    ]


def test_a_turn_of_hours_has_the_sentences_that_its_parts_have() -> None:
    said = "".join(f"Mr. Smith asked for {at} ferries, “as ever.” It rained. " for at in range(3_000))
    found = [said[start:end] for start, end in sentences(said, 0, len(said))]
    assert len(said) > 150_000
    assert " ".join(found) == said.strip()
    assert set(found[1::2]) == {"It rained."}


def test_text_without_spaces_is_cut() -> None:
    said = "我们讨论了渡轮和桥梁的问题" * 20_000
    passages = split_turn(said, turn(said), PassageSettings())
    assert "".join(said[passage.start : passage.end] for passage in passages) == said
    assert max(passage.end - passage.start for passage in passages) < 40_000
