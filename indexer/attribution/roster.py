"""Full names that a transcript itself gives: in labels, in lists of those present, in its title."""

import re
from collections.abc import Iterator, Sequence

from indexer.attribution.identity import Identity
from indexer.attribution.labels import capitalised, full_name, is_title_or_post, parse_label
from indexer.languages.language import Language
from indexer.model import Document, Evidence, NonSpeech

_NAME = r"[^\W\d_][\w’'\-]*\.?(?:[ \xa0]+[^\W\d_][\w’'\-]*\.?){1,3}"
# A line of a list: `Jane Doe, Secretary of the Interior`, `- John Smith (Reuters)`, `Jane Doe – Moderator`.
_LISTED = re.compile(rf"^(?:[^\S\n]|[*•·\-–—])*+(?P<name>{_NAME})[ \xa0]*(?:[,(–—:;]| - |$)", re.MULTILINE)
_TITLE_NAME = re.compile(r"\b[A-Z][\w’'\-]+(?:[ \xa0](?:[A-Z]\.|[A-Z][\w’'\-]+)){1,3}")
_LONGEST_LIST = 20_000
"""Characters of a list that are read."""


def roster(document: Document, parts: Sequence[NonSpeech], language: Language) -> list[Identity]:
    """All people whose full name the transcript gives in a label or in a list of those present.

    `parts` is the text outside turns.
    """
    return [*_labelled(document, language), *_listed(document, parts, language)]


def names_in_title(title: str | None, language: Language) -> list[str]:
    """Runs of capitalised words of a transcript's title, which may be personal names."""
    text = (title or "").replace("\xa0", " ")
    return [name for match in _TITLE_NAME.finditer(text) for name in _persons(match.group(), language)]


def _persons(run: str, language: Language) -> Iterator[str]:
    words = run.split()
    # Titles come before a name: "Secretary Antony J. Blinken".
    while words and is_title_or_post(words[0], language):
        words.pop(0)
    if 2 <= len(words) <= 4 and not any(is_title_or_post(word, language) for word in words):
        yield " ".join(words)


def _labelled(document: Document, language: Language) -> Iterator[Identity]:
    seen = set()
    for utterance in document.utterances:
        label = utterance.label
        if label in seen:
            continue
        seen.add(label)
        name = full_name(parse_label(label, language), language)
        at = document.text.rfind(label, max(0, utterance.start - len(label) - 200), utterance.start)
        if name and at >= 0:
            yield Identity(name, Evidence(start=at, end=at + len(label)))


def _listed(document: Document, parts: Sequence[NonSpeech], language: Language) -> Iterator[Identity]:
    """Names at the beginning of lines, in text that belongs to no turn and says that it lists people."""
    for part in parts:
        text = document.text[part.start : min(part.end, part.start + _LONGEST_LIST)]
        if part.kind in {"front matter", "label"} or not language.introductions.roll.search(text):
            continue
        for match in _LISTED.finditer(text):
            words = match["name"].split()
            if all(word[0].isupper() for word in (words[0], words[-1])):
                name = full_name(parse_label(" ".join(_without_titles(words, language)), language), language)
                if name:
                    start = part.start + match.start("name")
                    yield Identity(capitalised(name), Evidence(start=start, end=part.start + match.end("name")))


def _without_titles(words: list[str], language: Language) -> list[str]:
    while len(words) > 2 and words[0].strip(".").casefold() in language.labels.titles:
        words = words[1:]
    return words
