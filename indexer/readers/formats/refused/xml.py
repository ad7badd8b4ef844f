"""XML of any other vocabulary: it is refused, by its name if it is known.

The general media types listed here serve all XML formats.
"""

from collections.abc import Mapping
from typing import NoReturn

from indexer.errors import InputRefused
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.xml_tree import is_xml, xml_root

_KNOWN: Mapping[str, tuple[str, str]] = {
    "ANNOTATION_DOCUMENT": (
        "ELAN's annotations",
        "export them as SRT or as text with tabs between named columns",
    ),
    "Trans": ("a transcript of Transcriber", "export it as SRT or as text with a label before each turn"),
    "basic-transcription": (
        "a transcript of EXMARaLDA",
        "export it as SRT or as text with a label before each turn",
    ),
    "timedtext": ("YouTube's captions as XML", "download them as WebVTT, as `yt-dlp --sub-format vtt` does"),
}
"""By the root: what to call a vocabulary, and what would work."""
_YOUTUBE = b"<text start="


def _known(source: Source) -> tuple[str, str] | None:
    root = xml_root(source)
    if root == "transcript" and _YOUTUBE in source.data[:1000]:
        root = "timedtext"
    return _KNOWN.get(root)


def refuse(source: Source) -> NoReturn:
    """Say that no reader knows this XML.

    Raises:
        InputRefused: always.
    """
    if known := _known(source):
        raise InputRefused(source.name, f"this is {known[0]}, and not read; {known[1]}.")
    raise InputRefused(
        source.name,
        f"this XML is neither Akoma Ntoso nor ParlaMint TEI nor another vocabulary that is read: it has the root "
        f"<{xml_root(source)[:40] or '…'}>; convert it to plain text or JSON Lines.",
    )


READER = Reader("xml", 60, is_xml, refuse, (".xml",), {"application/xml": ".xml", "text/xml": ".xml"})
