"""What may open a turn: every line start that could be a label, in every form in which transcripts write them.

Each line is read by itself; `decision` decides over the whole document. A line has at most one candidate.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

from indexer.languages.scripts import PICTURES
from indexer.turns.dates import CLOCK, TIME_OF_DAY, clock_seconds, leading_time
from indexer.turns.lines import Line
from indexer.turns.openings.label_words import LabelWords, Shape, is_clause, label_words, may_be_stopped

Mark: TypeAlias = Literal["colon", "stop", "dash", "letter", "bracket", "line"]
"""What ends a label: a colon, a full stop, a stop and a dash (`X. –`), nothing (`Q`), a bracket, or the line."""
Dress: TypeAlias = Literal["", "bold", "bracket", "heading", "item", "chevron", "numbered"]
"""What a label is written in: emphasis, brackets, a Markdown heading, an item of a list, after `>>`, or before the
number of the turn in brackets."""


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A label as it is written in a line, and the offset in the line of the words after it."""

    mark: Mark
    dress: Dress
    text: str
    body: int
    time: float | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """What may open a turn, and the offsets of the label and of the words after it.

    `line` is the index of its line. `time` is in seconds from the beginning of the recording. `has_words` says whether
    words follow on the line.
    """

    line: int
    mark: Mark
    dress: Dress
    words: LabelWords
    start: int
    body: int
    time: float | None = None
    has_words: bool = True

    @property
    def label(self) -> str:
        """What the source calls the speaker."""
        return self.words.label

    @property
    def key(self) -> str:
        """What the labels of one speaker share."""
        return self.words.key

    @property
    def shape(self) -> Shape:
        """What the label looks like by its words."""
        return self.words.shape


_LONGEST = 110
_LONGEST_LINE = 170
_TRAILING_TIME = re.compile(rf"[\s\xa0]+[\[(<]?{CLOCK}[\])>]?$")
_TIME_AFTER_COLON = re.compile(rf"[\s\xa0]*(?:[\[(]{CLOCK}[\])]|[\s\xa0]{CLOCK.replace('P<', 'P<bare_')}$)")
_NUMBER_AFTER = re.compile(r"[\s\xa0]+\[\d{1,4}\]$")
# The time at which the event began may precede its first label: `2:29 P.M. EST THE VICE PRESIDENT:`.
_CLOCK_OF_EVENT = re.compile(r"\d{1,2}:\d{2}[ \xa0][AP]\.M\.[ \xa0][A-Z]{2,4}[ \xa0]+(?=[A-Z])")
_TIME_OF_DAY = re.compile(
    rf"(?:{TIME_OF_DAY}|\[{TIME_OF_DAY}\]|\({TIME_OF_DAY}\))[ \xa0]+(?:[-–—|][ \xa0]+)?"
    r"(?=[^\W\d_])(?!(?:[A-Z]{1,3}T|GMT|UTC|Eastern|[Ll]ocal)\b)"
)
_LETTER = re.compile(
    r"(?P<letter>Q(?:\.(?=[ \xa0\t]+\S|$)|(?=[ \xa0\t]{2,}|[ \xa0\t][A-Z(“\"—–…*]|$))"
    r"|A(?:\.(?=[ \xa0\t])|(?=[ \xa0\t]{2,})))"
)
_EMPHASIS = re.compile(r"\*{1,3}(?!\s)|__?(?=[^\W_])|</?(?:b|strong|em|i)>", re.IGNORECASE)
_HEADING = re.compile(r"#{2,6}[ \t]+")
_ITEM = re.compile(r"[*+•\-–—][ \t]+(?=\S)")
_NUMBERED_ITEM = re.compile(r"\d{1,3}\.[ \xa0]+(?=[A-Z])")
_CHEVRON = re.compile(r">>+[ \t]*")
_BRACKET = re.compile(r"\[(?P<square>[^\[\]\n]{1,80})\]|\((?P<round>[^()\n]{2,60})\)$")
_DASH = re.compile(r"\.[ \xa0]?[–—-]{1,2}(?=[ \xa0]|$)")
_COLON_OR_GROUP = re.compile(r"[:：()（）!?;]")
_COMPANY = re.compile(r"\b(?:Inc|Corp|Ltd|Co|Llc|LLC|plc|PLC|Cos|Bros)$")
_STOP = re.compile(r"\.(?=[ \xa0]+\S|$)")
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_SENDER = re.compile(r"From\s+(\S.{0,60}?)\s+to\s+\S.{0,60}")
_TIMED_SENDER = re.compile(r"From\s+(\S.{0,60}?)(?:\s+to\s+\S.{0,60})?")
_SHORT_TIME = re.compile(rf"{CLOCK}[ \xa0](?=[^\W\d_][^\n:]{{0,60}}: )(?![AaPp]\.?[Mm]\b|Uhr\b|h\b)")
"""Minutes and seconds without brackets, before a label with a colon: `00:07 Jane Doe: Hi.`"""
_DAY_BEFORE_SENDER = re.compile(r"\d{4}-\d{2}-\d{2} (?=\d{2}:\d{2}:\d{2}\s{1,4}From\s)")
_ADDRESSED = re.compile(
    r"(\S.*?)\s+(?:to|on behalf of) the (?:Prime |Associate |Acting )?"
    r"(?:Minister|Attorney|Leader|Speaker|Member|Chair)\b.*"
)
_TIME_LINK = re.compile(rf"[ \xa0]*\[{CLOCK}\]\([^()\s]{{1,200}}\)[ \xa0]*:")
_SURNAME_FIRST = re.compile(r"[^\W\d_a-zà-öø-ÿа-яіїєґё](?:['’ʼ-]?[^\W\d_a-zà-öø-ÿа-яіїєґё]){2,}[ \xa0]")
_NAME_GOES_ON = re.compile(r"[ \xa0]*(?:[^\W\d_]\.|[^\W\d_a-zà-öø-ÿа-яіїєґё][^\W\d_a-zà-öø-ÿа-яіїєґё]+\b)")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:mr|mrs|ms|dr|hon|sr|sra|st|gen|adm|lt|col|maj|capt|rev|prof|gov|sen|rep|amb|sgt|jr)$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 5
"""The letters of the longest abbreviation, and the space before it."""
_SENTENCE_END = ".!?,;"
_OPENING_SIGNS = frozenset("[(<*_#>0123456789+•-–—")
_PREFIXES: tuple[tuple[Dress, re.Pattern[str]], ...] = (
    ("chevron", _CHEVRON),
    ("heading", _HEADING),
    ("item", _ITEM),
    ("item", _NUMBERED_ITEM),
)


def candidate_at(index: int, line: Line, *, begins: bool, heads_paragraph: bool) -> Candidate | None:
    """The candidate with which a line begins, or None.

    A line that does not begin a paragraph or sentence can only have a colon; a label on a line of its own that does not
    come after a blank line must have a time or a number.
    """
    text = line.text
    if text[0] not in _OPENING_SIGNS and not text[0].isalpha() and not PICTURES.match(text):
        return None
    dress, at, start, time = _prefix(text)
    phrase: Candidate | None = None
    for found in _readings(text, at, begins=begins, heads_paragraph=heads_paragraph):
        label = _label(text, found, time)
        if not label.text or (label.mark == "line" and _ends_sentence(label.text)):
            continue
        words = label_words(label.text)
        if words is None:
            continue
        candidate = Candidate(
            index,
            label.mark,
            label.dress or dress,
            words,
            line.start + start,
            line.start + label.body,
            label.time,
            label.body < len(text),
        )
        if words.shape != "phrase":
            return candidate
        phrase = phrase or candidate
    return phrase


def _prefix(text: str) -> tuple[Dress, int, int, float | None]:
    """What a line begins with before its label: the dress, the offsets after it and of the label, and a time."""
    dress: Dress = ""
    at = 0
    if text[0].isalpha():
        return dress, at, 0, None
    for name, pattern in _PREFIXES:
        if match := pattern.match(text):
            dress, at = name, match.end()
            break
    if day := _DAY_BEFORE_SENDER.match(text):
        at = day.end()
    if leading := leading_time(text, at) or _SHORT_TIME.match(text, at):
        return dress, leading.end(), 0, clock_seconds(leading)
    if clock := _CLOCK_OF_EVENT.match(text):
        return dress, clock.end(), clock.end(), None
    if clock := _TIME_OF_DAY.match(text, at):
        return dress, clock.end(), 0, None
    return dress, at, 0, None


def _label(text: str, found: _Found, time: float | None) -> _Found:
    """A label without its number and time, and without the brackets around it; empty if one of them is missing."""
    label, dress, body, time = found.text, found.dress, found.body, time if found.time is None else found.time
    if label[-1:] == "]" and (number := _NUMBER_AFTER.search(label)):
        label, dress = label[: number.start()], "numbered"
    if ":" in label and (trailing := _TRAILING_TIME.search(label)):
        label, time = label[: trailing.start()], clock_seconds(trailing)
    if found.mark in {"colon", "bracket"} and (after := _TIME_AFTER_COLON.match(text, body)):
        body, time = after.end(), clock_seconds(after, "" if after["seconds"] else "bare_")
    is_whole = label.count("[") == label.count("]")
    label = label.strip(" \xa0\t-–—|_*[]") if is_whole else ""
    sender = _SENDER if time is None else _TIMED_SENDER
    addressed = sender.fullmatch(label) or (" the " in label and _ADDRESSED.fullmatch(label))
    if addressed:
        label = addressed[1]
    return _Found(found.mark, dress, label, body, time)


def _ends_sentence(label: str) -> bool:
    return label[-1] in _SENTENCE_END and not label.endswith(("Jr.", "Sr."))


def _readings(text: str, at: int, *, begins: bool, heads_paragraph: bool) -> Iterator[_Found]:
    """The mark, dress, label and the offset of the words after it, in every form that the line may have."""
    for reader in _READERS[begins, text[at : at + 1].isalpha()]:
        if found := reader(text, at):
            yield found
    if text[-1] in _SENTENCE_END and _ends_sentence(text):
        return
    may_be_line = (
        heads_paragraph
        or (":" in text and _TRAILING_TIME.search(text, at))
        or (begins and text[-1] == "]" and _NUMBER_AFTER.search(text, at))
    )
    if may_be_line and len(text) - at <= _LONGEST_LINE and not is_clause(text.split()):
        yield _Found("line", "", text[at:], len(text))


def _letter(text: str, at: int) -> _Found | None:
    match = _LETTER.match(text, at)
    return _Found("letter", "", match["letter"][0], match.end()) if match else None


def _emphasised(text: str, at: int) -> _Found | None:
    opening = _EMPHASIS.match(text, at)
    if opening is None:
        return None
    closing = opening.group() if opening.group()[0] != "<" else opening.group().replace("<", "</")
    end = text.find(closing, opening.end(), opening.end() + _LONGEST)
    return _after_emphasis(text, text[opening.end() : end].strip(), end + len(closing)) if end >= 0 else None


def _after_emphasis(text: str, inside: str, body: int) -> _Found | None:
    if text[body : body + 1] in {":", "："}:
        return _Found("colon", "bold", inside, body + 1)
    if inside.endswith((":", "：")):
        return _Found("colon", "bold", inside[:-1], body)
    if link := _TIME_LINK.match(text, body):
        return _Found("colon", "bold", inside, link.end(), clock_seconds(link))
    # `**Jane Doe** (Times): Hi.` and `**Jane Doe**, Times: Hi.`
    rest = _colon(text, body) if text[body : body + 2] in {" (", ", "} else None
    if rest is not None:
        return _Found("colon", "bold", inside + text[body : rest.body - 1], rest.body)
    if text[body:].strip() == "" or _TRAILING_TIME.fullmatch(text, body):
        return _Found("line", "bold", inside + text[body:], len(text))
    return None


def _bracketed(text: str, at: int) -> _Found | None:
    match = _BRACKET.match(text, at)
    if match is None:
        return None
    inside, body = match["square"] or match["round"], match.end()
    if text[body : body + 1] == "(":
        return None
    if text[body : body + 1] in {":", "："}:
        return _Found("colon", "bracket", inside, body + 1)
    if _TRAILING_TIME.fullmatch(text, body):
        return _Found("line", "bracket", inside + text[body:], len(text))
    return _Found("bracket" if body < len(text) else "line", "bracket", inside, body)


def _dashed(text: str, at: int) -> _Found | None:
    for match in _DASH.finditer(text, at, at + 160):
        if _COMPANY.search(text, at, match.start()):
            continue
        return _Found("dash", "", text[at : match.start()], match.end())
    return None


def _colon(text: str, at: int) -> _Found | None:
    limit = at + 3 * _LONGEST
    if text.find(":", at, limit) < 0 and text.find("：", at, limit) < 0:
        return None
    start = depth = outside = 0
    for mark in _COLON_OR_GROUP.finditer(text, at, limit):
        position, character = mark.start(), mark.group()
        outside += position - (start or at) if depth <= 0 else 0
        start = position
        if outside > _LONGEST:
            return None
        if character in "()（）":
            depth += 1 if character in "(（" else -1
            continue
        if depth > 0:
            continue
        if character in "!?;":
            return None
        following = text[position + 1 : position + 2]
        label = text[at:position]
        # The space may be missing after the colon, or stand before it: `Lena Finch:Yes.`, `LENA FINCH :yes`.
        is_close = (following.isupper() and label[:1].isupper()) or (
            label[-1:].isspace() and following.isalnum()
        )
        if character == "：" or not following or following.isspace() or is_close:
            return _Found("colon", "", label, position + 1)
    return None


def _stopped(text: str, at: int) -> _Found | None:
    for match in _STOP.finditer(text, at, at + _LONGEST):
        before = text[at : match.start()]
        end = before[-_LONGEST_ABBREVIATION:]
        # After an initial the name goes on, unless the surname came before: `P. T. STONE. Order.`, `STONE P. Order.`
        is_open = _INITIAL.search(end) is not None and (
            not _SURNAME_FIRST.match(before) or _NAME_GOES_ON.match(text, match.end())
        )
        if not before or is_open or _ABBREVIATION.search(end):
            continue
        words = label_words(before) if may_be_stopped(before) else None
        # In running script a name and a full stop are a sentence, but for a title and a surname: "Mr. Garrett."
        if words is None or not (words.capitals or words.shape in {"titled", "generic"}):
            return None
        return _Found("stop", "", before, match.end())
    return None


_Reading: TypeAlias = Callable[[str, int], _Found | None]
_READERS: Mapping[tuple[bool, bool], tuple[_Reading, ...]] = {
    (True, True): (_letter, _dashed, _colon, _stopped),
    (True, False): (_emphasised, _bracketed, _dashed, _colon, _stopped),
    (False, True): (_colon,),
    (False, False): (_emphasised, _bracketed, _colon),
}
"""The forms to try, by whether a line begins a paragraph or sentence and whether it begins with a letter."""
