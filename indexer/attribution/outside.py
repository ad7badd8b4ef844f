"""What of a text is no turn's: nothing is lost without being counted."""

import re
from collections.abc import Iterator, Sequence

from indexer.model import Document, NonSpeech


def outside(document: Document) -> tuple[NonSpeech, ...]:
    """All text outside turns, in order: what the reader recognised, and between it what is unassigned.

    Stretches without a letter or digit are left out.
    """
    return tuple(_outside(document))


UNASSIGNED_BOUND = 0.02
"""From what share of a text's words on, outside front matter, unassigned text is a warning."""


def outside_warning(document: Document, parts: Sequence[NonSpeech]) -> tuple[str, ...]:
    """A warning where more of the text than `UNASSIGNED_BOUND` is unassigned."""
    unassigned = sum(words(document.text[one.start : one.end]) for one in parts if one.kind == "unassigned")
    head = sum(words(document.text[one.start : one.end]) for one in parts if one.kind == "front matter")
    share = unassigned / max(1, words(document.text) - head)
    if share <= UNASSIGNED_BOUND:
        return ()
    return (f"{unassigned} words ({share:.0%}) belong to no turn; `onrecord parse` shows them",)


def words(text: str) -> int:
    """How many words a text has: runs of letters and digits."""
    return len(re.findall(r"\w+(?:[’'\-]\w+)*", text))


def _outside(document: Document) -> Iterator[NonSpeech]:
    spans: list[tuple[int, int, NonSpeech | None]] = [(one.start, one.end, None) for one in document.utterances]
    spans += [(one.start, one.end, one) for one in document.nonspeech]
    spans.sort(key=lambda span: span[:2])
    reached = 0
    for start, end, nonspeech in [*spans, (len(document.text), len(document.text), None)]:
        if any(character.isalnum() for character in document.text[reached:start]):
            yield _trimmed(document.text, reached, start)
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
