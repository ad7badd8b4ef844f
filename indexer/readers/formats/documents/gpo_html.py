"""Pages of the U.S. Government Publishing Office: plain text in `<pre>`, as govinfo.gov serves them.

Page marks are removed from the text, so that a quote continues over the end of a page.
"""

import re

from indexer.errors import InputRefused
from indexer.model import Document, Metadata
from indexer.readers.html_blocks import page_tree
from indexer.readers.reader import Reader
from indexer.readers.source import Source, decode, merge
from indexer.readers.titles import own_title
from indexer.turns import congressional_record, lay_out
from indexer.turns.layout import Example

_PAGE = re.compile(r"\n\s*\[\[Page [A-Z]*\d+\]\]\s*\n")


def recognises(source: Source) -> bool:
    """An HTML page with preformatted text that names the Record or the Publishing Office."""
    head = source.data[:20_000]
    return b"<pre" in head.lower() and (
        b"[Congressional Record" in head
        or b"Government Publishing Office" in head
        or b"Government Printing Office" in head
    )


def read(source: Source) -> list[Document]:
    """A single document; its text is that of the page without page marks.

    Raises:
        InputRefused: the page is not text, or holds no speech.
    """
    from lxml import etree

    try:
        tree = page_tree(decode(source))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputRefused(source.name, "the page cannot be parsed; save it as plain text.") from error
    text = "\n".join(str(pre.text_content()) for pre in tree.iter("pre")).replace("\r\n", "\n")
    text = _PAGE.sub("\n", text).strip("\n") + "\n"
    if congressional_record.recognises(text) and not congressional_record.read(text, 0, Metadata()).utterances:
        raise InputRefused(source.name, "the page holds no speech; leave lists and digests out.")
    title = None if congressional_record.recognises(text) else own_title(tree.findtext(".//title"))
    return [lay_out(source.name, text, merge(Metadata(title=title), source.sidecar), container="html")]


_EXAMPLE = Example("gpo-html", f"<html><body><pre>{congressional_record.EXAMPLE}</pre></body></html>")
READER = Reader("gpo-html", 80, recognises, read, (".htm", ".html"), {}, (_EXAMPLE,))
