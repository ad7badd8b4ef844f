"""Reading and attributing take time in proportion to what is read: calls are counted for n and for twice n."""

import sys
from collections.abc import Callable
from functools import partial

import pytest

from eval.benchmarks.attribution import SHAPES, document_of
from indexer import readers
from indexer.attribution import attribute
from indexer.directory.load import shipped
from indexer.errors import InputRefused
from indexer.readers.source import Source
from tests.builders import word_document

FEW = 60


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, including those of libraries and of C."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_turns_take_twice_the_calls(shape: str) -> None:
    people = shipped()
    once, twice = document_of(shape, FEW), document_of(shape, 2 * FEW)
    attribute(once, "warm", people)
    few, many = (calls(partial(attribute, document, "x", people)) for document in (once, twice))
    assert many <= 2.3 * few


def row(properties: str, text: str) -> str:
    return f"<w:tr><w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"


@pytest.mark.parametrize("columns", [2, 2_147_483_647])
def test_a_cell_is_read_once_however_many_columns_it_says_to_cover(columns: int) -> None:
    span = row(f'<w:gridSpan w:val="{columns}"/>', "QUESTION: In a table?")
    (document,) = readers.read(Source("x.docx", word_document(f"<w:tbl>{span}</w:tbl>")))
    assert [utterance.label for utterance in document.utterances] == ["QUESTION", "SECRETARY DOE", "QUESTION"]


def test_a_cell_is_read_once_however_many_rows_it_covers() -> None:
    rows = row('<w:vMerge w:val="restart"/>', "QUESTION: In a table?") + row("<w:vMerge/>", "") * 3
    (document,) = readers.read(Source("x.docx", word_document(f"<w:tbl>{rows}</w:tbl>")))
    assert [utterance.label for utterance in document.utterances] == ["QUESTION", "SECRETARY DOE", "QUESTION"]


TALK = "QUESTION: Why?\n\nSECRETARY DOE: Because.\n\n"
GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "tags that are not closed": ("x.vtt", lambda n: "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v." * n + "b"),
    "space in a tag": ("x.vtt", lambda n: "WEBVTT\n\n00:01.000 --> 00:02.000\n<v" + " " * n + "b"),
    "a long number": ("x.srt", lambda n: "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n" + "1" * n + "x"),
    "parentheses on lines of a cue": ("x.srt", lambda n: "00:00:01,000 --> 00:00:02,000\nHello\n" + "(\n" * n),
    "words said again in every cue": (
        "x.vtt",
        lambda n: (
            "WEBVTT\n\n" + ("00:01.000 --> 00:02.000\n" + "No! " * 99 + "\nNo!" * 9 + "\n\n") * (n // 500)
        ),
    ),
    "overrides that are not closed": (
        "x.ass",
        lambda n: "[Script Info]\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,a" + "{\\p1" * n,
    ),
    "elements that are not closed": ("x.smi", lambda n: "<SAMI><SYNC Start=1><P>a" + "<p class=" * n),
    "tags before times": ("x.lrc", lambda n: "[ti:" * n + "\n[00:01.00]Hello\n"),
    "codes without a line": (
        "x.scc",
        lambda n: "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9470 c8e5 ecec efae 942f" + " 94ad" * (n // 5),
    ),
    "breaks in a paragraph": (
        "x.ttml",
        lambda n: f'<tt><body><div><p begin="1s">a{"<br/>" * n}</p></div></body></tt>',
    ),
    "capitals": ("x.txt", lambda n: "COMMITTEE ON FERRIES\n\n  Mr. " + "A" * n + "\n\n" + TALK),
    "a rule at the end": ("x.txt", lambda n: TALK + "Links Here\n\n" + "-" * n + "x"),
    "initials at the end": ("x.txt", lambda n: TALK + "A." * n + "x."),
    "blank lines after a list": ("x.txt", lambda n: "Present:" + "\n" * n + "x\n\nMS. DOE: Yes.\n"),
    "brackets in front matter": ("x.md", lambda n: "---\ntitle: " + "[" * n + "\n---\n\n" + TALK),
    "a long label": (
        "x.json",
        lambda n: '{"turns": [{"speaker": "MR. ' + "A B " * n + '", "text": "Yes."}]}',
    ),
}


@pytest.mark.parametrize("shape", GROWING)
def test_what_took_hours_is_read_or_refused(shape: str) -> None:
    """Each would take minutes to days if the time grew with the square of the input."""
    name, make = GROWING[shape]
    source = Source(name, make(60_000).encode())
    try:
        documents = readers.read(source)
    except InputRefused as refusal:
        found = refusal.source
    else:
        assert attribute(documents[0], "x", shipped()).turns
        found = name
    assert found == name
