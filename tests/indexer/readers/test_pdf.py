"""PDF files, made by the tests."""

import pytest
from fpdf import FPDF

from indexer.errors import InputRefused
from indexer.readers import read
from indexer.readers.pdf.pages import whole_words
from indexer.readers.source import Source

WORD = "open sesame"
TURNS = [
    "QUESTION: Why are the ferries slow?",
    f"MAYOR DOE: {'Because the river is wide, and because the boats are old. ' * 3}So it is.",
    "QUESTION: Thank you.",
]


def pdf(pages: list[list[str]], *, running: bool = False, password: str | None = None) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    for number, page in enumerate(pages, start=1):
        document.add_page()
        if running:
            document.multi_cell(0, 8, "Ferry Committee, Minutes", new_x="LMARGIN", new_y="NEXT")
        for paragraph in page:
            document.multi_cell(0, 8, paragraph, new_x="LMARGIN", new_y="NEXT")
        if running:
            document.multi_cell(0, 8, f"Page {number}", new_x="LMARGIN", new_y="NEXT")
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    return bytes(document.output())


def test_a_text_layer_is_read_by_turns() -> None:
    document = read(Source("x.pdf", pdf([TURNS])))[0]
    words = [
        (utterance.label, " ".join(document.text[utterance.start : utterance.end].split()))
        for utterance in document.utterances
    ]
    assert document.format == "pdf/interview"
    assert words == [tuple(turn.split(": ", maxsplit=1)) for turn in TURNS]


def test_lines_that_every_page_repeats_are_left_out_and_counted() -> None:
    pages = [
        [f"QUESTION: Why {word}?", f"MAYOR DOE: As {word} is."] for word in ("rain", "wind", "snow", "sun")
    ]
    document = read(Source("x.pdf", pdf(pages, running=True)))[0]
    assert "Minutes" not in document.text
    assert "Page 3" not in document.text
    assert document.warnings == ("8 header and footer lines were left out",)


def test_left_and_right_pages_may_have_different_headers() -> None:
    words = ("rain", "wind", "snow", "sun", "ice", "fog", "hail", "sea")
    headers = ("3 March 2021", "Town of Harbor")
    pages = [
        [headers[number % 2], f"QUESTION: Why {word}?", f"MAYOR DOE: As {word} is.", str(number)]
        for number, word in enumerate(words)
    ]
    document = read(Source("x.pdf", pdf(pages)))[0]
    assert "Town of Harbor" not in document.text
    assert "3 March" not in document.text
    assert document.warnings == ("16 header and footer lines were left out",)


LEFT = """QUESTION: Why are the ferries slow in
the winter, and also in the early spr-
ing of the year, when no ice is left on
the river at all, and the sun is out?
MAYOR DOE: Because the river is wide.
The boats are old and the crews are few
and nobody pays for more of them. So
we wait for the summer, as everybody"""
RIGHT = """does in a town with a river and no
bridge. And that is what we have done
for a hundred years, and will do again.
QUESTION: Will there be a bridge, then?
MAYOR DOE: There will be no bridge as
long as I am the mayor of this town. It
would end the ferries, and that is not
what people want, as far as I can see."""


def columns(*, row_by_row: bool) -> bytes:
    """A page of two columns below a heading; the file has its lines column by column, or row by row."""
    document = FPDF()
    document.set_font("Helvetica", size=10)
    document.add_page()
    document.text(60, 15, "FERRY COMMITTEE OF THE TOWN OF HARBOR, MINUTES")
    placed = [
        (left, 30 + 6 * row, line)
        for left, column in ((15, LEFT), (110, RIGHT))
        for row, line in enumerate(column.split("\n"))
    ]
    for left, top, line in sorted(placed, key=lambda line: (line[1], line[0])) if row_by_row else placed:
        document.text(left, top, line)
    return bytes(document.output())


@pytest.mark.parametrize("row_by_row", [False, True])
def test_columns_are_read_one_after_the_other_and_broken_words_whole(*, row_by_row: bool) -> None:
    document = read(Source("x.pdf", columns(row_by_row=row_by_row)))[0]
    words = [
        (turn.label, " ".join(document.text[turn.start : turn.end].split())) for turn in document.utterances
    ]
    whole = " ".join(f"{LEFT} {RIGHT}".split()).replace("spr- ing", "spring")
    assert [label for label, _ in words] == ["QUESTION", "MAYOR DOE"] * 2
    assert " ".join(f"{label}: {said}" for label, said in words) == whole


def test_a_column_of_speakers_is_read_with_what_they_say() -> None:
    document = FPDF()
    document.set_font("Helvetica", size=10)
    document.add_page()
    for row in range(10):
        document.text(15, 20 + 12 * row, "MAYOR DOE:" if row % 2 else "QUESTION:")
        document.text(
            60, 20 + 12 * row, f"This is long line {row} of speech that goes on to the end of the page"
        )
        document.text(60, 26 + 12 * row, "and on to another one.")
    labels = [turn.label for turn in read(Source("x.pdf", bytes(document.output())))[0].utterances]
    assert labels == ["QUESTION", "MAYOR DOE"] * 5


def test_the_numbers_of_lines_are_left_out() -> None:
    document = FPDF()
    document.set_font("Courier", size=11)
    for number, word in enumerate(("boats", "men", "kites"), start=1):
        document.add_page()
        document.text(170, 10, str(number))
        said = (
            f"where the {word} were",
            "and nobody",
            f"saw the {word}",
            "at all",
            f"but {word}",
            "and",
            "then",
            word,
        )
        lines = [f"MAYOR DOE: I do not know {said[0]}", *said[1:-1], f"{said[-1]}."]
        for row, line in enumerate(lines, start=1):
            document.text(20, 20 + 8 * row, f"{row:>2}    {line}")
    read_document = read(Source("x.pdf", bytes(document.output())))[0]
    assert not any(character.isdigit() for character in read_document.text)
    assert "the numbers of the lines on 3 pages were left out" in read_document.warnings


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # The text has the word elsewhere, with its hyphen or without.
        ("a long\x02term loan, as long-term loans are", "a long-term loan, as long-term loans are"),
        ("the com\x02mittee and the committee", "the committee and the committee"),
        # It has not, but both parts are words of it; or not.
        ("in real\x02time, for the time is real", "in real-time, for the time is real"),
        ("his pecu\x02niary loss", "his pecuniary loss"),
        # Most words of the text are divided, or none is.
        (
            "a\x02b ab c\x02d cd e\x02f ef co\x02operation, co and operation",
            "ab ab cd cd ef ef cooperation, co and operation",
        ),
        ("a\x02b a-b c\x02d c-d e\x02f e-f over\x02bold", "a-b a-b c-d c-d e-f e-f over-bold"),
        # At the end of a page or column; a dash and a name with a hyphen stay.
        ("the par-\nliament met", "the parliament\nmet"),
        ("last night--\nthen Jean-\nLuc came", "last night--\nthen Jean-\nLuc came"),
    ],
)
def test_words_that_are_divided_at_line_ends_are_whole(text: str, whole: str) -> None:
    assert whole_words(text) == whole


@pytest.mark.parametrize("name", ["Microsoft Word - minutes.doc", "minutes.indd", "untitled", "Transcript", ""])
def test_the_name_of_a_file_is_no_title(name: str) -> None:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    document.set_title(name)
    document.add_page()
    document.multi_cell(0, 8, TURNS[0])
    assert read(Source("x.pdf", bytes(document.output())))[0].metadata.title is None


LOOP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000/Parent 2 0 R>>endobj
trailer<</Root 1 0 R>>
%%EOF"""
SELF = b"""%PDF-1.5
1 0 obj<</Type/ObjStm/N 1/First 4/Length 1 0 R/Extends 1 0 R>>stream
1 0 1 0 R
endstream endobj
trailer<</Root 1 0 R/Prev 0>>
startxref
0
%%EOF"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([[]]), "only pictures"),
        (pdf([TURNS], password=WORD), "cannot be read"),
        (b"%PDF-1.7\n", "cannot be read"),
        (LOOP, "PDF"),
        (SELF, "PDF"),
        (pdf([TURNS])[:700], "PDF"),
    ],
)
def test_files_without_text_loops_and_damage_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        read(Source("x.pdf", data))
