"""TTML, the XML of captions, also as DFXP, IMSC and ITT: https://www.w3.org/TR/ttml2/ .

A paragraph is a cue; `ttm:agent` names who says it. Times are those of a paragraph and of what is around it. The
libraries `ttconv` and `pycaption` drop agents.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from indexer.languages import language_code
from indexer.model import Document, Metadata
from indexer.readers.captions.clock import clock_seconds
from indexer.readers.captions.cue import Cue, plain_lines
from indexer.readers.captions.document import document_of
from indexer.readers.reader import Reader
from indexer.readers.source import Source
from indexer.readers.xml_tree import ID, LANGUAGE, name_of, parse_xml, words_of, xml_root
from indexer.turns.layout import Example

_OFFSET = re.compile(r"(?P<count>\d{1,12}(?:\.\d{1,30})?)(?P<unit>h|m|s|ms|f|t)?")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SUFFIXES = (".ttml", ".dfxp", ".itt")
_TOLERANCE = 1.0
"""Seconds by which an element may end after its parent."""
_NAMES = ("full", "alias", "given", "family")
"""The types of names, the best first."""


class _Clock(msgspec.Struct, frozen=True):
    """How many frames and ticks a second has."""

    frames: float = 30.0
    ticks: float = 30.0

    def seconds(self, value: str | None) -> float | None:
        """The seconds of a time expression, None if it is none. Without a unit, a number is seconds."""
        match = _OFFSET.fullmatch((value or "").strip())
        if match is None:
            return clock_seconds(value or "", self.frames)
        units = {"h": 3600.0, "m": 60.0, "ms": 0.001, "f": 1 / self.frames, "t": 1 / self.ticks}
        return float(match["count"]) * units.get(match["unit"] or "s", 1.0)


class _Place(msgspec.Struct, frozen=True):
    """What a paragraph has of the elements around it; times inside are counted from `start` if `is_relative`."""

    start: float = 0.0
    is_relative: bool = True
    agent: str | None = None
    keeps_space: bool = False


def recognises(source: Source) -> bool:
    """The root element of TTML."""
    root = xml_root(source)
    return root == "tt" or (not root and source.name.lower().endswith(_SUFFIXES))


def read(source: Source) -> list[Document]:
    """A single document, its cues in the order of their times.

    Raises:
        InputRefused: no XML, or without words.
    """
    root = parse_xml(source)
    agents = _agents(root)
    clock = _clock(root)
    body = next((child for child in root if name_of(child) == "body"), None)
    cues = list(_cues(body, _Place(), agents, clock)) if body is not None else []
    cues.sort(key=lambda cue: cue.start)
    title = next((words_of(element) for element in root.iter("{*}title")), None)
    metadata = Metadata(title=title or None, language=language_code(root.get(LANGUAGE) or ""))
    return [document_of(READER.format, source, cues, metadata)]


def _attribute(element: Any, name: str) -> str | None:
    """An attribute, whatever its namespace: there are several versions of each."""
    for key, value in element.attrib.items():
        if isinstance(key, str) and key.rpartition("}")[2] == name:
            return str(value)
    return None


def _clock(root: Any) -> _Clock:
    rate = _number(_attribute(root, "frameRate")) or 30.0
    factors = [
        _number(part) for part in re.split(r"[\s:]+", (_attribute(root, "frameRateMultiplier") or "").strip())
    ]
    if len(factors) == 2 and factors[0] and factors[1]:
        rate *= factors[0] / factors[1]
    return _Clock(rate, _number(_attribute(root, "tickRate")) or rate)


def _number(value: str | None) -> float | None:
    return float(value) if value and value.isascii() and value.isdecimal() and len(value) <= 12 else None


def _agents(root: Any) -> dict[str, str]:
    """The names of agents by their ids; one without a name is known by its id."""
    found: dict[str, str] = {}
    for agent in root.iter("{*}agent"):
        identity = agent.get(ID)
        if identity:
            names = {name.get("type"): words_of(name) for name in agent.iter("{*}name")}
            if not names.get("full") and names.get("given") and names.get("family"):
                names["full"] = f"{names['given']} {names['family']}"
            found[identity] = next((names[kind] for kind in _NAMES if names.get(kind)), identity)
    return found


def _cues(element: Any, place: _Place, agents: dict[str, str], clock: _Clock) -> Iterator[Cue]:
    """The cues below an element; the tree is at most as deep as `parse_xml` lets it be."""
    inside = _inside(element, place, clock)
    if name_of(element) != "p":
        for child in element:
            if name_of(child) in {"div", "p"}:
                yield from _cues(child, inside, agents, clock)
        return
    start, end = inside.start, clock.seconds(element.get("end"))
    base = place.start if place.is_relative else 0.0
    if element.get("begin") is None:
        starts = (clock.seconds(span.get("begin")) for span in element.iter("{*}span"))
        start += min((time for time in starts if time is not None), default=0.0)
    lines = tuple(
        line
        for agent, pieces in groupby(_said(element, inside), key=itemgetter(0))
        for line in plain_lines("".join(words for _, words in pieces), _voice(agent, agents))
    )
    yield Cue(round(start, 3), lines, None if end is None else round(base + end, 3))


def _voice(agent: str | None, agents: dict[str, str]) -> str | None:
    """Who an agent is. Without one, nobody is named where others are."""
    if agent is None:
        return "" if agents else None
    return agents.get(agent, agent)


def _inside(element: Any, place: _Place, clock: _Clock) -> _Place:
    begin, end = clock.seconds(element.get("begin")), clock.seconds(element.get("end"))
    base = place.start if place.is_relative else 0.0
    start = place.start if begin is None else base + begin
    # Apple counts all times from the beginning: counted from its parent's, an element would end after its parent.
    ends = (clock.seconds(child.get("end")) for child in element)
    latest = max((time for time in ends if time is not None), default=0.0)
    space = element.get(_XML_SPACE)
    return _Place(
        start,
        not (begin and end is not None and begin + latest > end + _TOLERANCE),
        _agent(element) or place.agent,
        place.keeps_space if space is None else space == "preserve",
    )


def _agent(element: Any) -> str | None:
    agents = (_attribute(element, "agent") or "").split()
    return agents[0] if agents else None


def _said(element: Any, place: _Place) -> Iterator[tuple[str | None, str]]:
    """The text of a paragraph with the agent of each part: a line feed for each break, a space for white space."""
    yield place.agent, _spaced(element.text, keeps_space=place.keeps_space)
    for child in element:
        if name_of(child) == "br":
            yield place.agent, "\n"
        elif name_of(child) not in {"metadata", "set", ""}:
            yield from _said(child, msgspec.structs.replace(place, agent=_agent(child) or place.agent))
        yield place.agent, _spaced(child.tail, keeps_space=place.keeps_space)


def _spaced(text: str | None, *, keeps_space: bool) -> str:
    return (text or "") if keeps_space else re.sub(r"[ \t\r\n]+", " ", text or "")


_EXAMPLE = Example(
    "ttml",
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"><head>'
    "<metadata>"
    '<ttm:agent xml:id="a1" type="person"><ttm:name type="full">Jane Doe</ttm:name></ttm:agent></metadata></head>'
    '<body><div><p begin="1s" end="2s" ttm:agent="a1">Who moved<br/>the anchor?</p>'
    '<p begin="00:00:02.500" end="00:00:03.500">The <span>storm</span> did.</p></div></body></tt>',
    "TTML, DFXP, ITT",
    '`<p begin="1s" ttm:agent="a1">`, with the name of the agent; else as in SRT',
)
READER = Reader(
    "ttml",
    55,
    recognises,
    read,
    (*_SUFFIXES, ".xml"),
    {"application/ttml+xml": ".ttml"},
    (_EXAMPLE,),
)
