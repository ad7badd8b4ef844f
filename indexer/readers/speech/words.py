"""The words of a segment, each with its time and voice, in the text of the segment."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from indexer.readers.speech.segments import MARK_EVERY, Segment, ends_sentence

_FARTHEST = 40
"""How many characters further on a word is looked for, since words of the text may be missing in the list."""

_SENTENCE_INSIDE = re.compile(r"[.?!…。？！｡؟।]\W{0,4}\w")
_LAST_SPACE = re.compile(r"\s(?=\S*$)")


class Word(msgspec.Struct, frozen=True):
    """A word; `label` is None if it does not say whose it is."""

    text: str
    start: float | None = None
    label: str | None = None


class _Place(msgspec.Struct, frozen=True):
    """Where a word begins and ends in the text."""

    start: int
    end: int
    word: Word
    label: str


def divided(segment: Segment, words: Sequence[Word]) -> Iterator[Segment]:
    """A segment divided where its voice changes, where sentences begin, and after every ten words: each has its time.

    The text stays the segment's; it is that of the words if the segment has none, or if voices change and the words
    cannot be found in it.
    """
    labels = _voices(words, segment.label)
    is_one = len(set(labels)) < 2
    start = segment.start if segment.start is not None or not words else words[0].start
    label = labels[0] if labels else segment.label
    is_short = len(words) <= MARK_EVERY and _SENTENCE_INSIDE.search(segment.text) is None
    if is_one and is_short and segment.text.strip():
        yield msgspec.structs.replace(segment, start=start, label=label)
        return
    places = list(_places(segment.text, words, labels))
    if (is_one and segment.text.strip()) or len(places) == len(words):
        yield from _cut(segment, places, start, label)
    elif len(segment.text.split()) <= len(words):
        for word, voice in zip(words, labels, strict=True):
            yield Segment(word.text, word.start, voice)
    else:
        # Whose words are whose is not known.
        yield msgspec.structs.replace(segment, start=start, label="")


def _voices(words: Sequence[Word], label: str) -> list[str]:
    """The label of each word. Words that do not say their voice have that of their neighbours, if it is one."""
    stated = {word.label for word in words} - {None}
    if len(stated) < 2:
        only = next(iter(stated), label) or ""
        return [only] * len(words)
    following: list[str | None] = []
    after: str | None = None
    for word in reversed(words):
        after = after if word.label is None else word.label
        following.append(after)
    found: list[str] = []
    before: str | None = None
    for word, after in zip(words, reversed(following), strict=True):
        before = before if word.label is None else word.label
        around = {voice for voice in (before, after) if voice is not None}
        found.append(around.pop() if len(around) == 1 else "")
    return found


def _places(text: str, words: Sequence[Word], labels: Sequence[str]) -> Iterator[_Place]:
    cursor = 0
    for word, label in zip(words, labels, strict=True):
        written = word.text.strip()
        at = text.find(written, cursor, cursor + len(written) + _FARTHEST) if written else -1
        if at >= 0:
            cursor = at + len(written)
            yield _Place(at, cursor, word, label)


def _cut(segment: Segment, places: Sequence[_Place], start: float | None, label: str) -> Iterator[Segment]:
    text = segment.text
    cut, glued, since = 0, segment.glued, 0
    for before, place in pairwise(places):
        since += 1
        between = text[before.end : place.start]
        # Marks that open a quotation belong to the words after them.
        spaced = _LAST_SPACE.search(between)
        at = before.end + spaced.end() if spaced else place.start
        is_new = place.label != before.label or since >= MARK_EVERY
        if not is_new and not ends_sentence(text[max(cut, at - 8) : at].rstrip()):
            continue
        yield Segment(text[cut:at], start, label, glued)
        cut, glued, since, start, label = at, spaced is None, 0, place.word.start, place.label
    yield Segment(text[cut:], start, label, glued)
