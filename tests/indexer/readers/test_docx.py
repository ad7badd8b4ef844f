"""Word documents, made by the tests."""

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import InputRefused
from indexer.readers import read
from indexer.readers.source import Source


def word(paragraphs: list[str], *, bold_labels: bool = False) -> bytes:
    document = docx.Document()
    document.add_heading("Ferry Committee", level=1)
    document.sections[0].header.paragraphs[0].text = "HEADER: not speech"
    for text in paragraphs:
        paragraph = document.add_paragraph()
        label, _, rest = text.partition(":")
        if bold_labels and rest:
            paragraph.add_run(f"{label}:").bold = True
            paragraph.add_run(rest)
        else:
            paragraph.add_run(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "QUESTION: In a table?"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WHOLE = word(["QUESTION: Why?", "MAYOR DOE: Because\nof rain.", "And wind."], bold_labels=True)


def test_paragraphs_and_tables_are_read_and_headers_left_out() -> None:
    document = read(Source("x.docx", WHOLE))[0]
    assert document.format == "docx/interview"
    assert document.metadata.title == "Ferry Committee"
    words = [
        (utterance.label, " ".join(document.text[utterance.start : utterance.end].split()))
        for utterance in document.utterances
    ]
    assert words == [
        ("QUESTION", "Why?"),
        ("MAYOR DOE", "Because of rain. And wind."),
        ("QUESTION", "In a table?"),
    ]
    assert "HEADER" not in document.text


@pytest.mark.parametrize(
    ("style", "headings", "title"),
    [
        ("", ["Ferry Committee"], "Ferry Committee"),
        ("", ["Prayers", "Trains"], None),
        ("Minutes of Harbor", ["Prayers", "Trains"], "Minutes of Harbor"),
        ("Microsoft Word - minutes.doc", ["Ferry Committee"], "Ferry Committee"),
    ],
)
def test_the_title_is_the_property_or_the_only_heading(
    style: str, headings: list[str], title: str | None
) -> None:
    document, out = docx.Document(), io.BytesIO()
    document.core_properties.title = style
    for heading in headings:
        document.add_heading(heading, level=1)
        document.add_paragraph("QUESTION: Why?")
    document.save(out)
    assert read(Source("x.docx", out.getvalue()))[0].metadata.title == title


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", b" " * 120_000_000)
    with pytest.raises(InputRefused, match="unpacks to more"):
        read(Source("x.docx", out.getvalue()))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=30), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_damaged_documents_are_read_or_refused(cut: int, noise: bytes, skipped: int) -> None:
    try:
        documents = read(Source("x.docx", WHOLE[:cut] + noise + WHOLE[cut + skipped :]))
    except InputRefused:
        return
    assert documents[0].utterances
