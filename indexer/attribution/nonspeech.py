"""The text that belongs to no turn: nothing is lost without being counted."""

import re
from collections.abc import Iterator, Sequence

from indexer.model import Document, NonSpeech

UNASSIGNED_BOUND = 0.02
"""The share of a text's words, apart from front matter, above which unassigned text is a warning."""


def nonspeech_of(document: Document) -> tuple[NonSpeech, ...]:
    """All text outside turns, in order: what the reader recognised, and between it what is unassigned.

    Stretches without a letter or digit are left out.
    """
    return tuple(_nonspeech(document))


def unassigned_warning(document: Document, parts: Sequence[NonSpeech]) -> tuple[str, ...]:
    """A warning where more of the text than `UNASSIGNED_BOUND` is unassigned."""
    unassigned = _count_words(document.text, (part for part in parts if part.kind == "unassigned"))
    if not unassigned:
        return ()
    head = _count_words(document.text, (part for part in parts if part.kind == "front matter"))
    share = unassigned / max(1, words(document.text) - head)
    if share <= UNASSIGNED_BOUND:
        return ()
    return (f"{unassigned} words ({share:.0%}) belong to no turn; `onrecord parse` shows them",)


def words(text: str) -> int:
    """How many words a text has: runs of letters and digits."""
    return len(re.findall(r"\w+(?:[’'\-]\w+)*", text))


def _count_words(text: str, parts: Iterator[NonSpeech]) -> int:
    return sum(words(text[part.start : part.end]) for part in parts)


def _nonspeech(document: Document) -> Iterator[NonSpeech]:
    text = document.text
    spans: list[tuple[int, int, NonSpeech | None]] = [
        (utterance.start, utterance.end, None) for utterance in document.utterances
    ]
    spans += [(part.start, part.end, part) for part in document.nonspeech]
    spans.sort(key=lambda span: span[:2])
    reached = 0
    for start, end, nonspeech in [*spans, (len(text), len(text), None)]:
        if any(character.isalnum() for character in text[reached:start]):
            yield _trimmed(text, reached, start)
        if nonspeech is not None and end > reached:
            yield nonspeech
        reached = max(reached, end)


def _trimmed(text: str, start: int, end: int) -> NonSpeech:
    stretch = text[start:end]
    return NonSpeech(
        "unassigned",
        start + len(stretch) - len(stretch.lstrip()),
        end - len(stretch) + len(stretch.rstrip()),
    )
