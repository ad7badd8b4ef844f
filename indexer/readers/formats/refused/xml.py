"""XML of any other vocabulary: it is refused. The general media types listed here serve all XML formats."""

from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.xml_tree import is_xml
from indexer.turns.appearance import root_of


def refuse(source: Source) -> NoReturn:
    """Say that no reader knows this XML.

    Raises:
        InputRefused: always.
    """
    root = root_of(source.data[:20_000].decode("utf-8", "replace").removeprefix("\ufeff")) or "…"
    raise InputRefused(
        source.name,
        f"it looks like XML with the root <{root}>, and is neither Akoma Ntoso nor ParlaMint TEI; convert it to plain "
        "text or JSON Lines.",
    )


READER = Reader("xml", 60, is_xml, refuse, (".xml",), {"application/xml": ".xml", "text/xml": ".xml"})
