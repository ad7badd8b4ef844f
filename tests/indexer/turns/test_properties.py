"""What holds of every text: turns are slices in order, reading is repeatable, and line ends change nothing.

What is written in a layout without noise is read back as it was written.
"""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.reading.benchmark import Plan, read_page, renderings
from eval.reading.pages import layouts
from eval.reading.pages.rendering import render
from eval.reading.sources import invented
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source

LABELS = (
    "Q  ", "A.  ", "QUESTION: ", "MODERATOR: ", "MS. FINCH:  ", "Mr. Vale. ", "Mr. HERON of Harbour. ", "Lena Finch: ",
    "Lena Finch\n", "**Otto Vale:** ", "[00:01:02] Otto Vale: ", "Otto Vale: 00:01:02\n\n", "Lena Finch  1:02\n",
    "SPEAKER_00: ", ">> NINA BROOK: ", ">> ", "- Bram Lark: ", "### Bram Lark\n", "Bram Lark, CEO\n", "PRÉSIDENTE. – ",
    "主席：", "The Minister for Trains (Clara Vale): ", "Senator VALE (Westland) (09:31): ", "[12:03] <lena> ",
)  # fmt: skip
WORDS = (
    "The lamps are old.", "Why?", "We said: nothing burns", "Thank you, Mr. Vale. Next is Otto", "Order!", "多謝。",
    "I am Lena Finch\nof the harbour board, and I\nspeak for it: all of it.", "so they say —", "",
)  # fmt: skip
NOISE = (
    "LAMPS AND PIERS", "## 2. Piers", "Note: cut.", "[Laughter.]", "(Break from 10:00 to 10:15)", "Page 7", "::",
    "[[Page S12]]", "----------", "March 3, 2021", "12:04", "Date: 3 May 2021", "Tellers: Otto Vale and Bram Lark.",
    "> *Otto Vale:* +1", "Transcribed by https://lamps.example", "PARTICIPANTS:", "END", "Lamp board", "((", "\t",
    "\u202e\u2028", "**",
)  # fmt: skip
AT_THE_END = (
    ". . . . . . . So.\n\nQ  The lamps are old.\n\nTellers: Otto Vale and Bram Lark.\n\nWhy?\n\nSo.\n\nHm."
    "\n\n(Break)"
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Labels with words, paragraphs without one and lines that nobody says, in any order."""
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=3))
    turn = st.tuples(st.sampled_from(labels), st.sampled_from(WORDS)).map("".join)
    blocks = st.one_of(turn, turn, st.sampled_from(WORDS), st.sampled_from(NOISE))
    return draw(st.sampled_from(("\n\n", "\n", "\n\n    "))).join(
        draw(st.lists(blocks, min_size=1, max_size=14))
    )


def document_in(text: str) -> Document | None:
    """The document, None if the text is refused."""
    try:
        return read(Source("x.txt", text.encode()))[0]
    except InputRefused:
        return None


def labels_in(text: str) -> list[tuple[str, float | None, bool]] | None:
    document = document_in(text)
    if document is None:
        return None
    return [(turn.label, turn.start_time, turn.doubtful) for turn in document.utterances]


@given(texts())
def test_turns_are_slices_in_order_that_share_nothing_with_what_is_not_speech(text: str) -> None:
    document = document_in(text)
    if document is None:
        return
    spans = [(turn.start, turn.end) for turn in document.utterances]
    edges = [0, *(edge for span in spans for edge in span), len(document.text)]
    assert edges == sorted(edges)
    assert len(spans) == len(set(spans))
    parts = sorted([*spans, *((part.start, part.end) for part in document.nonspeech)])
    assert all(before[1] <= after[0] for before, after in pairwise(parts))


@given(texts())
def test_reading_is_repeatable(text: str) -> None:
    assert document_in(text) == document_in(text)


@given(texts())
@example("Q  The lamps are old.\nQ  They are.")
@example(AT_THE_END)
def test_line_ends_change_no_label(text: str) -> None:
    read_labels = labels_in(text)
    assert labels_in(text + "\n") == read_labels
    assert labels_in(text.replace("\n", "\r\n")) == read_labels


SOURCES = {"invented": list(invented(60, Random(1)))}  # noqa: S311 - repeatable, not secret
EXCERPTS = 4


@pytest.mark.parametrize("layout", [layout.name for layout in layouts.DEVELOPMENT])
def test_what_is_written_without_noise_is_read_back(layout: str) -> None:
    for rendering in renderings(Plan(layouts=(layout,), excerpts=EXCERPTS), SOURCES):
        if rendering.noises:
            continue
        random = Random(rendering.seed)  # noqa: S311 - as above
        page = render(rendering.transcript, rendering.layout, (), random)
        measured = read_page(Source(page.file, page.data), page, Directory())
        # A name may be missed, never be wrong; a label that comes once may be unread, never without a warning.
        faults = [fault for fault in measured.faults if fault.kind != "missed name"]
        unread = read(Source(page.file, page.data))[0].warnings
        assert not faults or unread, (rendering.seed, faults[0])
        assert not any(fault.kind == "wrong name" for fault in faults)
