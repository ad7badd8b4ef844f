"""XML from strangers: no entities, no document types, nothing fetched, nothing too deep."""

from typing import Any, NoReturn

from indexer.errors import InputRefused
from indexer.readers.source import Source

DEEPEST = 200
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute `xml:lang`."""


def parse_xml(source: Source) -> Any:
    """The root element (lxml) of an XML source.

    Raises:
        InputRefused: not well formed, with a document type, or nested deeper than `DEEPEST`.
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
        raise InputRefused(source.name, f"the XML is not well formed ({reason}); mend it.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputRefused(source.name, "the XML declares a document type, which is not read; remove it.")
    if _depth(root) > DEEPEST:
        raise InputRefused(source.name, f"the XML is nested deeper than {DEEPEST} elements; mend it.")
    return root


def is_xml(source: Source) -> bool:
    """Whether a source begins like XML, and not like HTML."""
    head = source.data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<?xml", b"<akomantoso", b"<tei", b"<teicorpus")) and b"<html" not in head


def refuse(source: Source) -> NoReturn:
    """Say that no reader knows this XML.

    Raises:
        InputRefused: always.
    """
    raise InputRefused(
        source.name,
        "this XML is neither Akoma Ntoso nor ParlaMint TEI; convert it to plain text or JSON Lines.",
    )


def name_of(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(element: Any, leave: frozenset[str] = frozenset()) -> str:
    """An element's text on one line, without that of elements of some names."""
    pieces: list[str] = []
    _collect(element, leave, pieces)
    return " ".join("".join(pieces).split())


def _collect(element: Any, leave: frozenset[str], pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if name_of(child) and name_of(child) not in leave:
            _collect(child, leave, pieces)
        pieces.append(child.tail or "")


def _depth(root: Any) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest
