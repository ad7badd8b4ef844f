"""Whom a label means, and that no name is given without evidence."""

import pytest

from indexer.attribution import attribute
from indexer.attribution.labels import full_name, parse_label
from indexer.errors import InputRefused
from indexer.languages import default
from indexer.model import Attribution, Evidence, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source
from indexer.sample import sample_folder


def attributed(text: str, title: str | None = None) -> Transcript:
    return attribute(read(Source("x.txt", text.encode(), Metadata(title=title)))[0], "x")


def test_the_secretary_is_resolved_by_the_words_of_the_first_question() -> None:
    data = (sample_folder() / "blinken-morning-joe.txt").read_bytes()
    transcript = attribute(read(Source("x.txt", data))[0], "x")
    for turn in transcript.turns:
        if turn.label == "QUESTION":
            assert turn.attribution.status in {"label", "inferred"}
            assert turn.role == "questioner"
            continue
        assert (turn.attribution.status, turn.attribution.name) == ("resolved", "Antony Blinken")
        evidence = turn.attribution.evidence
        assert evidence is not None
        assert transcript.text[evidence.start : evidence.end] == "U.S. Secretary of State Antony Blinken"
        first = transcript.turns[0]
        assert evidence.start is not None
        assert first.start <= evidence.start < first.end


def test_the_title_is_evidence_too_and_a_middle_initial_is_no_part_of_the_name() -> None:
    turn = attributed("SECRETARY BLINKEN: Yes.", "Secretary Antony J. Blinken with Mika").turns[0]
    assert turn.attribution == Attribution("resolved", "Antony Blinken", Evidence(metadata="title"))


@pytest.mark.parametrize(
    "text",
    [
        "SECRETARY BLINKEN: Yes.",
        "SECRETARY BLINKEN: I met Secretary Blinken and thanked Blinken.",
        "Q: We heard from Robert Blinken.\nSECRETARY BLINKEN: Yes.",
        "Q: Senator Antony Blinken is here.\nSECRETARY BLINKEN: Yes.",
        "Q: Secretary of State Antony Blinkenberg.\nSECRETARY BLINKEN: Yes.",
        "Q: The secretary, Secretary Blinken, is here.\nSECRETARY BLINKEN: Yes.",
        "Q: Secretary, Presiden Blinken.\nSECRETARY BLINKEN: Yes.",
        "SECRETARY MAI BLINKEN: No.\nSECRETARY BLINKEN: Yes.",
        "MR. ROE: I wrote to the Shire Clerk of Elm, and to the Harbour Clerk.\nTHE CLERK: Yes.",
        "Mr. Roe: I met the Shire Engineer.\nThe Engineer: Yes.\nMr. Roe: Oh.\nThe Engineer: Yes.",
    ],
)
def test_without_evidence_there_is_no_name(text: str) -> None:
    assert attributed(text).turns[-1].attribution == Attribution("label")


def test_two_people_of_one_title_and_surname_are_ambiguous() -> None:
    turn = attributed("Q: Senator Tom Udall and Senator Mark Udall.\nSENATOR UDALL: Yes.").turns[1]
    assert turn.attribution == Attribution("ambiguous", candidates=("Mark Udall", "Tom Udall"))


def test_a_courtesy_title_is_resolved_by_a_post_in_the_transcripts_own_title() -> None:
    heading = "Press Briefing by Press Secretary Jen Psaki and National Security Advisor Jake Sullivan"
    psaki, sullivan = attributed("MS. PSAKI: Hi.\nMR. SULLIVAN: Yes.", heading).turns
    assert psaki.attribution == Attribution("resolved", "Jen Psaki", Evidence(metadata="title"))
    assert sullivan.attribution == Attribution("resolved", "Jake Sullivan", Evidence(metadata="title"))
    named = attributed(
        "MR. SULLIVAN: Yes.", "Remarks by Secretary Jake Sullivan and Senator Dan Sullivan"
    ).turns[0]
    assert named.attribution == Attribution("ambiguous", candidates=("Dan Sullivan", "Jake Sullivan"))


def test_a_courtesy_title_that_the_others_contradict_gives_no_name() -> None:
    heading = "Press Briefing by Press Secretary Jen Psaki"
    turns = attributed("MS. PSAKI: Hi.\nMR. PSAKI: No.\nMS PSAKI: Yes.", heading).turns
    assert [turn.attribution.name for turn in turns] == ["Jen Psaki", None, "Jen Psaki"]
    even = attributed("MS. PSAKI: Hi.\nMR. PSAKI: No.", heading).turns
    assert [turn.attribution.name for turn in even] == [None, None]


def test_a_surname_of_two_words() -> None:
    governor = attributed("Q: Governor Michelle Lujan Grisham is here.\nGOVERNOR LUJAN GRISHAM: Yes.").turns[1]
    assert governor.attribution.name == "Michelle Lujan Grisham"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Antony Blinken", "Antony Blinken"),
        ("ANTONY BLINKEN", "Antony Blinken"),
        ("Secretary of State", None),
        ("Project Manager", None),
        ("PhD F", None),
        ("SPEAKER_00", None),
        ("Speaker 1", None),
        ("SENIOR ADMINISTRATION OFFICIAL", None),
        ("THE PRESIDENT", None),
        ("QUESTION", None),
        ("GOVERNOR LUJAN GRISHAM", None),
        ("MS. ASHLEY BIDEN", None),
        ("USS DELAWARE CREW", None),
        ("Betty White", "Betty White"),
        ("MARTIN KING", "Martin King"),
        ("Boston Police Officer", None),
        ("PRESIDEN BIDEN", None),
        ("REPSENTATIVE BASS", None),
        ("LEADER SCHUMER", None),
    ],
)
def test_full_names(label: str, name: str | None) -> None:
    english = default()
    assert full_name(parse_label(label, english), english) == name


def test_the_refusal_of_prose_names_the_file() -> None:
    with pytest.raises(InputRefused, match=r"^x\.txt: no line opens a turn"):
        attributed("Antony Blinken said something.")
