"""One module a source format: bytes in, documents out; pure, no I/O but its input.

`read` picks the first reader that recognises the content. To add a format, write a module with `FORMAT`,
`recognises` and `read`, and list it in `READERS` before the readers that would take its files too.
"""

from collections.abc import Callable

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import (
    akoma_ntoso,
    captions,
    docx,
    gpo_html,
    html,
    parlamint,
    pdf,
    plain,
    transcript_json,
    xml_tree,
)
from indexer.readers.source import Source


class Reader(msgspec.Struct, frozen=True):
    """A format: its name, whether a source looks like it, and how to read one.

    `own` is whether nothing but our own code parses it, in time that grows with the source alone.
    """

    format: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source], list[Document]]
    own: bool = False


READERS: tuple[Reader, ...] = (
    Reader(pdf.FORMAT, pdf.recognises, pdf.read),
    Reader(docx.FORMAT, docx.recognises, docx.read),
    Reader("webvtt", captions.recognises_webvtt, captions.read_webvtt),
    Reader("srt", captions.recognises_srt, captions.read_srt),
    Reader(akoma_ntoso.FORMAT, akoma_ntoso.recognises, akoma_ntoso.read),
    Reader(parlamint.FORMAT, parlamint.recognises, parlamint.read),
    Reader("xml", xml_tree.is_xml, xml_tree.refuse),
    Reader(transcript_json.FORMAT, transcript_json.recognises, transcript_json.read, own=True),
    Reader(gpo_html.FORMAT, gpo_html.recognises, gpo_html.read),
    Reader(html.FORMAT, html.recognises, html.read),
    Reader(plain.FORMAT, plain.recognises, plain.read, own=True),
)


def read(source: Source) -> list[Document]:
    """The documents in a source, at least one, each with at least one utterance.

    Raises:
        InputRefused: the source is empty, binary, not in UTF-8, or holds no turns.
    """
    if not source.data.strip():
        raise InputRefused(source.name, "the file is empty; put a transcript into it or leave it out.")
    reader = reader_of(source)
    if reader is None:
        raise InputRefused(source.name, "no reader knows this format; convert it to plain text or JSON Lines.")
    documents = reader.read(source)
    if not documents:
        raise InputRefused(source.name, "the file holds no transcript; leave it out.")
    return documents


def reader_of(source: Source) -> Reader | None:
    """The first reader that recognises a source."""
    return next((reader for reader in READERS if reader.recognises(source)), None)
