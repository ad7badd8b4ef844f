"""Word documents, made by the tests."""

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import InputRefused
from indexer.model import Document
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


def document_of(*paragraphs: str) -> Document:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return read(Source("x.docx", out.getvalue()))[0]


def turns_of(document: Document) -> list[tuple[str, str, float | None]]:
    return [
        (turn.label, " ".join(document.text[turn.start : turn.end].split()), turn.start_time)
        for turn in document.utterances
    ]


def test_teams_writes_times_before_names() -> None:
    document = document_of(
        "0:0:0.0 --> 0:0:3.540\nNina Brook\nWho moved the anchor?",
        "0:0:3.540 --> 0:0:7.0\nTom Ash\nThe storm did.\nIt took the buoy too.",
        "0:0:7.0 --> 0:0:9.0\nTom Ash\nAnd the rope.",
    )
    assert document.format == "docx/captions"
    assert turns_of(document) == [
        ("Nina Brook", "Who moved the anchor?", 0.0),
        ("Tom Ash", "The storm did. It took the buoy too. And the rope.", 3.54),
    ]
    assert [mark.time for mark in document.times] == [0.0, 3.54, 7.0]


def test_teams_writes_times_after_names_and_notes_when_it_recorded() -> None:
    document = document_of(
        "Harbour call-20240102_140000-Meeting Transcript",
        "January 2, 2024, 2:00PM",
        "Nina Brook started transcription",
        "Nina Brook   0:03\nWho moved the anchor?",
        "Tom Ash   1:02:11\nThe storm did.",
        "Nina Brook stopped transcription",
    )
    assert turns_of(document) == [
        ("Nina Brook", "Who moved the anchor?", 3.0),
        ("Tom Ash", "The storm did.", 3731.0),
    ]
    assert "transcription" not in document.text


def test_meet_lists_those_present_and_says_how_it_was_made() -> None:
    document = document_of(
        "Harbour call (2024-01-02 14:00 GMT) - Transcript",
        "Attendees",
        "Nina Brook, Tom Ash",
        "Transcript",
        "00:00:00",
        "Nina Brook: Who moved the anchor?\nTom Ash: The storm did.",
        "00:05:00",
        "Nina Brook: Call the diver.",
        "Transcription ended after 00:05:20",
        "This editable transcript was computer generated and might contain errors. People can also change the text.",
    )
    assert document.metadata.speakers == ("Nina Brook", "Tom Ash")
    assert [turn[:2] for turn in turns_of(document)] == [
        ("Nina Brook", "Who moved the anchor?"),
        ("Tom Ash", "The storm did."),
        ("Nina Brook", "Call the diver."),
    ]
