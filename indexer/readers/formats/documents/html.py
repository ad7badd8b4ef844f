"""HTML pages: the article's text without navigation, scripts and related links; title, date and canonical link.

trafilatura extracts the text. It writes each paragraph on a line; here blank lines separate paragraphs.
"""

import html
import re
from collections.abc import Sequence

import msgspec

from indexer.errors import InputRefused
from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.html_blocks import block_text, without_declaration
from indexer.readers.html_headings import heading_texts, without_headings
from indexer.readers.reader import Reader
from indexer.readers.source import Source, merge
from indexer.readers.titles import own_title
from indexer.turns import interview, lay_out
from indexer.turns.dates import dateline_day, event_day, iso_day
from indexer.turns.layout import Example
from indexer.web_address import is_web_address

LARGEST = 20_000_000
"""Bytes of a page."""

_COVERED = 0.8
_CLEARLY_MORE = 1.2
_HTML = re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_ELEMENTS = (
    rb"article|blockquote|center|dd|div|dl|dt|h[1-6]|header|li|main|ol|p|pre|section|span|table|td|tr|ul"
)
_FRAGMENT = re.compile(
    rb"<(?P<name>%b)(?:\s[^<>]{0,400})?>.{0,3000}?</(?P=name)>" % _ELEMENTS, re.IGNORECASE | re.DOTALL
)
_BEGINNING = re.compile(rb"<(?:!--|(?:%b)[\s>])" % _ELEMENTS, re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")
_TITLE = re.compile(r"<title[^>]{0,200}>(?P<words>.{0,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"<html\b[^>]{0,400}?\blang=[\"']?([\w\-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w\-]{1,40})", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """A page, by its document type or an element that every page has; or a part of one, by its first element.

    Markdown may begin with an element too, and other XML may have a `body`.
    """
    head = source.data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    name = source.name.lower()
    if name.endswith(".xml") and b"<html" not in head.lower():
        return False
    if head[:1] == b"<" and _HTML.search(head) is not None:
        return True
    may_be_part = name.endswith(READER.suffixes) or (_BEGINNING.match(head) and not name.endswith(_MARKDOWN))
    return bool(may_be_part) and _FRAGMENT.search(head) is not None


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
    page = without_declaration(_decoded(source))
    if not _HTML.search(source.data[:4000]):
        # trafilatura reads some fragments as empty pages.
        page = f"<html><body>{page}</body></html>"
    try:
        text = trafilatura.extract(
            page, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
        )
        blocks = block_text(page)
        headings = heading_texts(page)
        # Without the extensive search, which takes any date in the text for the page's own.
        extracted = trafilatura.extract_metadata(page, extensive=False)
    except (etree.LxmlError, RecursionError, ValueError, AssertionError) as error:
        raise InputRefused(source.name, "the page cannot be parsed; save it as plain text.") from error
    text = "\n\n".join(line.strip() for line in (text or "").replace("\0", "").split("\n") if line.strip())
    texts = [found for found in (text, blocks.replace("\0", "")) if found]
    if not texts:
        raise InputRefused(source.name, "the page holds no text; save it again with its content.")
    metadata = Metadata(
        title=_title(page, extracted.title, extracted.sitename) if extracted else None,
        date=iso_day(extracted.date) if extracted else None,
        url=extracted.url if extracted and extracted.url and is_web_address(extracted.url) else None,
        language=language_code(declared[1]) if (declared := _LANGUAGE.search(page[:4000])) else None,
    )
    document = without_headings(_document(source, texts, metadata), headings)
    if source.sidecar.date is not None:
        return [document]
    # A page's own date is that of its publication; the event may have been earlier.
    dateline = dateline_day(document.text, document.nonspeech, document.utterances[0].start)
    day = event_day(dateline, document.metadata.date)
    return [msgspec.structs.replace(document, metadata=msgspec.structs.replace(document.metadata, date=day))]


def _document(source: Source, texts: Sequence[str], metadata: Metadata) -> Document:
    """The first text of which turns cover most, else the one with the most words in turns."""
    best: Document | None = None
    refusals: list[InputRefused] = []
    for text in texts:
        try:
            document = lay_out(source.name, text, merge(metadata, source.sidecar), container=READER.format)
        except InputRefused as refusal:
            refusals.append(refusal)
            continue
        if best is None or _spoken(document) > _CLEARLY_MORE * _spoken(best):
            best = document
        if _spoken(best) >= _COVERED * len(best.text):
            break
    if best is None:
        raise refusals[0]
    return best


def _spoken(document: Document) -> int:
    return sum(utterance.end - utterance.start for utterance in document.utterances)


def _decoded(source: Source) -> str:
    charset = _CHARSET.search(source.data[:4000])
    encoding = charset[1].decode() if charset else "utf-8-sig"
    for name in (encoding, "utf-8-sig", "windows-1252"):
        try:
            return source.data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputRefused(source.name, "the page's encoding is unknown; save it as UTF-8.")


def _title(page: str, found: str | None, site: str | None) -> str | None:
    """The page's title without the name of its site at the end; `found` and `site` are what trafilatura finds."""
    words = " ".join((found or "").split())
    declared = _TITLE.search(page)
    whole = " ".join(html.unescape(declared["words"]).split()) if declared else ""
    if words != whole and words in whole and f">{words}</h1>" not in page and f'content="{words}"' not in page:
        # A part that was cut at a dash.
        words = whole
    if site:
        words = re.sub(rf"\s+[|\-–—·»:]+\s+{re.escape(site)}$", "", words)
    return own_title(words)


_EXAMPLE = Example(
    "html",
    "<!DOCTYPE html><html><head><title>Talk</title></head>"
    f"<body><main><p>{interview.EXAMPLE}</p></main></body></html>",
    "HTML pages of any of these",
    "`<p><strong>MAYOR DOE:</strong> Because of rain.</p>`; title, date and canonical link are the page's own",
)
_MEDIA_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html"}
READER = Reader("html", 90, recognises, read, (".htm", ".html"), _MEDIA_TYPES, (_EXAMPLE,))
