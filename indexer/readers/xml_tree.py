"""Parsing untrusted XML: entities, document types and deep nesting are refused, and nothing is fetched."""

from typing import Any

from indexer.errors import InputRefused
from indexer.readers.source import Source

MAX_DEPTH = 200
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute `xml:lang`."""


def parse_xml(source: Source) -> Any:
    """The root element (lxml) of an XML source.

    Raises:
        InputRefused: not well formed, with a document type, or nested deeper than `MAX_DEPTH`.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputRefused(source.name, f"the XML is not well formed ({reason}); correct it.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputRefused(source.name, "the XML declares a document type, which is not supported; remove it.")
    if _depth(root) > MAX_DEPTH:
        raise InputRefused(source.name, f"the XML is nested deeper than {MAX_DEPTH} elements; simplify it.")
    return root


def is_xml(source: Source) -> bool:
    """Whether a source begins like XML and not like HTML."""
    head = source.data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<?xml", b"<akomantoso", b"<tei", b"<teicorpus")) and b"<html" not in head


def name_of(element: Any) -> str:
    """An element's name without its namespace; "" for a comment or processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: Any, excluded: frozenset[str] = frozenset()) -> str:
    """An element's text on a single line, without the text of elements named in `excluded`."""
    pieces: list[str] = []
    _collect(element, excluded, pieces)
    return " ".join("".join(pieces).split())


def _collect(element: Any, excluded: frozenset[str], pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if name_of(child) and name_of(child) not in excluded:
            _collect(child, excluded, pieces)
        pieces.append(child.tail or "")


def _depth(root: Any) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest
