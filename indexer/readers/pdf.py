"""PDF with a text layer. The pages' text in order, without headers and footers that return on most pages.

pdfium reads the file in a process of its own, under limits of time and memory.
"""

import re
import subprocess
import sys
from collections import Counter

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.pdf_text import SECONDS
from indexer.readers.source import Source, merge
from indexer.turns import lay_out

FORMAT = "pdf"

_TOOL_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|pdf|indd|rtf)$|^\s*$", re.IGNORECASE)
_EDGE = 2


class Extracted(msgspec.Struct):
    """What `pdf_text` writes."""

    pages: list[str] = []
    title: str | None = None
    fault: str | None = None


def recognises(source: Source) -> bool:
    """The signature near the head."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> list[Document]:
    """One document; its text is what the pages hold.

    Raises:
        InputRefused: encrypted, damaged, too much for the limits, or without text.
    """
    found = _extract(source)
    if found.fault is not None:
        raise InputRefused(source.name, f"the PDF cannot be read ({_short(found.fault)}); save it anew.")
    pages = [
        [line.strip() for line in page.replace("\r\n", "\n").replace("\0", "").split("\n")]
        for page in found.pages
    ]
    if not any(any(page) for page in pages):
        raise InputRefused(
            source.name, "the PDF holds no text, only pictures of it; run text recognition first."
        )
    kept, dropped = without_running_lines(pages)
    text = "\n".join("\n".join(page) for page in kept).encode("utf-8", "replace").decode().strip() + "\n"
    title = None if _TOOL_TITLE.search(found.title or "") else found.title
    document = lay_out(source.name, text, merge(Metadata(title=title), source.sidecar), container=FORMAT)
    warnings = (f"{dropped} header and footer lines were left out",) if dropped else ()
    return [msgspec.structs.replace(document, warnings=(*document.warnings, *warnings))]


def without_running_lines(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """The pages without first and last lines that return on most of them, and how many lines that took."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)} if key)
    running = {key for key, count in edges.items() if len(pages) >= 3 and count * 2 > len(pages)}
    kept, dropped = [], 0
    for page in pages:
        lines = list(page)
        for end in (0, -1):
            for _ in range(_EDGE):
                while lines and not lines[end]:
                    lines.pop(end)
                if lines and _key(lines[end]) in running:
                    lines.pop(end)
                    dropped += 1
        kept.append(lines)
    return kept, dropped


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:_EDGE] + lines[-_EDGE:]


def _key(line: str) -> str:
    """A running line without its numbers, which count the pages."""
    return re.sub(r"\d+", "#", line)


def _extract(source: Source) -> Extracted:
    command = [sys.executable, "-m", "indexer.readers.pdf_text"]
    try:
        done = subprocess.run(command, input=source.data, capture_output=True, timeout=SECONDS * 2, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        raise InputRefused(source.name, f"reading the PDF took more than {SECONDS} s; save it anew.") from error
    try:
        return msgspec.json.decode(done.stdout, type=Extracted)
    except ValueError as error:
        raise InputRefused(
            source.name,
            "the PDF needs more time or memory than is allowed, or breaks its reader; save it anew.",
        ) from error


def _short(fault: str) -> str:
    return " ".join(fault.split())[:80]
