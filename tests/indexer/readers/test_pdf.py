"""PDF files, made by the tests."""

import pytest
from fpdf import FPDF

from indexer.errors import InputRefused
from indexer.readers import read
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
