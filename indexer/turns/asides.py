"""What stands between the words of a turn and is not speech: headings, rules, stage directions, votes, quoted lines."""

import re
from collections.abc import Iterator, Sequence

from indexer.model import Kind, NonSpeech
from indexer.turns.candidates import is_time
from indexer.turns.label_words import is_no_label
from indexer.turns.lines import Line

_RULE = re.compile(r"[-=*_—–~#·•\s]{3,}|\\?\*(?:\s*\\?\*)+")
_HEADING = re.compile(r"#{1,6}\s+\S")
_QUOTED = re.compile(r">(?!>)")
_LINK = re.compile(r"<?https?://\S+>?")
_PAGE = re.compile(
    r"\[\[?(?:Page|Time) [^\]\n]{1,40}\]\]?|(?:page|p\.)\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?|[-–—]?\s*\d{1,5}\s*[-–—]?",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(r"(?:(?:CROSS|DIRECT|REDIRECT)[ -]?EXAMINATION\s*)?(?:(?:FURTHER )?(?:EXAMINATION )?BY (?:MR|MS|MRS|DR)\. .*:?)?")
_LABEL = re.compile(r"(?:\*{1,3}|__?)?(?P<label>[^\W\d_][^:：\n*_]{0,40}?)(?:\*{1,3}|__?)?[:：](?:\*{1,3}|__?)?(?=\s|$)")
_CAPITALS = re.compile(r"[^a-zà-öø-ÿа-яё]*[A-ZÀ-ÖØ-ÞА-ЯЁ]{3}[^a-zà-öø-ÿа-яё]*")
_PAIRS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】"}
_LONGEST_HEADING = 100


def asides(text: str, turn: Sequence[Line], *, mostly_capitals: bool) -> Iterator[NonSpeech]:
    """The parts of a turn that are not speech, in order. `turn` are the lines after its first, blank ones included."""
    paragraph: list[Line] = []
    is_first = True
    for line in [*turn, Line(0, "")]:
        if line.text:
            paragraph.append(line)
            continue
        # The lines before the first blank one go on with the paragraph of the label.
        if is_first:
            yield from _of_lines(paragraph)
        elif paragraph:
            yield from _of_paragraph(text, paragraph, mostly_capitals=mostly_capitals)
        paragraph, is_first = [], False


def _of_paragraph(text: str, paragraph: Sequence[Line], *, mostly_capitals: bool) -> Iterator[NonSpeech]:
    first, last = paragraph[0], paragraph[-1]
    whole = text[first.start : last.end]
    kind: Kind | None = None
    if is_stage_direction(whole) or _opens_no_turn(first.text):
        kind = "procedure"
    elif len(paragraph) == 1 and not mostly_capitals and _is_capital_heading(first.text):
        kind = "heading"
    if kind:
        yield NonSpeech(kind, first.start, last.end)
        return
    yield from _of_lines(paragraph)


def _of_lines(paragraph: Sequence[Line]) -> Iterator[NonSpeech]:
    for line in paragraph:
        if kind := _of_line(line.text):
            yield NonSpeech(kind, line.start, line.end)


def _of_line(line: str) -> Kind | None:
    if _HEADING.match(line):
        return "heading"
    if _RULE.fullmatch(line) or is_time(line) or _PAGE.fullmatch(line) or _LINK.fullmatch(line):
        return "mark"
    if _QUOTED.match(line) or (line[0] in "BCDRFE" and _EXAMINATION.fullmatch(line)):
        return "procedure"
    return None


def is_stage_direction(paragraph: str) -> bool:
    """Whether a paragraph is one pair of parentheses or brackets, perhaps in italics."""
    bare = paragraph.strip("*_ \xa0\n\t")
    closing = _PAIRS.get(bare[:1])
    return closing is not None and bare.find(closing) in {len(bare) - 1, len(bare) - 2} and len(bare) > 2


def _opens_no_turn(line: str) -> bool:
    match = _LABEL.match(line)
    return match is not None and is_no_label(match["label"])


def _is_capital_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".?!…," and _CAPITALS.fullmatch(line) is not None
