"""Plain text and Markdown: the decoded source is the text, unchanged; front matter is metadata."""

import msgspec

from indexer.model import Document
from indexer.readers.front_matter import read_front_matter
from indexer.readers.source import Source, decode, merge
from indexer.turns import lay_out

FORMAT = "text"


def recognises(source: Source) -> bool:
    """Any text; this reader comes last and refuses what has no turns."""
    return bool(source.data)


def read(source: Source) -> list[Document]:
    """One document; its text is the decoded source itself.

    Raises:
        InputRefused: the source is not text, or no line of it opens a turn.
    """
    text = decode(source)
    head = read_front_matter(text)
    document = lay_out(source.name, text, merge(head.metadata, source.sidecar), begin=head.end)
    return [msgspec.structs.replace(document, warnings=head.warnings + document.warnings)]
