"""How running text marks its turns; one module a layout. Pure: text in, turns out.

Readers that yield running text (plain text, HTML, PDF, DOCX) share these. `lay_out` takes the first layout
that recognises the text and finds turns in it. To add one, write a module with `NAME`, `recognises` and
`read`, and list it before the layouts that would take its texts too.
"""

from collections.abc import Callable

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, NonSpeech
from indexer.turns import congressional_record, hearing, interview, remarks
from indexer.turns.datelines import day_given
from indexer.turns.layout_result import LayoutResult


class Layout(msgspec.Struct, frozen=True):
    """A layout: its name, whether a text looks like it, and how to find turns from an offset on."""

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str, int, Metadata], LayoutResult]


LAYOUTS: tuple[Layout, ...] = (
    Layout(congressional_record.NAME, congressional_record.recognises, congressional_record.read),
    Layout(hearing.NAME, hearing.recognises, hearing.read),
    Layout(interview.NAME, interview.recognises, interview.read),
    Layout(remarks.NAME, remarks.recognises, remarks.read),
)


def lay_out(
    source_name: str, text: str, metadata: Metadata, *, begin: int = 0, container: str | None = None
) -> Document:
    """The document that running text holds; what stands before `begin` is front matter.

    Where the metadata has no date, that of the dateline is taken. The format is the layout's name, behind that
    of the container ("html/interview") where there is one.

    Raises:
        InputRefused: no layout finds a turn.
    """
    head = (NonSpeech("front matter", 0, begin),) if begin else ()
    for layout in LAYOUTS:
        laid = layout.read(text, begin, metadata) if layout.recognises(text) else LayoutResult()
        if laid.utterances:
            name = f"{container}/{layout.name}" if container else layout.name
            found = laid.metadata or metadata
            if found.date is None:
                given = day_given(text, laid.nonspeech, laid.utterances[0].start)
                found = msgspec.structs.replace(found, date=given)
            return Document(name, text, found, laid.utterances, laid.warnings, head + laid.nonspeech)
    raise InputRefused(
        source_name, "no line opens a turn; write each speaker as a label in capitals and a colon, as Q:."
    )
