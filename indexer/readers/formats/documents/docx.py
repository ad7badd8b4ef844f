"""Word documents (DOCX): paragraphs and table cells in order; headers and footers are left out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.captions.document import document_of
from indexer.readers.meeting_exports import meeting_cues, meeting_text
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.titles import own_title, property_title
from indexer.turns import interview, lay_out
from indexer.turns.layout import Example

LARGEST = 100_000_000
"""Bytes of all parts together when unpacked."""


def recognises(source: Source) -> bool:
    """A zip that holds a Word document."""
    if not source.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as parts:
            return "word/document.xml" in parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def read(source: Source) -> list[Document]:
    """A single document; its text is that of the paragraphs.

    Raises:
        InputRefused: damaged, too large when unpacked, or without turns.
    """
    import docx

    with zipfile.ZipFile(io.BytesIO(source.data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            raise InputRefused(
                source.name, f"the document unpacks to more than {LARGEST:,} bytes; save it again."
            )
    try:
        document = docx.Document(io.BytesIO(source.data))
        blocks = [block for block in _blocks(document) if block.strip()]
        title = _title(document)
    # python-docx passes on the errors of its parts: a missing part, a wrong relation, a damaged zip.
    except _damage() as error:
        raise InputRefused(source.name, "the document is damaged or encrypted; save it again.") from error
    meeting = meeting_text(blocks)
    text = "\n\n".join(" ".join(line.split()) if "\n" not in line else line.strip() for line in meeting.blocks)
    if not text:
        raise InputRefused(source.name, "the document holds no text; leave it out.")
    metadata = Metadata(title=title, speakers=meeting.attendees)
    if cues := meeting_cues(source, text):
        return [document_of(f"{READER.format}/captions", source, cues, metadata)]
    return [lay_out(source.name, text, merge(metadata, source.sidecar), container=READER.format)]


def _damage() -> tuple[type[Exception], ...]:
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml import etree

    documents = (PythonDocxError, OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error)
    values = (LookupError, ValueError, AttributeError, TypeError, AssertionError)
    return (*documents, *values, NotImplementedError, RuntimeError, EOFError, OSError)


def _blocks(document: Any) -> Iterator[str]:
    from docx.oxml.ns import qn

    paragraph = qn("w:p")
    for element in document.element.body.iterchildren(paragraph, qn("w:tbl")):
        if element.tag == paragraph:
            yield element.text
            continue
        # Each cell of the file once: python-docx would repeat a cell for every row and column that it spans.
        for cell in element.iterfind(f"{qn('w:tr')}/{qn('w:tc')}"):
            yield from (child.text for child in cell.iterchildren(paragraph))


def _title(document: Any) -> str | None:
    """The paragraph in the style of titles, else the property, else a first heading that is the only one."""
    named = [(_style(paragraph), paragraph.text) for paragraph in document.paragraphs if paragraph.text.strip()]
    title = next((text for style, text in named[:20] if style == "Title"), None)
    if own := own_title(title) or property_title(document.core_properties.title):
        return own
    headings = [text for style, text in named if style == "Heading 1"]
    return own_title(headings[0]) if named and [named[0][1]] == headings else None


def _style(paragraph: Any) -> str | None:
    return paragraph.style.name if paragraph.style is not None else None


def _example() -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    for paragraph in interview.EXAMPLE.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXAMPLE = Example("docx", _example, "DOCX", "as in plain text")
READER = Reader("docx", 10, recognises, read, (".docx",), {_MEDIA_TYPE: ".docx"}, (_EXAMPLE,))
