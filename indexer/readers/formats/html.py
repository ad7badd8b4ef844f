"""HTML pages: the article's text without navigation, scripts and related links; title, date and canonical link.

trafilatura extracts the text. It writes each paragraph on a line; here blank lines separate paragraphs.
"""

import re

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.turns import interview, lay_out
from indexer.turns.dates import dateline_day, event_day, iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address

LARGEST = 20_000_000
"""Bytes of a page."""

_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\blang=[\"']?([\w\-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w\-]{1,40})", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """A document type, or an element that every page has, near the beginning."""
    head = source.data[:4000].lstrip()
    return head[:1] == b"<" and _HTML.search(head) is not None


def read(source: Source) -> list[Document]:
    """A single document; its text is the article's.

    Raises:
        InputRefused: the page is too large, in an unknown encoding, or holds no text or turns.
    """
    import trafilatura
    from lxml import etree

    if len(source.data) > LARGEST:
        raise InputRefused(
            source.name, f"the page is larger than {LARGEST:,} bytes; take the scripts out of it."
        )
    page = _decoded(source)
    try:
        text = trafilatura.extract(
            page, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
        )
        if not text:
            text = trafilatura.html2txt(page)
        extracted = trafilatura.extract_metadata(page)
    except (etree.LxmlError, RecursionError, ValueError, AssertionError) as error:
        raise InputRefused(source.name, "the page cannot be parsed; save it as plain text.") from error
    text = "\n\n".join(line.strip() for line in (text or "").replace("\0", "").split("\n") if line.strip())
    if not text:
        raise InputRefused(source.name, "the page holds no text; save it again with its content.")
    metadata = Metadata(
        title=_title(extracted.title, extracted.sitename) if extracted else None,
        date=iso_day(extracted.date) if extracted else None,
        url=extracted.url if extracted and extracted.url and is_web_address(extracted.url) else None,
        language=language_code(declared[1]) if (declared := _LANGUAGE.search(page[:4000])) else None,
    )
    document = lay_out(source.name, text, merge(metadata, source.sidecar), container=READER.format)
    if source.sidecar.date is not None or not document.utterances:
        return [document]
    # A page's own date is that of its publication; the event may have been earlier.
    dateline = dateline_day(text, document.nonspeech, document.utterances[0].start)
    day = event_day(dateline, document.metadata.date)
    return [msgspec.structs.replace(document, metadata=msgspec.structs.replace(document.metadata, date=day))]


def _decoded(source: Source) -> str:
    charset = _CHARSET.search(source.data[:4000])
    encoding = charset[1].decode() if charset else "utf-8-sig"
    for name in (encoding, "utf-8-sig", "windows-1252"):
        try:
            return source.data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputRefused(source.name, "the page's encoding is unknown; save it as UTF-8.")


def _title(title: str | None, site: str | None) -> str | None:
    """The page's title without the name of its site at the end."""
    words = " ".join((title or "").split())
    if site:
        words = re.sub(rf"\s+[|\-–—·»:]+\s+{re.escape(site)}$", "", words)
    return words or None


_EXAMPLE = Example(
    "html",
    "<!DOCTYPE html><html><head><title>Talk</title></head>"
    f"<body><main><p>{interview.EXAMPLE}</p></main></body></html>",
    "HTML pages of any of these",
    "`<p><strong>MAYOR DOE:</strong> Because of rain.</p>`; title, date and canonical link are the page's own",
)
_MEDIA_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html"}
READER = Reader("html", 90, recognises, read, (".htm", ".html"), _MEDIA_TYPES, (_EXAMPLE,))
