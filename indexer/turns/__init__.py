"""How running text marks its turns; one module per layout. Pure: text in, turns out.

Readers that yield running text (plain text, HTML, PDF, DOCX) share the layouts. To add one, write a module that ends
with a `LAYOUT`, and list it in `LAYOUTS` before the layouts that would also take its texts.
"""

import msgspec

from indexer.errors import InputRefused
from indexer.languages.identification import identify_language
from indexer.model import Document, Metadata, NonSpeech
from indexer.turns import congressional_record, hearing, interview, remarks
from indexer.turns.dates import dateline_day
from indexer.turns.layout import Layout, LayoutResult

LAYOUTS: tuple[Layout, ...] = (congressional_record.LAYOUT, hearing.LAYOUT, interview.LAYOUT, remarks.LAYOUT)


def lay_out(
    source_name: str, text: str, metadata: Metadata, *, begin: int = 0, container: str | None = None
) -> Document:
    """The document in running text, by the first layout that finds a turn; `text[:begin]` is front matter.

    If the metadata has no language, the text is read by the words of the one that it is in. If it has no date, the
    dateline's date is used. The document's format is the layout's name, after that of
    the container if there is one ("html/interview").

    Raises:
        InputRefused: no layout finds a turn.
    """
    head = (NonSpeech("front matter", 0, begin),) if begin else ()
    if metadata.language is None:
        metadata = msgspec.structs.replace(metadata, language=identify_language(text[begin:]))
    for layout in LAYOUTS:
        result = layout.read(text, begin, metadata) if layout.recognises(text) else LayoutResult()
        if result.utterances:
            name = f"{container}/{layout.name}" if container else layout.name
            merged = result.metadata or metadata
            if merged.date is None:
                date = dateline_day(text, result.nonspeech, result.utterances[0].start)
                merged = msgspec.structs.replace(merged, date=date)
            return Document(name, text, merged, result.utterances, result.warnings, head + result.nonspeech)
    raise InputRefused(
        source_name, "no line opens a turn; write each speaker as a label in capitals and a colon, as Q:."
    )
