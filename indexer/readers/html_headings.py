"""Headings of a page, by its elements and classes: they are nobody's words, whatever they look like in running text."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from indexer.model import Document, NonSpeech, Utterance
from indexer.readers.html_blocks import page_tree

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "td", "li")
_LONGEST = 100
"""Characters of a heading. An element that a page also uses for longer words is no heading there."""
_CLASS = re.compile(r"(?:^|[\s_-])(?:sub)?(?:debate|heading|headline|title)(?:$|[\s_-])", re.IGNORECASE)


def heading_texts(page: str) -> frozenset[str]:
    """The words of a page's headings: of `h1` to `h6`, and of paragraphs with a class such as `heading`.

    Raises:
        lxml.etree.LxmlError: the page cannot be parsed.
    """
    short: dict[str, set[str]] = {}
    long: set[str] = set()
    for element in page_tree(page).iter(*_LEVELS, *_BLOCKS):
        kind = _kind(element)
        if kind is None or kind in long:
            continue
        words = _words(element)
        if len(words) > _LONGEST:
            long.add(kind)
        elif words:
            short.setdefault(kind, set()).add(words)
    return frozenset(words for kind, texts in short.items() if kind not in long for words in texts)


def _kind(element: Any) -> str | None:
    """What marks an element as a heading: its level, or its class; None for other elements."""
    if element.tag in _LEVELS:
        return str(element.tag)
    name = element.get("class") or ""
    is_heading = _CLASS.search(name) and not any(child.tag in (*_LEVELS, *_BLOCKS) for child in element)
    return name if is_heading else None


def _words(element: Any) -> str:
    """The beginning of an element's words: no more than is needed to see that it is no heading."""
    found = ""
    for piece in element.itertext():
        found += piece
        if len(found) > 10 * _LONGEST:
            break
    return " ".join(found.split())


def without_headings(document: Document, headings: Collection[str]) -> Document:
    """The document with its turns divided by paragraphs that are headings; who speaks after one is in doubt."""
    utterances: list[Utterance] = []
    nonspeech = list(document.nonspeech)
    for utterance in document.utterances:
        found = list(_headings_in(document.text, utterance, headings))
        nonspeech += found
        utterances += _divided(document.text, utterance, found)
    if len(nonspeech) == len(document.nonspeech):
        return document
    nonspeech.sort(key=lambda part: part.start)
    return msgspec.structs.replace(document, utterances=tuple(utterances), nonspeech=tuple(nonspeech))


def _headings_in(text: str, utterance: Utterance, headings: Collection[str]) -> Iterator[NonSpeech]:
    start = utterance.start
    for line in text[utterance.start : utterance.end].split("\n"):
        # The first words of a turn stand next to their label: they are its words whatever they are.
        if start > utterance.start and " ".join(line.split()) in headings:
            yield NonSpeech("heading", start, start + len(line))
        start += len(line) + 1


def _divided(text: str, utterance: Utterance, headings: Collection[NonSpeech]) -> Iterator[Utterance]:
    begin = utterance.start
    for part in [*headings, NonSpeech("mark", utterance.end, utterance.end)]:
        words = text[begin : part.start]
        start = begin + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if end > start or not headings:
            is_first = begin == utterance.start
            yield msgspec.structs.replace(
                utterance,
                start=start,
                end=end,
                start_time=utterance.start_time if is_first else None,
                doubtful=utterance.doubtful or not is_first,
            )
        begin = part.end
