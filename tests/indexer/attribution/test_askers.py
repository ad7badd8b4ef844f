"""Who asks: names by which somebody is called on or greeted, and words and people that are no asker's name."""

import pytest

from indexer.attribution import attribute
from indexer.readers import read
from indexer.readers.source import Source


def askers(text: str) -> list[str | None]:
    """The names of those who ask, in order."""
    turns = attribute(read(Source("x.txt", text.encode()))[0], "x").turns
    return [turn.attribution.name for turn in turns if turn.role == "questioner"]


@pytest.mark.parametrize(
    ("before", "answer", "name"),
    [
        ("Go ahead, Peter.", "So.", "Peter"),
        ("Peter.", "Peter, that is so.", "Peter"),
        ("Peter, please.", "So.", "Peter"),
        # A sound, a contraction, a day and a verb are no names, even where the answer repeats them.
        ("Mm-hmm.", "Mm-hmm. That is so.", None),
        ("Hmm.", "Hmm, that is so.", None),
        ("Right. That’s Peadar, please.", "So.", None),
        ("Saturday.", "Saturday, yes.", None),
        ("See.", "See, that is so.", None),
        # The point of an initial or title is no end of a sentence.
        ("Lena T. Quill, please.", "So.", "Lena T. Quill"),
        ("Ruth St. John?", "So.", None),
        ("Thank you. Mr. Arnold, please.", "So.", None),
    ],
)
def test_who_is_called_on(before: str, answer: str, name: str | None) -> None:
    assert askers(f"MR. STONE: {before}\n\nQ: Why is it late?\n\nMR. STONE: {answer}\n") == [name]


def test_a_call_for_a_colleague_to_answer_names_no_asker() -> None:
    opening = "MR. STONE: Good morning.\n\nQ: Is it late?\n\n"
    # Dr. Reed answers; his given name may be Tony.
    for call in ("Tony.", "Thank you. Tony, please."):
        talk = f"{opening}MR. STONE: {call}\n\nQ: By how much?\n\nDR. REED: By an hour.\n"
        assert askers(talk) == [None, None]
    # Nobody but Mr. Stone answers, and who is plainly called on elsewhere asks.
    talk = f"{opening}MR. STONE: Tony.\n\nQ: By how much?\n\nMR. STONE: By an hour.\n"
    assert askers(talk) == [None, "Tony"]
    asked = f"{talk}\nMR. STONE: Go ahead, Tony.\n\nQ: And now?\n\nDR. REED: It came.\n"
    assert askers(asked) == [None, "Tony", "Tony"]


def test_who_is_asked_to_answer_next_did_not_ask() -> None:
    invited = "Q: Is it late?\n\nMR. STONE: Tony, did you want to say something?\n\nDR. REED: It is late.\n"
    assert askers(invited) == [None]
    assert askers("Q: Is it late?\n\nMR. STONE: Tony, it is late.\n\nDR. REED: Yes.\n") == ["Tony"]


@pytest.mark.parametrize("answer", ["Nora, Lamp Daily.", "Hi, Nora.", "Nora, this is the last one."])
def test_who_is_called_after_the_thanks_of_another_asks_next(answer: str) -> None:
    talk = f"MR. STONE: It is late.\n\nQ: Thank you.\n\nMR. STONE: {answer}\n\nQ: Why?\n\nMR. STONE: So.\n"
    assert askers(talk)[0] is None


def test_a_bare_name_calls_the_next_unless_it_interrupts() -> None:
    talk = "Q: She is glad{end}\n\nMR. STONE: Nora.\n\nQ: Why?\n\nMR. STONE: Nora, so.\n"
    assert askers(talk.format(end=".")) == [None, "Nora"]
    assert askers(talk.format(end=" —")) == ["Nora", "Nora"]
    assert askers("Q: Hello.\n\nMR. STONE: Hey, Nora.\n\nQ: Why?\n\nMR. STONE: So.\n")[0] == "Nora"
