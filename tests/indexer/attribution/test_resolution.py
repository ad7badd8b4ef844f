"""Whom a label means with a directory, at a date, and among namesakes; and who asked."""

import datetime
import json
from collections import defaultdict
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.attribution import attribute
from indexer.directory.load import DirectoryFile, load, read_file, shipped, with_shipped
from indexer.directory.records import Directory
from indexer.errors import DirectoryInvalid
from indexer.model import Attribution, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source
from tests.conftest import Program

WHITE_HOUSE = "https://www.whitehouse.gov/x"


def attributed(
    text: str,
    day: str | None = "2022-05-01",
    title: str | None = None,
    url: str | None = WHITE_HOUSE,
    directory: Directory | None = None,
) -> Transcript:
    metadata = Metadata(title=title, date=datetime.date.fromisoformat(day) if day else None, url=url)
    return attribute(read(Source("x.txt", text.encode(), metadata))[0], "x", directory or shipped())


def of(text: str, **more: str | None) -> Attribution:
    return attributed(text, **more).turns[-1].attribution  # type: ignore[arg-type]


def entries() -> DirectoryFile:
    data = resources.files("indexer.directory").joinpath("us_executive.toml").read_bytes()
    return read_file("us_executive.toml", data)


def test_the_shipped_tenures_neither_overlap_nor_leave_unexplained_gaps() -> None:
    file = entries()
    held: dict[str, list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
    for person in file.person:
        for role in person.roles:
            if role.office:
                assert role.start is not None
                held[role.office].append((role.start, role.end or datetime.date.max))
    assert set(held) == set(file.office)
    for office, tenures in held.items():
        tenures.sort()
        described = file.office[office]
        assert tenures[0][0] == described.since
        assert tenures[-1][1] >= datetime.date(2025, 5, 1)
        explained = {(gap.start, gap.end) for gap in described.gaps}
        day = datetime.timedelta(days=1)
        for (_, end), (start, _) in pairwise(tenures):
            # The day of a handover is both holders' own.
            assert start >= end, f"{office}: two holders on {start}"
            if start > end + day:
                assert (end + day, start - day) in explained, (
                    f"{office}: no holder from {end + day} to {start - day}"
                )


@pytest.mark.parametrize(
    ("label", "day", "name"),
    [
        ("THE PRESIDENT", "2022-05-01", "Joe Biden"),
        ("MR. PRESIDENT", "2022-05-01", "Joe Biden"),
        ("THE PRESIDENT", "2019-05-01", "Donald Trump"),
        ("THE PRESIDENT", "1993-01-21", "Bill Clinton"),
        ("PRESIDENT BIDEN", "2022-05-01", "Joe Biden"),
        ("PRESIDENT BUSH", "2003-05-01", "George W. Bush"),
        ("THE VICE PRESIDENT", "2010-05-01", "Joe Biden"),
        ("VICE PRESIDENT HARRIS", "2022-05-01", "Kamala Harris"),
        ("THE FIRST LADY", "2022-05-01", "Jill Biden"),
        ("SECRETARY CLINTON", "2011-05-01", "Hillary Clinton"),
        ("SECRETARY OF STATE CLINTON", "2011-05-01", "Hillary Clinton"),
        ("SECRETARY AUSTIN", "2022-05-01", "Lloyd Austin"),
        ("NATIONAL SECURITY ADVISOR SULLIVAN", "2022-05-01", "Jake Sullivan"),
        ("JOSEPH R. BIDEN", "2022-05-01", "Joe Biden"),
    ],
)
def test_a_post_at_a_date(label: str, day: str, name: str) -> None:
    assert of(f"Q: Hello.\n\n{label}: Hi.", day=day).name == name


def test_a_post_that_another_of_that_surname_held_is_not_of_whoever_is_mentioned() -> None:
    text = (
        "JOE BIDEN: Welcome back, Barack Obama.\n\nFIRST LADY OBAMA: Thanks.\n\nPRESIDENT OBAMA: It is great.\n"
    )
    names = [turn.attribution.name for turn in attributed(text, day="2022-09-07").turns]
    assert names == ["Joe Biden", None, "Barack Obama"]


@pytest.mark.parametrize(
    ("label", "day", "url"),
    [
        ("PRESIDENT BIDEN", "2025-05-01", WHITE_HOUSE),
        ("PRESIDENT BIDEN", None, WHITE_HOUSE),
        ("SECRETARY CLINTON", "2022-05-01", WHITE_HOUSE),
        ("THE PRESIDENT", "2022-05-01", "https://parliament.example"),
        ("THE PRESIDENT", "2022-05-01", None),
        ("THE PRESIDENT", None, WHITE_HOUSE),
        ("MR. SULLIVAN", "2022-05-01", WHITE_HOUSE),
        ("MS. CLINTON", "2011-05-01", WHITE_HOUSE),
        ("PRESIDENT", "2022-05-01", None),
        ("SECRETARY", "2022-05-01", WHITE_HOUSE),
    ],
)
def test_a_post_not_held_that_day_or_elsewhere_gives_no_name(
    label: str, day: str | None, url: str | None
) -> None:
    assert of(f"Q: Hello.\n\n{label}: Hi.", day=day, url=url) == Attribution("label")


def test_a_handover_gives_no_name() -> None:
    found = of("Q: Hello.\n\nTHE PRESIDENT: Hi.", day="2021-01-20")
    assert (found.status, found.candidates) == ("ambiguous", ("Donald Trump", "Joe Biden"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q: Secretary Hillary Clinton is here.\n\nMS. CLINTON: Hi.", "Hillary Clinton"),
        ("Q: Jake Sullivan joins us.\n\nMR. SULLIVAN: Hi.", "Jake Sullivan"),
        ("Q: Hi, Bill Clinton.\n\nMS. CLINTON: Hi.", None),
        ("Q: Jake Sullivan and Senator Dan Sullivan spoke.\n\nMR. SULLIVAN: Hi.", None),
        ("Q: Dan Sullivan spoke.\n\nMR. SULLIVAN: Hi.", None),
    ],
)
def test_a_courtesy_title_needs_the_full_name_and_no_namesake(text: str, name: str | None) -> None:
    day = "2011-05-01" if "CLINTON" in text else "2022-05-01"
    assert of(text, day=day).name == name


def test_two_known_of_one_surname_are_ambiguous() -> None:
    found = of("Q: Jake Sullivan and Senator Dan Sullivan spoke.\n\nMR. SULLIVAN: Hi.")
    assert (found.status, found.candidates) == ("ambiguous", ("Dan Sullivan", "Jake Sullivan"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WOLF BLITZER, CNN HOST: Hi.\n\nBLITZER: So.", "Wolf Blitzer"),
        ("JANE ROE: Hi.\n\nMS. ROE: So.", "Jane Roe"),
        ("JANE ROE: Hi.\n\nBOB ROE: Hm.\n\nROE: So.", None),
        (
            "PARTICIPANTS:\nJane Roe, Mayor of Springfield\nBob Low, Sheriff\n\nQ: Why?\n\nMAYOR ROE: So.",
            "Jane Roe",
        ),
        ("Q: Dr. Tony Fauci, and again Dr. Anthony Fauci.\n\nDR. FAUCI: So.", "Tony Fauci"),
    ],
)
def test_full_names_elsewhere_in_the_transcript(text: str, name: str | None) -> None:
    assert of(text, day="2020-01-05").name == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("SENATOR TAMMY DUCKWORTH", "Tammy Duckworth"),
        ("NEC Director Brian Deese", "Brian Deese"),
        ("Homeland Security Advisor Liz Sherwood-Randall", "Liz Sherwood-Randall"),
        ("Hon. Marie-Claude Bibeau", "Marie-Claude Bibeau"),
        ("PRESIDENT JOE BIDEN", "Joe Biden"),
        ("GOVERNOR LUJAN GRISHAM", None),
        ("REPRESENTATIVE TAYLOR GREENE", None),
        ("MS. JACKSON LEE", None),
        ("MS. ASHLEY LOW", None),
        ("AMIR AL THANI", None),
        ("PRESIDENT VON DER LEYEN", None),
        ("KING FELIPE VI", None),
        ("PRIME MINISTER HUN SEN", None),
    ],
)
def test_a_full_name_after_a_post(label: str, name: str | None) -> None:
    spoken = json.dumps({"date": "2022-05-01", "turns": [{"speaker": label, "text": "So."}]})
    document = read(Source("x.json", spoken.encode()))[0]
    assert attribute(document, "x", shipped()).turns[0].attribution.name == name


def test_words_around_a_label_in_the_title_are_no_name() -> None:
    found = of("Good evening. It is late.", title="Remarks on a Strategy By NEC Director Zxyla Deese")
    assert found.name is None


def test_a_chair_is_named_once() -> None:
    text = (
        "The Chair (Hon. Anthony Rota (Nipissing—Timiskaming, Lib.)): Order.\n\nMr. Roy: Point.\n\n"
        "The Chair: Yes.\n\nMr. Roy: Thanks.\n\nThe Vice-Chair (Hon. Jane Low): Order.\n\nThe Vice-Chair: So."
    )
    names = [turn.attribution.name for turn in attributed(text, url=None).turns]
    assert names == ["Anthony Rota", None, "Anthony Rota", None, "Jane Low", "Jane Low"]


def test_one_person_under_many_labels_is_one_speaker() -> None:
    text = "Q: Secretary Tony Blinken.\n\nSECRETARY BLINKEN: Hi.\n\nANTONY J. BLINKEN: So.\n\nMR. BLINKEN: Yes."
    assert {turn.attribution.person for turn in attributed(text).turns[1:]} == {"antony-blinken"}


OWN = """
[[person]]
name = "Jane Roe"
id = "jane-roe-mayor"
aliases = ["J. Roe"]

[[person.roles]]
title = "Mayor of Springfield"
from = 2020-01-01
to = 2023-12-31
alone = ["mayor"]
context = ["Springfield"]

[[person]]
name = "Peter Doe"
roles = [{ title = "White House correspondent", from = 2015-01-01 }]
"""


def test_a_directory_of_ones_own(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "people.toml"
    path.write_text(OWN)
    directory = with_shipped(load(path))
    text = "Springfield Town Hall\n\nQ: Why?\n\nMAYOR ROE: So."
    assert of(text, url=None, directory=directory).person == "jane-roe-mayor"  # type: ignore[arg-type]
    alone = attributed("Q: Why?\n\nTHE MAYOR: So.", title="Springfield Council", url=None, directory=directory)
    assert alone.turns[1].attribution.name == "Jane Roe"
    (tmp_path / "talk.txt").write_text("QUESTION: Why?\n\nMAYOR ROE: So.\n")
    (tmp_path / "talk.meta.toml").write_text("date = 2022-02-03\n")
    index = tmp_path / "index"
    assert "1 added" in program("index", tmp_path / "talk.txt", "--index", index)[1]
    assert "1 updated" in program("index", tmp_path / "talk.txt", "--index", index, "--directory", path)[1]
    assert "1 unchanged" in program("index", tmp_path / "talk.txt", "--index", index)[1]
    assert "jane-roe-mayor" in program("search", "so", "--index", index, "--json")[1]
    assert "Jane Roe" in program("parse", tmp_path / "talk.txt", "--directory", path)[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[person]\n", "not TOML"),
        ("[[person]]\nnam = 'x'\n", "unknown field"),
        ("[[person]]\nname = 'A B'\n[[person]]\nname = 'A B'\n", "is used 2 times"),
        ("[[person]]\nname = 'A B'\nroles = [{ office = 'x' }]\n", "does not describe"),
        (
            "[[person]]\nname = 'A B'\nroles = [{ title = 'x', from = 2020-01-02, to = 2020-01-01 }]\n",
            "ends before",
        ),
        ("[[person]]\nname = 'A B'\nroles = [{ from = 2020-01-02 }]\n", "neither office nor title"),
        ("[[person]]\nname = '…'\n", "needs an id"),
    ],
)
def test_wrong_directories_are_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "people.toml"
    path.write_text(text)
    with pytest.raises(DirectoryInvalid, match=words):
        load(path)


def askers(text: str, title: str | None = None, directory: Directory | None = None) -> list[str | None]:
    turns = attributed(text, title=title, directory=directory).turns
    return [turn.attribution.name for turn in turns if turn.role == "questioner"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Q: Jonathan Lemire.\n\nQ: Why?\n\nMR. PRICE: Well, Jonathan, so.", [None, "Jonathan Lemire"]),
        ("MR. PRICE: Enough. Go ahead, Kaitlan.\n\nQ: Why?\n\nMR. PRICE: So.", ["Kaitlan"]),
        ("MR. PRICE: Let’s go to Jeff Mason with Reuters.\n\nQ: Why?\n\nMR. PRICE: So.", ["Jeff Mason"]),
        ("MR. PRICE: The next question goes to Weijia Jiang.\n\nQ: Why?\n\nMR. PRICE: So.", ["Weijia Jiang"]),
        ("MR. PRICE: Peter. Go ahead.\n\nQ: Why?\n\nMR. PRICE: So.", ["Peter"]),
        ("MR. PRICE: Yes.\n\nQ: Why?\n\nMR. PRICE: Thanks, Peter. So.", ["Peter"]),
        ("MR. PRICE: Yes.\n\nQ: Why?\n\nQ: And?\n\nMR. PRICE: Thanks, Peter. So.", [None, None]),
        ("MR. PRICE: Go ahead, Peter.\n\nQ: Why?\n\nMR. PRICE: Well, Mary, so.", [None]),
        ("MR. PRICE: Let’s go to Afghanistan.\n\nQ: Why?\n\nMR. PRICE: So.", [None]),
        ("MR. PRICE: Go ahead.\n\nQ: Why?\n\nMR. PRICE: Russia, as I said, so.", [None]),
        ("MR. PRICE: Thank you, Peter.\n\nQ: Why?\n\nMR. PRICE: So.", [None]),
        ("MR. PRICE: Over there. Go ahead, sir.\n\nQ: Why?\n\nMR. PRICE: So.", [None]),
        ("Q: Why?\n\nMR. PRICE: Well, Madam Speaker, so.", [None]),
        ("MS. ROE: Let’s turn to John Kirby.\n\nQ: Why?\n\nMS. ROE: So.", [None]),
        ("NED PRICE: Go ahead, Ned.\n\nQ: Why?\n\nNED PRICE: So.", [None]),
    ],
)
def test_who_asked(text: str, names: list[str | None]) -> None:
    assert askers(text) == names


def test_a_first_name_is_completed_only_when_one_person_fits(tmp_path: Path) -> None:
    text = "MR. PRICE: Yes.\n\nQ: Why?\n\nMR. PRICE: Good morning, Mika. So."
    assert askers(text, "Ned Price with Joe Scarborough and Mika Brzezinski") == ["Mika Brzezinski"]
    assert askers(text, "Ned Price with Mika Low and Mika Brzezinski") == ["Mika"]
    path = tmp_path / "people.toml"
    path.write_text(OWN)
    peter = "MR. PRICE: Go ahead, Peter.\n\nQ: Why?\n\nMR. PRICE: So."
    assert askers(peter, None, load(path)) == ["Peter Doe"]
    assert askers(peter) == ["Peter"]


def test_the_interview_names_lemire_and_barnicle_with_evidence() -> None:
    from indexer.ingest.reading import read_file
    from indexer.sample import sample_folder

    transcript = read_file(sample_folder() / "blinken-morning-joe.txt")[0]
    asking = [turn for turn in transcript.turns if turn.role == "questioner" and turn.attribution.name]
    named = {turn.ordinal: turn.attribution for turn in asking}
    assert {ordinal: attribution.name for ordinal, attribution in named.items()} == {
        0: "Mika Brzezinski", 5: "Jonathan Lemire", 8: "Mike Barnicle", 10: "Joe Scarborough",
    }  # fmt: skip
    for attribution in named.values():
        evidence = attribution.evidence
        assert attribution.status == "inferred"
        assert evidence is not None
        assert attribution.name is not None
        assert transcript.text[evidence.start : evidence.end].split()[0] == attribution.name.split()[0]


def test_a_name_before_an_organisation_and_a_post_is_found() -> None:
    text = (
        "Lena Finch -- Acme Corp -- Chief Executive Officer\n\nGood morning. We had a good quarter.\n\n"
        "Otto Vale -- Stone Bank -- Analyst\n\nThank you. What about next year?\n\n"
        "Lena Finch -- Acme Corp -- Chief Executive Officer\n\nIt will be good.\n\n"
        "Otto Vale -- Stone Bank -- Analyst\n\nThanks.\n"
    )
    names = [turn.attribution.name for turn in attributed(text, url=None).turns]
    assert names == ["Lena Finch", "Otto Vale"] * 2
