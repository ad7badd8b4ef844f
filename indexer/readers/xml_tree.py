"""Parsing untrusted XML: no entity is expanded, deep nesting is refused, and nothing is fetched.

A document type is not read. HTML's names of characters (`&nbsp;`), which parliaments declare there, are known without
it; any other entity is refused.
"""

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from typing import Any

import msgspec

from indexer.errors import InputRefused
from indexer.readers.source import Source

MAX_DEPTH = 200
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute `xml:lang`."""
ID = "{http://www.w3.org/XML/1998/namespace}id"
"""The attribute `xml:id`."""
BLOCKS = frozenset(
    "blockquote dd div dl dt item li list ol p para quote quotepara seg table tbody thead tr ul".split()
)
"""Elements that begin a paragraph, in lower case."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
_NAME = rb"[A-Za-z_\x80-\xff][\w.\-\x80-\xff]{0,200}"
_ROOT = re.compile(rb"<(?P<prefix>%b:)?(?P<name>%b)(?=[\s/>]|$)" % (_NAME, _NAME))
_DECLARATION = re.compile(rb"<\?xml[\s?]")
_IN_DOCTYPE = re.compile(rb"[\"'\[\]>]|<!--|<\?")
_ENTITY = re.compile(rb"&(?P<name>[A-Za-z][\w.\-]{0,30});")
_SPACE = re.compile(rb"\s*")
_OF_HTML = frozenset(
    "a abbr address article aside b blockquote body br center cite code dd details div dl dt em fieldset figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hr i iframe img li link main meta nav ol p pre q s script section small "
    "span strong style sub sup svg table tbody td template th thead time title tr u ul v video".split()
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def parse_xml(source: Source) -> Any:
    """The root element (lxml) of an XML source.

    Raises:
        InputRefused: not well formed, with an entity of its own, or nested deeper than `MAX_DEPTH`.
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
        root = etree.fromstring(_without_document_type(source), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputRefused(source.name, f"the XML is not well formed ({reason}); correct it.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputRefused(source.name, "the XML declares a document type that cannot be read; remove it.")
    if _depth(root) > MAX_DEPTH:
        raise InputRefused(source.name, f"the XML is nested deeper than {MAX_DEPTH} elements; simplify it.")
    return root


def xml_root(source: Source) -> str:
    """The name of the root element, without its prefix, behind a prolog of any length; "" if there is none.

    `html` in any case is no XML here.
    """
    found = _root_and_prefix(source.data)
    return "" if found is None or found[1].lower() == "html" else found[1]


def is_xml(source: Source) -> bool:
    """Whether a source is XML by its declaration, the suffix of its name, or the end of its root element."""
    data = _ascii_compatible(source.data)
    found = _root_and_prefix(data)
    if found is not None and found[1].lower() == "html":
        return False
    if _DECLARATION.match(data) or (source.name.lower().endswith(".xml") and data.lstrip().startswith(b"<")):
        return True
    if found is None:
        return False
    # HTML's elements have no capitals or prefixes; what begins with one may also be a part of a page.
    prefix, name = found
    return data.rstrip().endswith(f"</{prefix}{name}>".encode()) and name.lower() not in _OF_HTML


def _root_and_prefix(data: bytes) -> tuple[str, str] | None:
    """The prefix, with its colon, and the name of the root element."""
    data = _ascii_compatible(data)
    prolog = _prolog(data)
    match = _ROOT.match(data, prolog.end) if prolog else None
    if match is None:
        return None
    return (match["prefix"] or b"").decode("utf-8", "replace"), match["name"].decode("utf-8", "replace")


class _Prolog(msgspec.Struct, frozen=True):
    """What comes before the root element: where it ends, and where a document type in it begins, or -1."""

    end: int
    document_type: int = -1


def _prolog(data: bytes) -> _Prolog | None:
    """White space, comments, instructions and a document type; None if one of them does not end."""
    at, document_type = 0, -1
    while True:
        at = _after_space(data, at)
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at + 4) + 3
        elif data.startswith(b"<?", at):
            end = data.find(b"?>", at + 2) + 2
        elif data[at : at + 9].upper() == b"<!DOCTYPE" and document_type < 0:
            document_type, end = at, _end_of_doctype(data, at)
        else:
            return _Prolog(at, document_type)
        if end <= at:
            return None
        at = end


def _after_space(data: bytes, at: int) -> int:
    match = _SPACE.match(data, at)
    return match.end() if match else at


def _end_of_doctype(data: bytes, at: int) -> int:
    """Where a document type ends; 0 if it does not."""
    depth = 0
    at += 2
    while match := _IN_DOCTYPE.search(data, at):
        mark, at = match.group(), match.end()
        if mark == b">" and depth == 0:
            return at
        depth += {b"[": 1, b"]": -1}.get(mark, 0)
        closing = {b"'": b"'", b'"': b'"', b"<!--": b"-->", b"<?": b"?>"}.get(mark)
        if closing:
            at = data.find(closing, at) + len(closing)
            if at < len(closing):
                return 0
    return 0


def _ascii_compatible(data: bytes) -> bytes:
    """The bytes without a mark at their beginning; UTF-16 becomes UTF-8."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(_UTF_8_MARK)


def _without_document_type(source: Source) -> bytes:
    """The XML without its document type, line for line, and with HTML's names of characters replaced.

    Raises:
        InputRefused: it uses another entity.
    """
    data = _ascii_compatible(source.data)
    if source.data.startswith(_UTF_16) and _DECLARATION.match(data):
        data = data[data.find(b"?>") + 2 :]
    prolog = _prolog(data)
    if prolog is None or prolog.document_type < 0:
        return data
    lines = b"\n" * data.count(b"\n", prolog.document_type, prolog.end)
    first, *others = data[prolog.end :].split(b"<![CDATA[")
    pieces = [data[: prolog.document_type], lines, _with_characters(first, source.name)]
    for other in others:
        inside, end, rest = other.partition(b"]]>")
        pieces += [b"<![CDATA[", inside, end, _with_characters(rest, source.name)]
    return b"".join(pieces)


def _with_characters(data: bytes, name: str) -> bytes:
    def character(match: re.Match[bytes]) -> bytes:
        entity = match["name"].decode()
        if entity in _OF_XML:
            return match.group()
        if entity not in name2codepoint:
            raise InputRefused(
                name, f"the XML uses the entity &{entity}; of its document type; put its text in its place."
            )
        return b"&#%d;" % name2codepoint[entity]

    return _ENTITY.sub(character, data)


def name_of(element: Any) -> str:
    """An element's name without its namespace; "" for a comment or processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children of an element that have one of these names."""
    return (child for child in element if name_of(child) in names)


def child(element: Any, *path: str) -> Any | None:
    """The first descendant on a path of names, or None."""
    for name in path:
        element = next(children(element, name), None)
        if element is None:
            return None
    return element


def first_inside(element: Any, name: str) -> Any | None:
    """The first element of this name inside another, at any depth, or None."""
    return next((inside for inside in element.iter() if name_of(inside) == name), None)


def words_of(element: Any | None, excluded: frozenset[str] = frozenset()) -> str:
    """An element's text on a single line, without the text of elements named in `excluded`; "" for None."""
    return " ".join(paragraphs_of(element, excluded)) if element is not None else ""


def paragraphs_of(
    element: Any, excluded: frozenset[str] = frozenset(), blocks: frozenset[str] = BLOCKS
) -> list[str]:
    """The paragraphs in an element, each on a single line: `blocks` (lower case) begin one each."""
    pieces: list[list[str]] = [[]]
    collect(element, excluded, blocks, pieces)
    return list(paragraphs_in(pieces))


def paragraphs_in(pieces: Iterable[Iterable[str]]) -> Iterator[str]:
    """The paragraphs whose pieces were collected, each on a single line; none is empty."""
    paragraphs = (" ".join("".join(piece).split()) for piece in pieces)
    return (paragraph for paragraph in paragraphs if paragraph)


_BREAKS = frozenset({"br", "eol", "lb"})
_CELLS = frozenset({"td", "th"})


def collect(element: Any, excluded: frozenset[str], blocks: frozenset[str], pieces: list[list[str]]) -> None:
    """Add the text in an element to the last of `pieces`, and begin another where a block begins or ends."""
    pieces[-1].append(element.text or "")
    for part in element:
        name = name_of(part)
        is_block = name.lower() in blocks
        if is_block:
            pieces.append([])
        if name in excluded or name in _BREAKS:
            # What is left out may stand between two words.
            pieces[-1].append(_gap(pieces[-1], part.tail or ""))
        elif name:
            pieces[-1].append(" " if name in _CELLS else "")
            collect(part, excluded, blocks, pieces)
        if is_block:
            pieces.append([])
        pieces[-1].append(part.tail or "")


def _gap(before: list[str], after: str) -> str:
    last = next((piece for piece in reversed(before) if piece), "")
    return " " if after[:1].isalnum() and last and not last[-1].isspace() else ""


def _depth(root: Any) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest
