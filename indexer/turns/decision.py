"""Which label-like line starts open turns, decided over the whole document.

No form switches another off. Each label, in each form in which it is written, has a score: what its words look like,
how often it comes again, where it is; to this comes what the other labels of its form say. The weights were set by
hand on the rendered transcripts of `onrecord eval reading` and on real files; docs/decisions/turns.md has the figures.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import get_args

import msgspec

from indexer.model import Metadata
from indexer.turns.candidates import Candidate, Mark, candidate_at
from indexer.turns.dates import is_dated, is_time
from indexer.turns.label_words import Shape, label_words
from indexer.turns.lines import (
    INDENTED,
    Line,
    begins_sentence,
    is_rule,
    mostly_capitals,
    paragraph_starts,
)

_BY_SHAPE: Mapping[Shape, float] = {
    "voice": 4.0,
    "generic": 3.0,
    "titled": 2.5,
    "person": 2.0,
    "script": 1.5,
    "post": 1.5,
    "word": 1.5,
    "handle": 1.0,
    "phrase": -0.8,
}
_BY_DRESS: Mapping[str, float] = {"bold": 1.5, "bracket": 1.5, "chevron": 1.5, "numbered": 2.5}
_ACCEPTED = 4.0
_SUSPICIOUS, _LEAST_SUSPICIOUS = 3.0, -0.5
# What is added to a label's score for what it is.
_AGAIN, _MOST_AGAIN = 1.5, 3.5
_KNOWN = 3.0
_CAPITALS, _GENERIC_IN_CAPITALS = 3.0, 1.0
_TIMED = 2.5
_DETAILED = 1.0
_HOLDER = 2.0
_OWN_LINE = -2.0
_VALUE = -8.0
_OTHER_STYLE = -1.5
_COMMON_WORD = -2.0
_ASIDE, _PERHAPS_ASIDE = -8.0, -4.0
_LOWER_CASE = -1.0
# What is added for the other labels of its form.
_RECURRING, _STRONG, _LISTED, _MOST_ALIKE = 1.5, 0.5, 0.25, 3.0
_SAME_MARK, _SAME_MARK_ONCE, _MOST_SAME_MARK, _MOST_SAME_MARK_IN_CAPITALS = 2.0, 0.25, 2.0, 2.5
_OPENS_TEXT = 1.5
_COVERAGE = 2.0
_BESIDE_OTHER_MARKS = -3.0
_LIVE_FORM, _LIVE_WORD = 1.5, 2.0

_COVERS, _ALTERNATES, _RARE, _BRACKETED = 0.6, 0.35, 0.01, 0.25
"""Shares of the paragraphs that labels open."""
_LIVE = _MANY = _FREQUENT = _PAGES = 3
_MOST_VALUES = 0.1
_UNIFORM = 5
_LONGEST_VALUE, _SHORT_VALUE = 10, 2
_LEAST_HEADER = 20
_LEAST_WORDS_AFTER = 50
_LONGEST_PAGE_HEADING = 50

_ALL_MARKS = get_args(Mark)
_DISTINCT_MARKS = frozenset({"colon", "letter", "bracket"})
"""A name and a full stop, or a name on a line, also stand where speakers hand over: these marks do not."""
_CERTAIN = frozenset({"generic", "voice", "titled"})
_PEOPLE = frozenset({"person", "titled", "voice", "generic", "script"})
_UNSURE = frozenset({"word", "generic", "phrase"})
_WEAK = frozenset({"word", "person", "phrase"})
_CAPITALS_INSIDE = r"(?<=[.?!…”)\"] )(?P<label>[A-Z][A-Z'’.\-]*(?: [A-Z][A-Z'’.\-]*){0,5}"
_CAPITAL_INSIDE: Mapping[Mark, re.Pattern[str]] = {
    "dash": re.compile(rf"{_CAPITALS_INSIDE}[A-Z])\. ?[-–—](?= )"),
    "colon": re.compile(rf"{_CAPITALS_INSIDE}):(?= )"),
}
_NO_WORDS = re.compile(r"[\d.,;:%€$£()\s/+\-–]*\d[\d.,;:%€$£()\s/+\-–]*|<?https?://\S+>?\.?")
"""What is no speech: figures, and links."""
_LABEL_ENDS = re.compile(r"[^:.?!]{0,80}\([^()]{2,60}\):")
_SENTENCE = re.compile(r"[.?!…;。！？][\"”’')\]*_]*$|[,:—–-]$")


class Decision(msgspec.Struct, frozen=True):
    """The openings of turns, and the label-like starts that come again but were not read as such; both in order."""

    openings: tuple[Candidate, ...]
    unread: tuple[Candidate, ...]


def decide(
    all_lines: Sequence[Line],
    metadata: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    has_sentences: bool = True,
) -> Decision:
    """The openings among the lines, in view of the names that the metadata gives.

    Without `has_sentences` lines may end anywhere, as those of captions do.
    """
    text = _Text(all_lines)
    candidates = _candidates(text, " ".join((metadata.title or "").split()))
    labels = _labels(candidates)
    if not labels:
        return Decision((), ())
    _score(labels, text, metadata, has_sentences=has_sentences)
    by_candidate = {id(candidate): label for label in labels for candidate in label.members}
    accepted = [candidate for candidate in candidates if by_candidate[id(candidate)].is_accepted]
    openings = _with_words(
        [candidate for candidate in accepted if _may_open(candidate, by_candidate[id(candidate)], text)], text
    )
    opened = {candidate.line for candidate in openings}
    first = min(opened, default=0)
    suspicion = _Suspicion(labels, text)
    unread = [
        candidate
        for candidate in candidates
        if candidate.line > first
        and candidate.line not in opened
        and suspicion.is_suspicious(candidate, by_candidate[id(candidate)])
    ]
    unread += _inside_lines(openings, text)
    return Decision(tuple(openings), tuple(sorted(unread, key=lambda candidate: candidate.start)))


class _Text:
    """The lines of a document, and what each says by its place."""

    def __init__(self, all_lines: Sequence[Line]) -> None:
        self.lines = all_lines
        self.starts = paragraph_starts(all_lines)
        self.first_lines = sorted(self.starts)[:1]

    def line(self, index: int) -> Line:
        """A line, an empty one beyond the text."""
        return self.lines[index] if 0 <= index < len(self.lines) else Line(0, "")

    def begins(self, index: int) -> bool:
        """Whether a line begins a paragraph, or comes after one that ends like a sentence or a label."""
        return index in self.starts or begins_sentence(self.line(index - 1).text)

    def heads_paragraph(self, index: int) -> bool:
        """Whether a line comes after a blank one, a rule or a time."""
        before = self.line(index - 1).text
        return index in self.starts and (not before or is_rule(before) or is_time(before))

    def follows_sentence(self, index: int) -> bool:
        """Whether a line is indented, or comes after a blank line or the end of a sentence."""
        before, line = self.line(index - 1), self.line(index)
        is_indented = line.indent >= before.indent + INDENTED or line.indent > INDENTED
        return not before.text or is_indented or _SENTENCE.search(before.text) is not None

    def is_inside_sentence(self, index: int) -> bool:
        """Whether the last words before a line end in the middle of a sentence, whatever lines are between."""
        before = next((line.text for line in reversed(self.lines[max(0, index - 3) : index]) if line.text), "")
        return before[-1:].isalnum() and not before.isupper()

    def is_page_heading(self, index: int) -> bool:
        """Whether a line is short and comes after a blank one, as the heading of a page in a court's record."""
        return not self.line(index - 1).text and len(self.line(index).text) < _LONGEST_PAGE_HEADING

    def joined(self, index: int) -> Line:
        """A line, joined with the next one where a label continues there: long posts are wrapped."""
        line, following = self.line(index), self.line(index + 1)
        is_open = line.text.count("(") > line.text.count(")")
        if following.text and (is_open or (":" not in line.text and _LABEL_ENDS.match(following.text))):
            gap = " " * (following.start - line.end)
            return Line(line.start, f"{line.text}{gap}{following.text}", line.indent)
        return line

    def words_after(self, candidate: Candidate) -> str:
        """The words after a label on its line."""
        line = self.line(candidate.line)
        return line.text[candidate.body - line.start :].strip(" \xa0*_")

    def precedes_words(self, candidate: Candidate) -> bool:
        """Whether words follow a label on a line of its own; after a name in a list there is another name."""
        following = self._next_text(candidate.line)
        if is_rule(following):
            following = self._next_text(candidate.line + 1)
        if len(following) >= _LEAST_WORDS_AFTER or _SENTENCE.search(following):
            return True
        words = label_words(following)
        is_word = candidate.time is not None and words is not None and words.shape in _UNSURE
        return bool(following) and (words is None or is_word)

    def precedes_value(self, candidate: Candidate) -> bool:
        """Whether the next line with words is a value, as in a list of fields."""
        following = self._next_text(candidate.line)
        is_short = 0 < len(following.split()) <= _SHORT_VALUE and not _SENTENCE.search(following)
        return (is_short and candidate.shape in _WEAK) or _NO_WORDS.fullmatch(following) is not None

    def _next_text(self, index: int) -> str:
        return next((line.text for line in self.lines[index + 1 : index + 6] if line.text), "")

    def coverage(self, candidates: Iterable[Candidate]) -> Mapping[Mark, float]:
        """The share of paragraphs that candidates of each mark open."""
        opened = Counter(candidate.mark for candidate in candidates if candidate.line in self.starts)
        return defaultdict(float, {mark: count / len(self.starts) for mark, count in opened.items()})


def _inside_lines(openings: Sequence[Candidate], text: _Text) -> Iterator[Candidate]:
    """Labels in capitals after the end of a sentence inside a line, in a text whose labels are written like them."""
    keys = {
        candidate.key
        for candidate in openings
        if candidate.words.capitals and candidate.mark in _CAPITAL_INSIDE
    }
    marks = {candidate.mark for candidate in openings if candidate.key in keys}
    bodies = {candidate.line: candidate.body for candidate in openings}
    for mark in marks & _CAPITAL_INSIDE.keys():
        for index, line in enumerate(text.lines):
            if mark == "colon" and ": " not in line.text:
                continue
            for match in _CAPITAL_INSIDE[mark].finditer(line.text):
                words = label_words(match["label"])
                # A dash after a point is rare elsewhere; a colon after capitals is not.
                start, body = line.start + match.start("label"), line.start + match.end()
                is_label = words is not None and (mark == "dash" or words.key in keys)
                if words is not None and is_label and start >= bodies.get(index, 0):
                    yield Candidate(index, mark, "", words, start, body)


def _candidates(text: _Text, title: str) -> list[Candidate]:
    """The candidates at the places where a label of their form may stand."""
    found = [candidate for candidate in _all_candidates(text, title) if _is_possible(candidate, text)]
    # "(Speaks French)" is a stage direction; names in brackets on lines of their own stand over most paragraphs.
    bracketed = {candidate.line for candidate in found if _is_bracketed_line(candidate)}
    keys = Counter(candidate.key for candidate in found if candidate.line in bracketed)
    if max(keys.values(), default=0) < 2 or len(bracketed) < _BRACKETED * len(text.starts):
        found = [candidate for candidate in found if candidate.line not in bracketed or candidate.time]
    # A list may have an item A; those who ask and answer take turns.
    letters = Counter(candidate.label for candidate in found if candidate.label in {"Q", "A"})
    return [candidate for candidate in found if candidate.label != "A" or letters["A"] <= 3 * letters["Q"]]


def _all_candidates(text: _Text, title: str) -> Iterator[Candidate]:
    before, is_inside = "", False
    for index, line in enumerate(text.lines):
        # An interjection in parentheses may go on over lines: "(Beifall bei der SPD sowie / DIE LINKE: Bravo!)".
        was_inside, is_inside = is_inside, _is_open(line.text, is_inside=is_inside)
        if was_inside:
            before = line.text
            continue
        begins = index in text.starts or begins_sentence(before)
        before = line.text
        if not before or before == title or not (begins or ":" in before or "：" in before):
            continue
        heads = begins and text.heads_paragraph(index)
        candidate = candidate_at(index, text.joined(index), begins=begins, heads_paragraph=heads)
        if candidate is not None:
            yield candidate


def _is_open(line: str, *, is_inside: bool) -> bool:
    """Whether a parenthesis at the beginning of a line, or of one before it, is still open after the line."""
    if not is_inside:
        return line[:1] in {"(", "["} and ")" not in line and "]" not in line
    return bool(line) and ")" not in line and "]" not in line


def _is_bracketed_line(candidate: Candidate) -> bool:
    return candidate.mark == "line" and candidate.dress == "bracket"


def _is_possible(candidate: Candidate, text: _Text) -> bool:
    if candidate.mark == "bracket" or _is_bracketed_line(candidate):
        return candidate.shape in {"voice", "person", "titled"} and text.precedes_words(candidate)
    if candidate.mark == "letter":
        has_point = text.line(candidate.line).text[1:2] == "."
        follows = text.follows_sentence(candidate.line) or text.is_page_heading(candidate.line - 1)
        return follows and (has_point or candidate.line in text.starts)
    if candidate.mark == "line" and candidate.line not in text.starts:
        return candidate.time is not None
    return candidate.mark != "line" or text.precedes_words(candidate)


class _Form(msgspec.Struct, frozen=True):
    """How a label is written; `kind` is its shape, where a post is as good as a title."""

    mark: Mark
    dress: str
    is_timed: bool
    kind: str
    capitals: bool
    has_words: bool


class _Label(msgspec.Struct):
    """A label in a form, with its candidates: what is accepted or rejected as a whole."""

    members: list[Candidate]
    form: _Form
    own_score: float = 0.0
    score: float = 0.0

    @property
    def first(self) -> Candidate:
        """The first candidate, which represents all."""
        return self.members[0]

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self.members)

    @property
    def recurs(self) -> bool:
        """Whether the label recurs, and its own evidence does not speak against it."""
        return self.count > 1 and self.own_score > -1

    @property
    def is_strong(self) -> bool:
        """Whether it looks like a person, a voice or a post."""
        return self.form.kind not in {"word", "phrase"} and self.own_score > -1

    @property
    def is_accepted(self) -> bool:
        """Whether it opens turns."""
        return self.score >= _ACCEPTED


def _labels(candidates: Iterable[Candidate]) -> list[_Label]:
    groups: dict[tuple[str, Mark, str, bool], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key, candidate.mark, candidate.dress, candidate.has_words].append(candidate)
    return [_Label(members, _form(members[0])) for members in groups.values()]


def _form(candidate: Candidate) -> _Form:
    kind = "titled" if candidate.shape == "post" else candidate.shape
    is_timed = candidate.time is not None
    return _Form(candidate.mark, candidate.dress, is_timed, kind, candidate.words.capitals, candidate.has_words)


def _score(labels: Sequence[_Label], text: _Text, metadata: Metadata, *, has_sentences: bool) -> None:
    """Give every label its score."""
    own = _OwnEvidence(labels, text, metadata, has_sentences=has_sentences)
    for label in labels:
        label.own_score = own.score(label)
    others = _OtherLabels(labels, text)
    for label in labels:
        label.score = label.own_score + others.score(label)
    _raise_live_forms(labels)
    _lower_minor_marks(labels)


class _OwnEvidence:
    """What a label says by itself, in the light of its text."""

    def __init__(
        self, labels: Sequence[_Label], text: _Text, metadata: Metadata, *, has_sentences: bool
    ) -> None:
        self._text = text
        self._title = (metadata.title or "").casefold()
        self._speakers = [name.casefold() for name in metadata.speakers]
        self._in_capitals = mostly_capitals(text.lines)
        names = Counter(
            label.form.capitals
            for label in labels
            for _ in label.members
            if label.first.shape in {"person", "titled"}
        )
        self._has_capital_names = names[True] > names[False]
        has_words = any(label.first.shape == "word" for label in labels)
        self._lower_words = _lower_case_words(text.lines) if has_words else frozenset()
        frequent = [member for label in labels if label.count >= _FREQUENT for member in label.members]
        lower = sum(text.words_after(member)[:1].islower() for member in frequent)
        self._speech_is_lower = lower > _MOST_VALUES * len(frequent)
        values = sum(map(self._is_value, frequent)) if has_sentences else 0
        recurs = any(label.count > 1 for label in labels if label.first.shape != "phrase")
        opens = any(member.line in text.first_lines for label in labels for member in label.members)
        self._is_captions = not has_sentences
        self._is_without_labels = not has_sentences and not recurs and not opens
        self._has_sentences = has_sentences and values <= _MOST_VALUES * len(frequent)

    def score(self, label: _Label) -> float:
        """The score of the label's words, of its form, and of what follows it."""
        count = sum(self._text.begins(member.line) for member in label.members)
        again = min(_MOST_AGAIN, _AGAIN * math.log2(max(1, count)))
        return _BY_SHAPE[label.first.shape] + again + self._of_form(label) + self._of_words(label)

    def _of_form(self, label: _Label) -> float:
        first, form = label.first, label.form
        score = _BY_DRESS.get(form.dress, 0.0)
        if any(member.time is not None for member in label.members):
            score += _TIMED
        if form.capitals and form.mark != "line" and first.shape != "voice":
            capitals = _GENERIC_IN_CAPITALS if first.shape == "generic" else _CAPITALS
            is_plain = self._in_capitals and form.mark != "letter"
            score += (_COMMON_WORD * (label.count == 1 and first.shape in _WEAK)) if is_plain else capitals
        if form.mark == "line" and first.time is None and form.dress != "bracket":
            score += _OWN_LINE
        if form.mark == "line" and first.time is None and first.shape != "generic":
            score += _OTHER_STYLE if form.capitals and not self._has_capital_names else 0.0
        return score

    def _of_words(self, label: _Label) -> float:
        first, words = label.first, label.first.words
        score = _DETAILED * words.has_detail + _HOLDER * words.has_holder
        score += (_PERHAPS_ASIDE if first.shape in {"titled", "script"} else _ASIDE) * words.is_aside
        if first.shape == "handle" and first.key.islower() and "_" not in first.key:
            score += _LOWER_CASE if label.count > 1 or first.time is not None else _VALUE
        if self._is_known(first):
            score += _KNOWN
        if first.shape == "word" and words.has_detail and label.count == 1:
            score += _COMMON_WORD
        if not words.capitals:
            is_lower = self._text.words_after(first)[:1].islower()
            score += _COMMON_WORD * (first.shape == "word" and first.key in self._lower_words)
            is_doubtful = label.count == 1 and first.shape in _UNSURE and is_lower
            score += (_COMMON_WORD if self._speech_is_lower else _VALUE) * is_doubtful
        # A caption may go on with any word, in capitals, too: "… have launched the / BRICK: the token".
        may_go_on = self._is_without_labels if label.form.mark == "colon" else self._is_captions
        is_inside = may_go_on and all(self._text.is_inside_sentence(member.line) for member in label.members)
        score += _VALUE * (is_inside and first.shape in _WEAK)
        if self._precedes_values(label) or self._is_page_header(label):
            score += _VALUE
        return score

    def _is_known(self, candidate: Candidate) -> bool:
        """Whether the front matter lists a label among the speakers, or the title has its two words or more."""
        key = candidate.key
        if any(key == name or name in key or key in name.split() for name in self._speakers):
            return True
        # A line of its own with words of the title is a place or a heading.
        return candidate.mark != "line" and " " in key and key in self._title

    def _precedes_values(self, label: _Label) -> bool:
        """Whether values follow a label more often than sentences.

        Dates are values; so are other words without the end of a sentence, if sentences follow most labels of the text.
        """
        is_value = self._is_value if self._has_sentences else self._is_date
        return sum(map(is_value, label.members)) * 2 > label.count

    def _is_date(self, candidate: Candidate) -> bool:
        value = self._text.words_after(candidate)
        is_value = _NO_WORDS.fullmatch(value) or (not _SENTENCE.search(value) and is_dated(value))
        return candidate.mark == "colon" and bool(is_value)

    def _is_value(self, candidate: Candidate) -> bool:
        """Whether what follows a label on its line is a value, as in `Date: 4 March`, and no sentence."""
        value = self._text.words_after(candidate)
        if _NO_WORDS.fullmatch(value):
            return True
        if not value and candidate.mark == "colon":
            return self._text.precedes_value(candidate)
        is_voice = candidate.shape == "voice" or (candidate.shape == "generic" and candidate.words.capitals)
        if not value or is_voice or candidate.mark == "line" or _SENTENCE.search(value):
            return False
        words = value.split()
        is_alone = not self._text.line(candidate.line + 1).text
        is_short = len(words) <= _LONGEST_VALUE and all(
            not word[0].islower() or len(word) <= 3 for word in words
        )
        return is_dated(value) or (is_alone and is_short)

    def _is_page_header(self, label: _Label) -> bool:
        """Whether the same words come after a label each time, as at the head of pages."""
        written = {self._text.line(member.line).text for member in label.members}
        header = next(iter(written))
        is_same = label.first.has_words and label.count >= _PAGES and len(written) == 1
        return is_same and len(header) > _LEAST_HEADER and not _SENTENCE.search(header)


class _OtherLabels:
    """What the other labels of a text say of one: those of its form, and those of its mark."""

    def __init__(self, labels: Sequence[_Label], text: _Text) -> None:
        self._by_form: dict[_Form, list[_Label]] = defaultdict(list)
        for label in labels:
            self._by_form[label.form].append(label)
        self._recurring = Counter(label.form for label in labels if label.recurs)
        self._strong = Counter(label.form for label in labels if label.is_strong)
        candidates = [candidate for label in labels for candidate in label.members]
        self._coverage = text.coverage(candidates)
        recurring = [label for label in labels if label.recurs and label.form.mark == "colon"]
        turns = Counter(
            label.form.capitals for label in recurring for _ in label.members if label.form.kind != "generic"
        )
        self._only_capitals = turns[True] >= _MANY and not turns[False]
        words = Counter(label.form.has_words for label in recurring for _ in label.members)
        least = min(words[True], words[False])
        is_uniform = words.total() >= (_UNIFORM if least else _MANY) and least * 10 <= words.total()
        self._most_have_words = words[True] > words[False] if is_uniform else None
        colons = Counter(candidate.has_words for candidate in candidates if candidate.mark == "colon")
        self._have_words = colons[True] > colons[False]
        self._marks_recur = {label.form.mark for label in labels if label.recurs}
        start = next((index for index in sorted(text.starts) if not _is_head(text.line(index).text)), -1)
        opening = next((candidate for candidate in candidates if candidate.line == start), None)
        self._first_form = None if opening is None else _form(opening)

    def score(self, label: _Label) -> float:
        """The score of the labels like this one, of its place in the text, less what sets it apart."""
        return self._alike(label) + self._same_mark(label) + self._place(label) + self._apart(label)

    def _opens_text(self, label: _Label) -> bool:
        """Whether the text opens with a label of this mark that is certainly one."""
        first = self._first_form
        return first is not None and first.mark == label.form.mark and first.kind in _CERTAIN

    def _alike(self, label: _Label) -> float:
        form = label.form
        # Labels that come once each are a list, unless they open the text or most paragraphs.
        is_list = (
            form.mark not in self._marks_recur and self._coverage[form.mark] < _COVERS and form.mark != "line"
        )
        is_first = form == self._first_form or self._opens_text(label)
        weight = _LISTED if is_list and not is_first else _STRONG
        recurring, strong = self._recurring[form] - label.recurs, self._strong[form] - label.is_strong
        return min(_MOST_ALIKE, _RECURRING * recurring + weight * strong)

    def _same_mark(self, label: _Label) -> float:
        forms = [form for form in self._by_form if form.mark == label.form.mark and form != label.form]
        score = sum(_SAME_MARK * self._recurring[form] + _SAME_MARK_ONCE * self._strong[form] for form in forms)
        return min(_MOST_SAME_MARK_IN_CAPITALS if label.form.capitals else _MOST_SAME_MARK, score)

    def _place(self, label: _Label) -> float:
        form, alike, coverage = label.form, self._by_form[label.form], self._coverage[label.form.mark]
        is_several = len(alike) >= 3
        alternates = coverage >= _ALTERNATES and (is_several or self._recurring[form] > 0)
        is_safe = form.mark != "line" or alternates or (is_several and label.first.words.has_detail)
        score = 0.0
        if (form == self._first_form and len(alike) >= 2 and is_safe) or (
            self._opens_text(label) and form.kind in {"person", "titled"}
        ):
            score += _OPENS_TEXT
        if coverage >= _COVERS:
            score += _COVERAGE * coverage
        elif form.mark == "line" and alternates:
            score += _COVERAGE
        return score

    def _apart(self, label: _Label) -> float:
        form = label.form
        is_weak = form.kind in _WEAK
        is_rare = label.count <= 2 and self._coverage[form.mark] < _RARE and form != self._first_form
        # `Lamps:` with nothing after it, among labels with words, is a heading.
        is_heading = form.mark == "colon" and not form.has_words and self._have_words
        is_other = label.count == 1 and not form.capitals and self._only_capitals
        weight = 2 if form.kind == "person" else 4
        # Where the words of all who speak begin on the next line, `Foo: words` is speech.
        is_misplaced = label.count == 1 and is_weak and self._most_have_words is (not form.has_words)
        styles = (
            (is_rare and is_weak)
            + weight * (is_heading and is_weak)
            + (is_misplaced or is_other)
            # A colon inside a line is common in speech.
            + (is_misplaced and form.mark == "colon")
        )
        return _OTHER_STYLE * styles


def _raise_live_forms(labels: Sequence[_Label]) -> None:
    """Add what it says that others of a form open turns: who comes once among them is likely to open one, too."""
    live = _live_forms(labels)
    alike = Counter[tuple[str, str, bool]]()
    for form, count in live.items():
        alike[form.mark, form.dress, form.capitals] += count
    for label in labels:
        form = label.form
        if live[form] >= _LIVE and form.kind in _PEOPLE:
            label.score += _LIVE_FORM
        elif form.kind == "word" and (form.has_words or form.dress == "heading"):
            label.score += _LIVE_WORD * (alike[form.mark, form.dress, form.capitals] >= _LIVE)


def _live_forms(labels: Iterable[_Label]) -> Counter[_Form]:
    """How many turns accepted labels of each form open."""
    return Counter(label.form for label in labels for _ in label.members if label.is_accepted)


def _lower_minor_marks(labels: Sequence[_Label]) -> None:
    """Lower labels with a full stop, a dash or a line of their own where labels with another mark open more turns."""
    turns = Counter(label.form.mark for label in labels for _ in label.members if label.is_accepted)
    keys = {label.first.key for label in labels if label.is_accepted and label.form.mark in _DISTINCT_MARKS}
    most = {mark: max((turns[other] for other in turns if other != mark), default=0) for mark in _ALL_MARKS}
    for label in labels:
        mark = label.form.mark
        others = most[mark]
        is_timed = any(member.time is not None for member in label.members)
        is_known = mark == "line" and label.first.key in keys
        if is_known:
            label.score = max(label.score, _ACCEPTED)
        elif mark not in _DISTINCT_MARKS and others >= max(2, turns[mark]) and not is_timed:
            label.score += _BESIDE_OTHER_MARKS


def _with_words(openings: Sequence[Candidate], text: _Text) -> list[Candidate]:
    """The openings without names on a line of their own that come right before another label: they announce it."""
    lines = {candidate.line for candidate in openings}

    def is_announcement(candidate: Candidate) -> bool:
        following = (index for index in range(candidate.line + 1, candidate.line + 6) if text.line(index).text)
        return candidate.mark == "line" and next(following, -1) in lines

    return [candidate for candidate in openings if not is_announcement(candidate)]


def _may_open(candidate: Candidate, label: _Label, text: _Text) -> bool:
    """Whether an accepted label opens a turn here: a wrapped line may begin with anything but a frequent label."""
    if text.begins(candidate.line) or candidate.time is not None:
        return True
    return candidate.mark == "colon" and label.count >= _FREQUENT


class _Suspicion:
    """Which rejected candidates may be labels of people whose words were not told apart."""

    def __init__(self, labels: Sequence[_Label], text: _Text) -> None:
        self._text = text
        self._keys = {label.first.key for label in labels if label.is_accepted}
        self._live = _live_forms(labels)

    def is_suspicious(self, candidate: Candidate, label: _Label) -> bool:
        """Whether a candidate comes again, or is like labels that open turns."""
        if self._is_harmless(candidate):
            return False
        is_person = candidate.shape in {"person", "titled"} and self._live[label.form] >= _LIVE
        comes_again = label.count >= 2 and (label.score > 0 or label.own_score > _LEAST_SUSPICIOUS)
        return comes_again or is_person or (candidate.mark == "colon" and label.score >= _SUSPICIOUS)

    def _is_harmless(self, candidate: Candidate) -> bool:
        if candidate.shape == "phrase" or not self._text.begins(candidate.line):
            return True
        if candidate.mark == "line":
            is_word = candidate.shape in {"word", "post", "handle"} and not candidate.words.has_detail
            return is_word or candidate.key in self._keys
        return candidate.mark == "stop" and not candidate.has_words


def _is_head(line: str) -> bool:
    """Whether a line is a dateline, a Markdown heading or a rule."""
    return line.startswith("#") or is_dated(line) or is_rule(line)


def _lower_case_words(all_lines: Iterable[Line]) -> Collection[str]:
    words = " ".join(line.text for line in all_lines).split()
    return frozenset(word.strip(".,;:?!\"“”()’'") for word in set(words) if word[0].islower())
