"""PDF with a text layer: the text of its pages in order, column by column, without headers, footers and line numbers.

pdfium reads the file in a separate process, under limits of time and memory.
"""

import subprocess
import sys

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.line_numbers import without_margin_codes
from indexer.readers.pdf.pages import whole_words, without_line_numbers, without_running_lines
from indexer.readers.pdf.text import SECONDS
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge, one_line
from indexer.readers.titles import property_title
from indexer.turns import interview, lay_out
from indexer.turns.layout import Example


class Extracted(msgspec.Struct):
    """The output of `indexer.readers.pdf.text`."""

    pages: list[str] = []
    title: str | None = None
    fault: str | None = None


def recognises(source: Source) -> bool:
    """The signature near the beginning."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> list[Document]:
    """A single document; its text is that of the pages.

    Raises:
        InputRefused: encrypted, damaged, beyond the limits, or without text.
    """
    extracted = _extract(source)
    if extracted.fault is not None:
        raise InputRefused(source.name, f"the PDF cannot be read ({one_line(extracted.fault)}); save it again.")
    pages = [
        [line.strip() for line in page.replace("\r\n", "\n").replace("\0", "").split("\n")]
        for page in extracted.pages
    ]
    if not any(any(page) for page in pages):
        raise InputRefused(
            source.name, "the PDF holds no text, only pictures of it; run text recognition first."
        )
    kept, dropped = without_running_lines(pages)
    kept, numbered = without_line_numbers(kept)
    text = whole_words("\n".join("\n".join(page) for page in kept))
    text = without_margin_codes(text.encode("utf-8", "replace").decode().strip()) + "\n"
    title = property_title(extracted.title)
    document = lay_out(source.name, text, merge(Metadata(title=title), source.sidecar), container=READER.format)
    warnings = [f"{dropped} header and footer lines were left out"] if dropped else []
    warnings += [f"the numbers of the lines on {numbered} pages were left out"] if numbered else []
    return [msgspec.structs.replace(document, warnings=(*document.warnings, *warnings))]


def _extract(source: Source) -> Extracted:
    command = [sys.executable, "-m", "indexer.readers.pdf.text"]
    try:
        completed = subprocess.run(  # noqa: S603 - our own module
            command, input=source.data, capture_output=True, timeout=SECONDS * 2, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise InputRefused(
            source.name, f"reading the PDF took more than {SECONDS} s; save it again."
        ) from error
    try:
        return msgspec.json.decode(completed.stdout, type=Extracted)
    except ValueError as error:
        raise InputRefused(
            source.name,
            "the PDF needs more time or memory than is allowed, or crashes its reader; save it again.",
        ) from error


def _example() -> bytes:
    lines = b"".join(b"(%b) Tj 0 -16 Td " % line for line in interview.EXAMPLE.encode().split(b"\n\n"))
    content = b"BT /F 12 Tf 72 720 Td %bET" % lines
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
    )
    file, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj%bendobj\n" % (number, body)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + b"xref\n0 6\n" + table + trailer


_EXAMPLE = Example("pdf", _example, "PDF with a text layer", "as in plain text")
READER = Reader("pdf", 0, recognises, read, (".pdf",), {"application/pdf": ".pdf"}, (_EXAMPLE,))
