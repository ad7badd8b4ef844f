"""Text before the first turn and after the last: places, times, headings, links."""

import functools
import re
from collections.abc import Iterable

from indexer.languages import layout_words
from indexer.model import Kind, NonSpeech
from indexer.turns.dates import has_time, is_dated, is_time
from indexer.turns.lines import Line, lines, paragraphs

_SENTENCE_END = re.compile(r"[.?!…—–:;,。！？][\"'”’)\]*_]*$|[)\]]$")
_ABBREVIATED = re.compile(r"\b[A-Z]\.[*_)]*$")


def before_first_turn(text: str, start: int, end: int) -> tuple[NonSpeech, ...]:
    """Datelines (place and time) and transcribers' remarks in `text[start:end]`, which ends at the first turn."""
    spans = list(paragraphs(lines(text[:end], start)))
    dated = has_time(text[start:end])
    parts = []
    for span in spans:
        paragraph = text[span.start : span.end]
        # The place is directly above the first words, or the text has a time as well.
        if is_dated(paragraph) or ((dated or span is spans[-1]) and is_heading_lines(paragraph)):
            parts.append(NonSpeech("dateline", span.start, span.end))
        elif _is_remark(paragraph):
            parts.append(NonSpeech("procedure", span.start, span.end))
    return tuple(parts)


def speech_end(text: str, start: int, end: int) -> int:
    """The offset at which the last turn ends: links after it read like headings, not like sentences."""
    spans = list(paragraphs(lines(text[:end], start)))
    while len(spans) > 1 and _is_heading_or_dated(text[spans[-1].start : spans[-1].end]):
        spans.pop()
    return spans[-1].end if spans else start


def _is_heading_or_dated(paragraph: str) -> bool:
    return is_heading(paragraph) or is_dated(paragraph)


def after_last_turn(text: str, start: int) -> tuple[NonSpeech, ...]:
    """Datelines (when the event ended) and marks of the end in `text[start:]`."""
    parts = []
    for span in paragraphs(lines(text, start)):
        paragraph = text[span.start : span.end]
        kind: Kind | None = (
            "dateline" if is_dated(paragraph) else "mark" if _end().fullmatch(paragraph) else None
        )
        if kind:
            parts.append(NonSpeech(kind, span.start, span.end))
    return tuple(parts)


def without_times(turn: Iterable[Line]) -> int | None:
    """The end of a turn's lines, without trailing lines that hold only a time; None if no line remains."""
    kept = [line for line in turn if line.text]
    while kept and is_time(kept[-1].text):
        kept.pop()
    return kept[-1].end if kept else None


def ends_sentence(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return _SENTENCE_END.search(line) is not None


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is a title or a mark of the end and not speech: it is capitalised, and no sentence."""
    if not any(character.isalnum() for character in paragraph):
        return True
    if _SENTENCE_END.search(paragraph) and not _ABBREVIATED.search(paragraph):
        return False
    words = [word.strip("“”‘’\"'(),:;*_") for word in paragraph.split()]
    principal = [word for word in words if word and word.lower() not in layout_words().small_words]
    return len(words) <= 20 and all(not word[0].islower() for word in principal)


def is_heading_lines(paragraph: str) -> bool:
    """Whether every line of a paragraph reads like a heading, or is dated."""
    return all(_is_heading_or_dated(line.strip()) for line in paragraph.split("\n"))


@functools.cache
def _end() -> re.Pattern[str]:
    return re.compile(rf"\W*+(?:{'|'.join(layout_words().endings)})?\W*+", re.IGNORECASE)


def _is_remark(paragraph: str) -> bool:
    """A transcriber's remark: a paragraph in parentheses or brackets, perhaps in italics."""
    bare = paragraph.strip("*_ \n")
    return bare[:1] in "([" and bare[-1:] in ")]"
