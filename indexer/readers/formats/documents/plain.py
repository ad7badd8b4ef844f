"""Plain text and Markdown: the text is the decoded source, unchanged; front matter is metadata."""

import msgspec

from indexer.model import Document
from indexer.readers.front_matter import read_front_matter
from indexer.readers.line_numbers import without_line_numbers, without_margin_codes
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode, merge
from indexer.readers.titles import heading_title
from indexer.turns import LAYOUTS, interview, lay_out
from indexer.turns.layout import Example


def recognises(source: Source) -> bool:
    """Any file; this reader comes last, and refuses files without turns."""
    return bool(source.data)


def read(source: Source) -> list[Document]:
    """A single document; its text is the decoded source itself, but for the numbers of numbered lines.

    Raises:
        InputRefused: the source is not text, or no line of it opens a turn.
    """
    text = without_margin_codes(without_line_numbers(decode(source)))
    head = read_front_matter(text)
    title = head.metadata.title or heading_title(text, head.end)
    metadata = merge(msgspec.structs.replace(head.metadata, title=title), source.sidecar)
    document = lay_out(source.name, text, metadata, begin=head.end)
    return [msgspec.structs.replace(document, warnings=head.warnings + document.warnings)]


_FRONT_MATTER = Example(
    "front-matter",
    '---\ntitle: "Remarks by President Doe"\ndate: 2022-02-03\nurl: https://example.org/\n---\n\n'
    + interview.EXAMPLE,
    "plain text or Markdown (UTF-8); YAML front matter is metadata",
    "in one of the following ways",
)
READER = Reader(
    "text",
    100,
    recognises,
    read,
    (".txt", ".text", ".md", ".markdown", ".log"),
    {"text/plain": ".txt", "text/markdown": ".md"},
    (_FRONT_MATTER, *(example for layout in reversed(LAYOUTS) for example in layout.examples)),
    is_own_parser=True,
)
