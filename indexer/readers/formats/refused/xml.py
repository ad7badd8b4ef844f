"""XML of any other vocabulary: it is refused. The general media types listed here serve all XML formats."""

from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.xml_tree import is_xml, xml_root


def refuse(source: Source) -> NoReturn:
    """Say that no reader knows this XML.

    Raises:
        InputRefused: always.
    """
    raise InputRefused(
        source.name,
        f"this XML is neither Akoma Ntoso nor ParlaMint TEI nor another vocabulary that is read: it has the root "
        f"<{xml_root(source)[:40] or '…'}>; convert it to plain text or JSON Lines.",
    )


READER = Reader("xml", 60, is_xml, refuse, (".xml",), {"application/xml": ".xml", "text/xml": ".xml"})
