"""The text of a page by its block elements, for pages in which an extractor of articles takes labels for clutter."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]{0,200}>")

_LEFT_OUT = frozenset(
    "script style noscript template nav header footer aside form button select option svg audio video iframe".split()
)
_SPEAKER = "data-person-speaking-attribution"
"""Pages of openparliament.ca and sites like it have the label in this attribute alone."""
_BLOCKS = frozenset(
    """
    address article blockquote body br caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6
    hr li main ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)


def without_declaration(page: str) -> str:
    """A page without the XML declaration that XHTML may begin with: lxml refuses text that states an encoding."""
    declaration = _DECLARATION.match(page)
    return page[declaration.end() :] if declaration else page


def page_tree(page: str) -> Any:
    """The element `html` of a page, which may begin with an XML declaration.

    Raises:
        lxml.etree.LxmlError: the page cannot be parsed.
    """
    return html.document_fromstring(without_declaration(page))


def block_text(page: str) -> str:
    """The words of a page, a paragraph for each block element; without navigation, forms and scripts.

    Raises:
        lxml.etree.LxmlError: the page cannot be parsed.
    """
    paragraphs = (" ".join(piece.split()) for piece in "".join(_pieces(page)).split("\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pieces(page: str) -> Iterator[str]:
    """The words in the order of the page, with a line feed before and after each block."""
    left_out = 0
    # Events, not recursion: hostile pages nest deeply.
    for event, element in etree.iterwalk(page_tree(page), events=("start", "end", "comment", "pi")):
        is_left_out = element.tag in _LEFT_OUT
        if event == "start":
            left_out += is_left_out
            if not left_out:
                yield "\n" if element.tag in _BLOCKS else ""
                yield f"{label}: " if (label := element.get(_SPEAKER)) else ""
                yield _words(element.text)
        if event == "end":
            left_out -= is_left_out
            yield "\n" if element.tag in _BLOCKS else ""
        if event != "start" and not left_out:
            yield _words(element.tail)


def _words(text: str | None) -> str:
    return " ".join((text or "").replace("\n", " ").split(" "))
