"""The Congressional Record and hearings, on invented pages in the Government Publishing Office's form."""

import datetime

import pytest

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source

RECORD = """[Congressional Record Volume 150, Number 3 (Tuesday, March 2, 2004)]
[Senate]
[Pages S101-S102]
From the Congressional Record Online through the Government Publishing Office [www.gpo.gov]


                     THE FERRY ACT OF 2004

  Mr. BREAUX. Mr. President, I rise to speak of ferries. They cross
rivers, as Mr. Smith said.
  I have a second paragraph, which is broken by a

[[Page S102]]

page mark. I ask that a letter be printed in the Record.
  There being no objection, the letter was ordered to be printed in
the Record, as follows:

     Dear Senator: Ferries are slow.
       Mr. SMITH. I quote an old debate.

  Ms. JACKSON LEE of Texas. I thank the Senator.
  Mr. KENNEDY addressed the Chair.
  The PRESIDING OFFICER (Mr. Kyl). The clerk will call the roll.
  The legislative clerk proceeded to call the roll.
  Mrs. CLINTON. (during the reading) I ask that the reading be
dispensed with.
  Senator McCAIN. So do I.
  The PRESIDENT pro tempore. Without objection, it is so ordered.
  (The remarks of Mr. Breaux are located in today's Record.)

                          ____________________
"""

PAGE = f"""<html><head><title>Record</title></head><body><pre>
{RECORD.replace("&", "&amp;")}</pre></body></html>"""

HEARING = """                      FERRIES: A HEARING

                     COMMITTEE ON TRANSPORT

    The CHAIRMAN. The committee will come to order. We hear two
witnesses today.

  STATEMENT OF HON. JANE DOE, A U.S. SENATOR FROM IDAHO

    Senator DOE. Thank you, Mr. Chairman. Ferries matter.
    Mr. McDONALD. They do.
    [The prepared statement of Mr. McDonald follows:]
    [Whereupon, at 3 p.m., the hearing was adjourned.]
"""


def record(text: str, name: str = "record.txt") -> Document:
    return read(Source(name, text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str]]:
    return [
        (utterance.label, " ".join(document.text[utterance.start : utterance.end].split()))
        for utterance in document.utterances
    ]


SPEECHES = [
    "Mr. BREAUX",
    "Ms. JACKSON LEE of Texas",
    "The PRESIDING OFFICER (Mr. Kyl)",
    "Mrs. CLINTON",
    "Senator McCAIN",
    "The PRESIDENT pro tempore",
]


def test_labels_open_turns_and_the_clerks_text_is_not_speech() -> None:
    document = record(RECORD)
    words = turns_of(document)
    assert document.format == "congressional-record"
    assert [label for label, _ in words] == SPEECHES
    assert words[0][1].startswith("Mr. President, I rise to speak of ferries. They cross rivers, as Mr. Smith")
    assert words[0][1].endswith("I ask that a letter be printed in the Record.")
    assert words[1][1] == "I thank the Senator."
    assert words[2][1] == "The clerk will call the roll."
    assert words[3][1] == "I ask that the reading be dispensed with."
    assert words[5][1] == "Without objection, it is so ordered."


def test_text_that_is_not_speech_is_classified() -> None:
    document = record(RECORD)
    kinds = {
        " ".join(document.text[part.start : part.end].split())[:30]: part.kind for part in document.nonspeech
    }
    assert kinds["THE FERRY ACT OF 2004"] == "heading"
    assert kinds["There being no objection, the "] == "procedure"
    assert kinds["Dear Senator: Ferries are slow"] == "procedure"
    assert kinds["Mr. KENNEDY addressed the Chai"] == "procedure"
    assert kinds["(The remarks of Mr. Breaux are"] == "procedure"


def test_a_page_has_the_records_own_title_day_and_chamber() -> None:
    document = record(PAGE, "page.htm")
    assert document.format == "html/congressional-record"
    assert document.metadata.title == "THE FERRY ACT OF 2004"
    assert document.metadata.date == datetime.date(2004, 3, 2)
    assert document.metadata.venue == "Senate"


def test_a_quote_continues_over_a_page_mark() -> None:
    assert "which is broken by a page mark." in turns_of(record(PAGE, "page.htm"))[0][1]
    assert "[[Page" not in record(PAGE, "page.htm").text


def test_presiding_officers_have_the_chair() -> None:
    roles = {utterance.label: utterance.role for utterance in record(RECORD).utterances}
    assert roles["The PRESIDING OFFICER (Mr. Kyl)"] == "chair"
    assert roles["Mr. BREAUX"] is None


def test_a_page_without_speech_is_refused() -> None:
    page = PAGE.split("  Mr. BREAUX.", maxsplit=1)[0] + "\n  S. 1. A bill.\n</pre></body></html>"
    with pytest.raises(InputRefused, match="holds no speech"):
        record(page, "page.htm")


def test_a_hearing() -> None:
    document = record(HEARING)
    assert document.format == "hearing"
    assert turns_of(document) == [
        ("The CHAIRMAN", "The committee will come to order. We hear two witnesses today."),
        ("Senator DOE", "Thank you, Mr. Chairman. Ferries matter."),
        ("Mr. McDONALD", "They do."),
    ]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("                     THE FERRY ACT", "THE FERRY ACT"),
        (
            "     USE OF THE ROTUNDA TO HONOR \n       THE FERRIES OF HARBOR",
            "USE OF THE ROTUNDA TO HONOR THE FERRIES OF HARBOR",
        ),
        ("                                 prayer", None),
        ("                                 PRAYER", None),
    ],
)
def test_an_item_is_titled_by_its_whole_heading_unless_that_is_the_prayer(
    heading: str, title: str | None
) -> None:
    text = f"""[Congressional Record Volume 150, Number 3 (Tuesday, March 2, 2004)]
[Senate]
[Page S101]
From the Congressional Record Online

{heading}

  Mr. WREN. Mr. President, I rise.
"""
    assert read(Source("x.txt", text.encode()))[0].metadata.title == title
