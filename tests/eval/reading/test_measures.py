"""The measures of reading, on small texts whose faults are counted by hand."""

from eval.reading.measures import Counts, measure, refused
from eval.reading.pages.page import LABEL, OTHER, GoldPage, LabelledTurn, Span
from indexer.model import Attribution, Status, Transcript, Turn

PARTS = (
    ("Lena Finch: ", LABEL), ("The lamps are old.", 0), ("\n\n", OTHER), ("Page 7", OTHER), ("\n\n", OTHER),
    ("They burn.", 0), ("\n\n", OTHER), ("Q: ", LABEL), ("How long?", 1), ("\n", OTHER),
)  # fmt: skip
TEXT = "".join(part for part, _ in PARTS)
TURNS = (LabelledTurn(("Lena Finch",), "Lena Finch", carries_name=True), LabelledTurn(("Q",), "Otto Vale"))


def page() -> GoldPage:
    spans: list[Span] = []
    for part, owner in PARTS:
        start = spans[-1].end if spans else 0
        spans.append(Span(start, start + len(part), owner))
    return GoldPage("page.txt", TEXT.encode(), TEXT, tuple(spans), TURNS)


def turn(ordinal: int, label: str, words: str, given: Attribution | None = None) -> Turn:
    """A turn from the first words to the last ones, written with an ellipsis between them."""
    first, _, last = words.partition(" … ")
    end = TEXT.index(last or first) + len(last or first)
    return Turn(ordinal, label, "speaker", TEXT.index(first), end, given or Attribution("label"))


FINCH = Attribution("named", "Lena Finch")


def counts(*turns: Turn, text: str = TEXT) -> Counts:
    return measure(page(), Transcript("page", "text", text, None, None, None, None, turns)).counts


def test_a_turn_may_be_interrupted_by_what_nobody_says() -> None:
    first = turn(0, "Lena Finch", "The lamps … old.", FINCH)
    rest = turn(1, "LENA FINCH", "They … burn.", FINCH)
    measured = counts(first, rest, turn(2, "Q", "How … long?"))
    assert measured == Counts(
        pages=1,
        speech_words=8,
        turn_words=8,
        gold_turns=2,
        labels_found=2,
        read_turns=3,
        named_turns=2,
        nameable=1,
    )


def test_a_page_number_inside_a_turn_is_two_words_that_nobody_says() -> None:
    whole = turn(0, "Lena Finch", "The lamps … burn.", FINCH)
    measured = counts(whole, turn(1, "Q", "How … long?"))
    assert (measured.not_speech_words, measured.turn_words) == (2, 10)
    assert (measured.wrong_label_words, measured.false_labels, measured.wrong_names) == (0, 0, 0)


def test_a_turn_that_takes_the_next_has_words_under_a_wrong_label_and_name() -> None:
    measured = counts(turn(0, "Lena Finch", "The lamps … long?", FINCH))
    assert (measured.wrong_label_words, measured.wrong_name_words) == (2, 2)
    assert (measured.labels_found, measured.false_labels, measured.wrong_names) == (1, 0, 0)
    assert measured.not_speech_words == 3


def test_a_label_inside_a_turn_is_false_and_the_words_after_it_are_wrong() -> None:
    first = turn(0, "Lena Finch", "The lamps … old.", FINCH)
    measured = counts(
        first, turn(1, "Page", "7 … burn.", Attribution("named", "Page Seven")), turn(2, "Q", "How … long?")
    )
    assert (measured.wrong_label_words, measured.false_labels, measured.wrong_names) == (2, 1, 1)


def test_words_outside_all_turns_are_lost_and_those_without_a_label_are_counted() -> None:
    measured = counts(turn(0, "", "They … burn."))
    assert (measured.lost_words, measured.unlabelled_words, measured.labels_found) == (6, 2, 0)


def test_a_name_must_be_the_full_name_unless_it_is_inferred() -> None:
    def wrong(name: str, status: Status) -> int:
        return counts(turn(0, "Q", "How … long?", Attribution(status, name))).wrong_names

    assert wrong("Otto Vale", "resolved") == wrong("OTTO VALE", "resolved") == wrong("Otto", "inferred") == 0
    assert wrong("Otto", "resolved") == wrong("Ottó Vale", "named") == wrong("Lena Finch", "inferred") == 1


def test_a_full_name_in_a_label_that_is_not_given_is_missed() -> None:
    measured = counts(turn(0, "Lena Finch", "The lamps … burn."), turn(1, "Q", "How … long?"))
    assert (measured.nameable, measured.missed_names) == (1, 1)


def test_another_text_is_aligned_by_its_words() -> None:
    text = "Lena Finch: The lamps are old. They burn. Q: How long?"
    end = text.index(" Q:")
    turns = (
        Turn(0, "Lena Finch", "speaker", 12, end, Attribution("label")),
        Turn(1, "Q", "speaker", end + 4, len(text), Attribution("label")),
    )
    measured = counts(*turns, text=text)
    assert (measured.speech_words, measured.lost_words, measured.labels_found) == (8, 0, 2)
    missing = counts(turns[0], text=text[:end])
    assert (missing.speech_words, missing.lost_words) == (8, 2)


def test_the_words_of_a_refused_page_are_lost() -> None:
    measured = refused(page(), "no line opens a turn")
    assert (measured.counts.lost_words, measured.counts.refused, measured.counts.gold_turns) == (8, 1, 2)
