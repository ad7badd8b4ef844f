"""A surname, a first name or a title needs evidence that somebody of that name is present; a mention is none."""

import datetime

import pytest

from indexer.attribution import attribute
from indexer.model import Attribution, Evidence, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source

OTHER = "\n\nTOM LARK: Yes.\n\nQ: Why?\n"


def attributed(text: str, **metadata: object) -> Transcript:
    return attribute(read(Source("x.txt", text.encode(), Metadata(**metadata)))[0], "x")  # type: ignore[arg-type]


def of(label: str, text: str, **metadata: object) -> tuple[str | None, str | None]:
    """The name of the last turn of a label, and the words that are its evidence, or the metadata."""
    transcript = attributed(text, **metadata)
    attribution = next(turn for turn in reversed(transcript.turns) if turn.label == label).attribution
    evidence = attribution.evidence
    if evidence is None or evidence.start is None:
        return attribution.name, evidence.metadata if evidence else None
    return attribution.name, transcript.text[evidence.start : evidence.end]


@pytest.mark.parametrize(
    "text",
    [
        "ROE: The old lamp stands beside Pontoon\n\nWADE: It has.\n\nROE: Then leave it.\n",
        "ROE: The painter John Wade is dead.\n\nWADE: He is.\n\nROE: So.\n",
        "ROE: I read a book by John Wade.\n\nMR. WADE: I too.\n\nROE: So.\n",
        "ROE: Secretary Anna\nWade is here.\n\nSECRETARY WADE: I am.\n\nROE: So.\n",
        "ROE: Secretary Anna\n\nWade is here.\n\nSECRETARY WADE: I am.\n\nROE: So.\n",
    ],
)
def test_a_word_before_a_surname_is_no_evidence(text: str) -> None:
    last = next(turn for turn in attributed(text).turns if "WADE" in turn.label)
    assert last.attribution == Attribution("label")


def test_a_heading_before_a_label_is_no_first_name() -> None:
    text = "# Lamp board\n\n### Summary of Key Points\n\nWQ: The lamp stays.\n\nROE: Agreed.\n\nWQ: Good.\n"
    assert {turn.attribution for turn in attributed(text).turns} == {Attribution("label")}


@pytest.mark.parametrize("label", ["NVK", "DH", "BE"])
def test_initials_are_nobodys_surname(label: str) -> None:
    text = f"ROE: We read the Script Primer {label} and Anna {label} wrote.\n\n{label}: Yes.{OTHER}"
    assert of(label, text) == (None, None)


def test_a_short_surname_needs_a_label_in_capitals() -> None:
    assert of("LI", f"JANE LI: Hi.\n\nLI: So.{OTHER}") == ("Jane Li", "JANE LI")
    assert of("LI", f"LI: So.{OTHER}", speakers=("Jane Li",)) == (None, None)
    assert of("ROE", f"ROE: So.{OTHER}", speakers=("Jane Roe",)) == ("Jane Roe", "speakers")


@pytest.mark.parametrize(
    ("title", "label", "name"),
    [
        ("Press Briefing by Anna Neuhaus", "MS. NEUHAUS", "Anna Neuhaus"),
        ("Press Briefing by Press Secretary Jane Roe and Yara Zell", "MS. ZELL", "Yara Zell"),
        ("Lamps: Lena Finch, Otto Vale", "FINCH", "Lena Finch"),
        ("A Talk with Lena Finch on Lamps", "DR. FINCH", "Lena Finch"),
        ("Lena Finch with Otto Vale", "MR. VALE", "Otto Vale"),
        ("Remarks on the Death of George Vale", "MR. VALE", None),
        ("Remarks on the George Vale Bridge", "MR. VALE", None),
        ("Remarks on George Vale", "MR. BRIDGE", None),
        ("Remarks by First Lady Jane Roe", "PRESIDENT ROE", None),
    ],
)
def test_those_who_speak_are_named_by_the_title(title: str, label: str, name: str | None) -> None:
    found, evidence = of(label, f"{label}: Good afternoon.{OTHER}", title=title)
    assert (found, evidence) == (name, "title" if name else None)


def test_speakers_of_the_metadata_are_present() -> None:
    speakers = ("Lenny Wren", "Otto Vale", "Anna Vale")
    assert of("LENNY", f"LENNY: Hi.{OTHER}", speakers=speakers) == ("Lenny Wren", "speakers")
    assert of("MR. WREN", f"MR. WREN: Hi.{OTHER}", speakers=speakers[:1]) == ("Lenny Wren", "speakers")
    turn = attributed(f"VALE: Hi.{OTHER}", speakers=speakers).turns[0]
    assert turn.attribution == Attribution("ambiguous", candidates=("Anna Vale", "Otto Vale"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("PARTICIPANTS:\nLena Finch, Mayor\nBram Low, Sheriff\n", "Lena Finch"),
        ("Present: Lena Finch, Bram Low.\n", "Lena Finch"),
        ("The members of the board were late.\nLena Finch, a painter of piers, had died.\n", None),
        (
            "PARTICIPANTS:\nBram Low, Sheriff\nIt was late and the pier was empty.\nLena Finch, a painter.\n",
            None,
        ),
    ],
)
def test_lists_of_those_present_are_lines_under_a_heading(heading: str, name: str | None) -> None:
    assert of("MAYOR FINCH", f"{heading}\nQ: Why?\n\nMAYOR FINCH: So.{OTHER}")[0] == name


@pytest.mark.parametrize(
    ("said", "own", "name"),
    [
        ("Hello.", "My name is Lena Finch and I paint.", "Lena Finch"),
        ("Hello.", "I’m Lena Finch from the pier.", "Lena Finch"),
        ("Hello.", "I'm Lena Finch's daughter.", None),
        ("My name is Lena Finch.", "Hello.", None),
        ("Our guest today is Lena Finch.", "Hello.", "Lena Finch"),
        ("Joining us today is the painter Lena Finch.", "Hello.", None),
        ("Joining us today is Mayor Lena Finch.", "Hello.", "Lena Finch"),
        ("Please welcome Lena Finch.", "Hello.", "Lena Finch"),
        ("Let me turn it over to Dr. Lena Finch.", "Hello.", "Lena Finch"),
        ("I once met Lena Finch.", "Hello.", None),
        ("So, go ahead, Lena Finch.", "Hello.", "Lena Finch"),
        ("You know Lena Finch.", "Hello.", None),
    ],
)
def test_an_introduction_of_somebody_present(said: str, own: str, name: str | None) -> None:
    found, evidence = of("DR. FINCH", f"TOM LARK: {said}\n\nDR. FINCH: {own}{OTHER}")
    assert found == name
    assert name is None or name in (evidence or "")


def test_nobody_presents_himself() -> None:
    text = f"DR. FINCH: Please welcome Lena Finch.\n\nTOM LARK: Hi.{OTHER}"
    assert of("DR. FINCH", text) == (None, None)


def test_two_who_are_presented_are_ambiguous() -> None:
    text = f"TOM LARK: Please welcome Lena Finch. Please welcome Otto Finch.\n\nDR. FINCH: Hi.{OTHER}"
    turn = next(turn for turn in attributed(text).turns if turn.label == "DR. FINCH")
    assert turn.attribution == Attribution("ambiguous", candidates=("Lena Finch", "Otto Finch"))


def test_a_first_name_is_short_for_one_full_name_of_the_labels() -> None:
    text = "LENA FINCH: Hi.\n\nLENA: So.\n\nOTTO VALE: Hm.\n\nOTTO LARK: Hm.\n\nOTTO: Yes.\n"
    statuses = {turn.label: (turn.attribution.status, turn.attribution.name) for turn in attributed(text).turns}
    assert statuses["LENA"] == ("resolved", "Lena Finch")
    assert statuses["OTTO"] == ("ambiguous", None)


def test_a_mentioned_president_is_not_the_member_of_that_surname() -> None:
    text = f"ROE: President John F. Kennedy wrote a book.\n\nMR. KENNEDY: He did.{OTHER}"
    assert of("MR. KENNEDY", text, date=datetime.date(1997, 1, 28)) == (None, None)


def test_who_asks_may_give_a_name() -> None:
    text = "MR. PRICE: Yes.\n\nQ: My name is Peadar Stone. Why?\n\nMR. PRICE: So.\n"
    turn = attributed(text).turns[1]
    assert (turn.attribution.status, turn.attribution.name) == ("inferred", "Peadar Stone")


def test_a_name_that_is_once_called_on_is_known_in_a_greeting() -> None:
    call = "MR. PRICE: Go ahead, Mairéad.\n\nQ: Why?\n\nMR. PRICE: So.\n\nQ: And?\n\nMR. PRICE: Well, Mairéad, no.\n"
    assert [turn.attribution.name for turn in attributed(call).turns if turn.label == "Q"] == ["Mairéad"] * 2
    greeting = "MR. PRICE: Yes.\n\nQ: And?\n\nMR. PRICE: Well, Mairéad, no.\n"
    both = attributed(f"{greeting}\n{call}")
    assert [turn.attribution.name for turn in both.turns if turn.label == "Q"] == ["Mairéad"] * 3
    assert attributed(greeting).turns[1].attribution == Attribution("label")


def test_the_speaker_map_says_whom_a_label_means() -> None:
    speaker_map = {"q": "label", "Tom Lark": "Thomas Lark", "MS. ROE": "Jane Roe"}
    text = "TOM LARK: Go ahead, Peter.\n\nQ: Why?\n\nMS. ROE: Thanks, Peter.\n"
    turns = attributed(text, speaker_map=speaker_map).turns
    evidence = Evidence(metadata="speakers")
    assert [turn.attribution for turn in turns] == [
        Attribution("resolved", "Thomas Lark", evidence),
        Attribution("label"),
        Attribution("resolved", "Jane Roe", evidence),
    ]
