"""How running text marks its turns; one module per layout. Pure: text in, turns out.

Readers that yield running text (plain text, HTML, PDF, DOCX) share the layouts. To add one, write a module that ends
with a `LAYOUT`, and list it in `LAYOUTS` before the layouts that would also take its texts.
"""

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, NonSpeech
from indexer.turns import chat_log, congressional_record, hearing, interview, remarks
from indexer.turns.appearance import appearance
from indexer.turns.dates import dateline_day, event_day, file_name_day
from indexer.turns.layout import Layout, LayoutResult

LAYOUTS: tuple[Layout, ...] = (
    congressional_record.LAYOUT,
    hearing.LAYOUT,
    chat_log.LAYOUT,
    interview.LAYOUT,
    remarks.LAYOUT,
)


def lay_out(
    source_name: str, text: str, metadata: Metadata, *, begin: int = 0, container: str | None = None
) -> Document:
    """The document in running text, by the first layout that finds a turn; `text[:begin]` is front matter.

    Without a date in the metadata, the day in the name of the file is used, or that of the dateline (see `event_day`).
    The document's format is the layout's name, after that of the container if there is one ("html/interview").

    Raises:
        InputRefused: no layout finds a turn; the refusal says what the text looks like.
    """
    head = (NonSpeech("front matter", 0, begin),) if begin else ()
    for layout in LAYOUTS:
        result = layout.read(text, begin, metadata) if layout.recognises(text) else LayoutResult()
        if result.utterances:
            name = f"{container}/{layout.name}" if container else layout.name
            merged = result.metadata or metadata
            if merged.date is None:
                dateline = dateline_day(text, result.nonspeech, result.utterances[0].start)
                date = event_day(dateline, file_name_day(source_name))
                merged = msgspec.structs.replace(merged, date=date)
            return Document(name, text, merged, result.utterances, result.warnings, head + result.nonspeech)
    raise InputRefused(source_name, f"no line opens a turn: {appearance(text[begin:])}.")
