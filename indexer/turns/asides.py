"""What is not speech between the words of a turn: headings, rules, stage directions, votes, quoted lines."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from indexer.model import Kind, NonSpeech
from indexer.turns.dates import is_time
from indexer.turns.lines import Line
from indexer.turns.margins import ends_sentence, is_heading
from indexer.turns.openings.label_words import is_no_label

_RULE = re.compile(r"[-=*_—–~#·•\s]{3,}|\\?\*(?:\s*\\?\*)+")
_HEADING = re.compile(r"#{1,6}\s+\S")
_QUOTED = re.compile(r">(?!>)")
_LINK = re.compile(r"<?https?://\S+>?")
_PAGE = re.compile(
    r"\[\[?(?:Page|Time) [^\]\n]{1,40}\]\]?|(?:page|p\.)\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?|[-–—]?\s*\d{1,5}\s*[-–—]?",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(
    r"(?:(?:CROSS|DIRECT|REDIRECT)[ -]?EXAMINATION\s*)?(?:(?:FURTHER )?(?:EXAMINATION )?BY (?:MR|MS|MRS|DR)\. .*:?)?"
)
_LABEL = re.compile(
    r"(?:\*{1,3}|__?)?(?P<label>[^\W\d_][^:：\n*_]{0,40}?)(?:\*{1,3}|__?)?[:：](?:\*{1,3}|__?)?(?=\s|$)"
)
_CAPITALS = re.compile(r"[^a-zà-öø-ÿа-яё]*[A-ZÀ-ÖØ-ÞА-ЯЁ]{3}[^a-zà-öø-ÿа-яё]*")
_MARK_BEGINS = re.compile(
    r"page|p\.|http|END|BY |CROSS|(?:RE)?DIRECT|FURTHER|EXAMINATION|Definitions|Disc|Legal"
    r"|BREAKING NEWS|NEWS ALERT|JUST IN|DEVELOPING|Transcri|Caption|Produced|Meeting|Recording|Call"
    r"|This (?:editable )?transcript|Reacted to|Replying to|Removed a",
    re.IGNORECASE,
)
"""How lines begin that begin with a letter and are not speech: pages, links, examinations, credits, reactions."""
_CONTACTS = frozenset(
    "contact|contacts|media contact|media contacts|press contact|e-mail|email|phone|tel|telephone|fax|website".split(
        "|"
    )
)
_CREDITS = re.compile(
    r"(?:Transcribed|Transcript|Captioned|Captions|Produced) by\b.{0,80}"
    r"|(?:Meeting|Recording|Call|Transcription) (?:ended|stopped|started) \S.{0,40}"
    r"|This (?:editable )?transcript(?:ion)? (?:was|is|has been) (?:computer|machine|auto|exported|generated)\b.{0,200}"
)
_BANNER = re.compile(r"(?:BREAKING NEWS|NEWS ALERT|JUST IN|DEVELOPING STORY):.*")
"""What a broadcaster writes on the screen."""
_RECORDER = re.compile(r"(?:\S+ ){1,8}(?:started|stopped) (?:the )?transcription\.?")
"""What Microsoft Teams writes at both ends of a transcript."""
_REACTION = re.compile(
    r"Reacted to [\"“].{0,300}[\"”] with .{1,20}"
    r"|Removed a .{1,20} reaction from [\"“].{0,300}"
    r"|Replying to [\"“].{0,300}"
)
"""What Zoom writes into a chat where somebody answers a message, whose words it repeats."""
_CLOSING_HEADING = re.compile(
    r"(?:#{1,6} )?(?:Definitions|Disclaimer|Disclosures?|Legal Notice)", re.IGNORECASE
)
"""What stands over the words of a publisher about the transcript."""
_ATTRIBUTES = re.compile(r"(?:\{:[^{}\n]*\}\s*)+")
"""Attributes of a block in kramdown: https://kramdown.gettalong.org/syntax.html#block-ials."""
_PAIRS = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】"}
_LONGEST_HEADING = 100
_LEAST_HEADER, _LONGEST_HEADER = 12, 200
_LEAST_PAGES = 3
_DIGITS = re.compile(r"\d+")
_LEAST_HEADING_WORDS = 2
_END_MARK = re.compile(r"\\?#(?:\s*\\?#){2,}|-\s?30\s?-|[\[(]?END(?: OF [A-Z]+)?[\])]?")
_END_OF_TAKE = re.compile(r".{0,100}\bEND OF (?:TAKE|TAPE|SIDE)(?: [A-Z0-9]{1,3})?")
"""The foot of a page in an unrevised record, perhaps with who spoke last and who took it down."""


def page_headers(all_lines: Sequence[Line]) -> frozenset[str]:
    """The lines that recur, apart from their numbers, and are not sentences."""
    # All lines at once: one substitution is much faster than one for each line.
    possible = "\n".join(
        line.text
        for line in all_lines
        if _LEAST_HEADER <= len(line.text) <= _LONGEST_HEADER
        and (line.text[-1].isalnum() or not ends_sentence(line.text))
    )
    counts = Counter(_DIGITS.sub("0", possible).split("\n"))
    return frozenset(header for header, count in counts.items() if header and count >= _LEAST_PAGES)


def _is_header(turn: Sequence[Line], at: int, headers: Collection[str]) -> bool:
    """Whether a line is a header and not part of a sentence: it has a number, or is a paragraph of its own."""
    line = turn[at]
    if not line.text or _DIGITS.sub("0", line.text) not in headers:
        return False
    neighbours = [turn[other].text for other in (at - 1, at + 1) if 0 <= other < len(turn)]
    return _DIGITS.search(line.text) is not None or not any(neighbours)


def asides(
    text: str, turn: Sequence[Line], *, mostly_capitals: bool, headers: Collection[str] = ()
) -> Iterator[NonSpeech]:
    """The parts of a turn that are not speech, in order. `turn` are the lines after its first, blank ones included."""
    if headers:
        marks = [line for at, line in enumerate(turn) if _is_header(turn, at, headers)]
        yield from (NonSpeech("mark", line.start, line.end) for line in marks)
        turn = [line for line in turn if line not in marks]
    paragraph: list[Line] = []
    is_first = True
    for line in [*turn, Line(0, "")]:
        if line.text:
            paragraph.append(line)
            continue
        # The lines before the first blank one belong to the label's paragraph.
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
    elif len(paragraph) == 2 and any(_PAGE.fullmatch(line.text) for line in paragraph):
        # A page's number and its header.
        kind = "mark" if not any(ends_sentence(line.text) for line in paragraph) else None
    elif _is_foot(paragraph):
        kind = "mark"
    elif len(paragraph) == 1 and _is_heading(first.text, mostly_capitals=mostly_capitals):
        kind = "heading"
    if kind:
        yield NonSpeech(kind, first.start, last.end)
        return
    yield from _of_lines(paragraph)


def _is_foot(paragraph: Sequence[Line]) -> bool:
    """Whether a paragraph is the foot of a page: its mark, perhaps below who spoke last."""
    first, last = paragraph[0].text, paragraph[-1].text
    if "END OF" not in last:
        return False
    is_short = len(paragraph) == 1 or (len(paragraph) == 2 and not ends_sentence(first))
    return is_short and len(first) <= _LONGEST_HEADING and _END_OF_TAKE.fullmatch(last) is not None


def _of_lines(paragraph: Sequence[Line]) -> Iterator[NonSpeech]:
    for line in paragraph:
        if kind := _of_line(line.text):
            yield NonSpeech(kind, line.start, line.end)


def _of_line(line: str) -> Kind | None:
    if ("END OF" in line or "transcription" in line) and _is_recorded(line):
        return "mark"
    if line[0].isalpha() and not _MARK_BEGINS.match(line):
        return None
    if _HEADING.match(line) or _CLOSING_HEADING.fullmatch(line):
        return "heading"
    if (
        _CREDITS.fullmatch(line)
        or _END_MARK.fullmatch(line)
        or _RULE.fullmatch(line)
        or is_time(line)
        or _PAGE.fullmatch(line)
        or _LINK.fullmatch(line)
        or _ATTRIBUTES.fullmatch(line)
    ):
        return "mark"
    if (
        _QUOTED.match(line)
        or _BANNER.fullmatch(line)
        or is_reaction(line)
        or (line[0] in "BCDRFE" and _EXAMINATION.fullmatch(line))
    ):
        return "procedure"
    return None


def is_reaction(line: str) -> bool:
    """Whether a line of a chat repeats another message, to which somebody answers or reacts."""
    return line[:1] == "R" and _REACTION.fullmatch(line) is not None


def _is_recorded(line: str) -> bool:
    """Whether a line is what a recorder writes at both ends of a transcript, or the foot of a page."""
    is_recorder = line.endswith(("transcription", "transcription.")) and _RECORDER.fullmatch(line)
    return bool(is_recorder or ("END OF" in line and _END_OF_TAKE.fullmatch(line)))


def is_stage_direction(paragraph: str) -> bool:
    """Whether a paragraph is one pair of parentheses or brackets, perhaps in italics."""
    if paragraph[:1].isalnum():
        return False
    bare = paragraph.strip("*_ \xa0\n\t")
    closing = _PAIRS.get(bare[:1])
    return closing is not None and bare.find(closing) in {len(bare) - 1, len(bare) - 2} and len(bare) > 2


def _opens_no_turn(line: str) -> bool:
    match = _LABEL.match(line) if ":" in line or "：" in line else None
    return match is not None and is_no_label(match["label"])


def _is_heading(line: str, *, mostly_capitals: bool) -> bool:
    """Whether a paragraph of one line is a heading: capitalised words without the end of a sentence."""
    if len(line) > _LONGEST_HEADING or line[-1] in '.?!…,;:—–-"”’)*_' or line[0] in '-–—•*_"“(':
        return False
    if _CAPITALS.fullmatch(line):
        return not mostly_capitals
    return len(line.split()) >= _LEAST_HEADING_WORDS and is_heading(line)


def closes_speech(part: NonSpeech, text: str) -> bool:
    """Whether an aside ends the last turn: a link, an end mark, a heading over what the publisher says, contacts."""
    words = text[part.start : part.end]
    match = _LABEL.match(words)
    is_contact = match is not None and match["label"].casefold() in _CONTACTS
    is_end = _LINK.fullmatch(words) or _END_MARK.fullmatch(words) or _CLOSING_HEADING.fullmatch(words)
    return is_contact or bool(is_end)
