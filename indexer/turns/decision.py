"""Which label-like line starts open turns, decided over the whole document.

No form switches another off. Each label has a score: what its words look like, how often it comes again, in which form
and position it is written; to this comes what the other labels of its form say. The weights were set by hand on the
rendered transcripts of `onrecord eval reading` and on real files; docs/decisions/turns.md has the figures.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from indexer.model import Metadata
from indexer.turns.candidates import Candidate, Mark, candidate_at, is_time
from indexer.turns.label_words import Shape, label_words
from indexer.turns.lines import Line
from indexer.turns.margins import is_dated


class Decision(msgspec.Struct, frozen=True):
    """The openings of turns, and the label-like starts that come again but were not read as such; both in order."""

    openings: tuple[Candidate, ...]
    unread: tuple[Candidate, ...]


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
_ACCEPTED = 4.0
_SUSPICIOUS = 3.0
_KNOWN = 3.0
_CAPITALS = 3.0
_GENERIC_IN_CAPITALS = 1.0
_TIMED = 2.5
_DRESSED = 1.5
_DETAILED = 1.0
_HOLDER = 2.0
_OPENS_TEXT = 1.5
_HEADING_LIKE = -8.0
_OTHER_STYLE = -1.5
_COMMON_WORD = -2.0
_BESIDE_OTHER_MARKS = -3.0
_DISTINCT_MARKS = frozenset({"colon", "letter", "bracket"})
_MOSTLY_CAPITALS = 0.6
_SAMPLED_LINES = 400
_LEAST_LETTERS = 40
_LONGEST_DATELINE = 60
_COVERS = 0.6
_ALTERNATES = 0.35
_MANY = 3
_FREQUENT = 3
_MOST_VALUES = 0.1
_LIVE = 3
_LIVE_FORM = 1.5
_LIVE_WORD = 2.0
_PAGES = 3
_INDENTED = 2
_FEW_LINES = 6
_RARE = 0.01
_BRACKETED = 0.25
_LEAST_BLANK = 0.05
_CERTAIN = frozenset({"generic", "voice", "titled"})
_UNSURE = frozenset({"word", "generic", "phrase"})
_ENDINGS = frozenset(".?!…—–-:)]\"”’'*>_。！？」』»")
_LABEL_ENDS = re.compile(r"[^:.?!]{0,80}\([^()]{2,60}\):")
_RULE = re.compile(r"[-=*_—–~#\s.]{3,}")
_SENTENCE = re.compile(r"[.?!…;。！？][\"”’')\]*_]*$|[,:—–-]$")

_Form: TypeAlias = tuple[Mark, str, bool, str, bool, bool]


def decide(
    all_lines: Sequence[Line],
    metadata: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    has_sentences: bool = True,
) -> Decision:
    """The openings among the lines, in view of the names that the metadata gives.

    Without `has_sentences` lines may end anywhere, as those of captions do.
    """
    title = " ".join((metadata.title or "").split())
    document = _Document(all_lines, has_sentences=has_sentences, title=title)
    if not document.candidates:
        return Decision((), ())
    accepted = document.accepted(metadata)
    openings = [
        candidate
        for candidate in document.candidates
        if _group(candidate) in accepted and document.may_open(candidate, accepted)
    ]
    first = openings[0].line if openings else 0
    opened = {candidate.line for candidate in openings}
    unread = [
        candidate
        for candidate in document.candidates
        if candidate.line > first and candidate.line not in opened and document.is_suspicious(candidate)
    ]
    return Decision(tuple(openings), tuple(unread))


_Group: TypeAlias = tuple[str, Mark, str, bool]


def _group(candidate: Candidate) -> _Group:
    """What is accepted or rejected as a whole: a label in a form. Words on the label's own line are part of the form."""
    return candidate.key, candidate.mark, candidate.dress, candidate.has_words


class _Document:
    """The candidates of a document, and what they have in common."""

    def __init__(self, all_lines: Sequence[Line], *, has_sentences: bool = True, title: str = "") -> None:
        self.lines = all_lines
        self.has_sentences = has_sentences
        self.starts = _paragraph_starts(all_lines)
        found = (
            candidate_at(index, self._joined(index, line), begins=begins, heads_paragraph=begins and self._heads_paragraph(index))
            for index, line in enumerate(all_lines)
            if line.text and line.text != title and ((begins := self._begins(index)) or ":" in line.text or "：" in line.text)
        )
        self.candidates = [
            candidate for candidate in found if candidate is not None and self._is_possible(candidate)
        ]
        # "(Speaks French)" is a stage direction; names in brackets on lines of their own stand over most paragraphs.
        bracketed = [
            candidate
            for candidate in self.candidates
            if (candidate.mark, candidate.dress) == ("line", "bracket")
        ]
        recurs = max(Counter(candidate.key for candidate in bracketed).values(), default=0) > 1
        if not recurs or len(bracketed) < _BRACKETED * len(self.starts):
            self.candidates = [
                candidate for candidate in self.candidates if candidate not in bracketed or candidate.time
            ]
        letters = Counter(candidate.label for candidate in self.candidates if candidate.mark == "letter")
        if letters["A"] > 3 * letters["Q"]:
            self.candidates = [
                candidate
                for candidate in self.candidates
                if candidate.mark != "letter" or candidate.label == "Q"
            ]
        self.groups: dict[_Group, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            self.groups[_group(candidate)].append(candidate)
        self.scores: dict[_Group, float] = {}
        self.accepted_keys: set[str] = set()
        self.live_forms: set[_Form] = set()
        names = Counter(
            candidate.words.capitals for candidate in self.candidates if candidate.shape in {"person", "titled"}
        )
        self.has_capital_names = names[True] > names[False]
        if has_sentences:
            frequent = [member for members in self.groups.values() if len(members) >= _FREQUENT for member in members]
            values = sum(map(self._is_heading_like, frequent))
            self.has_sentences = values <= _MOST_VALUES * len(frequent)

    def _joined(self, index: int, line: Line) -> Line:
        """A line, with the next one if its parentheses go on there: long posts are broken at a width."""
        following = self.lines[index + 1] if index + 1 < len(self.lines) else Line(0, "")
        is_open = line.text.count("(") > line.text.count(")")
        if not following.text or not (is_open or (":" not in line.text and _LABEL_ENDS.match(following.text))):
            return line
        return Line(line.start, line.text + " " * (following.start - line.end) + following.text, line.indent)

    def _is_possible(self, candidate: Candidate) -> bool:
        if candidate.mark == "bracket" or (candidate.mark, candidate.dress) == ("line", "bracket"):
            return candidate.shape in {"voice", "person", "titled"} and self._precedes_words(candidate)
        if candidate.mark == "letter":
            return candidate.line in self.starts and self._follows_sentence(candidate.line)
        if candidate.mark == "line" and candidate.line not in self.starts:
            return candidate.time is not None
        return candidate.mark != "line" or self._precedes_words(candidate)

    def _precedes_words(self, candidate: Candidate) -> bool:
        """Whether words follow a label on a line of its own; after a name in a list there is another name."""
        following = self._next_text(candidate.line)
        if following is not None and _RULE.fullmatch(following.text):
            following = self._next_text(candidate.line + 1)
        if following is None:
            return False
        if len(following.text) >= 50 or _SENTENCE.search(following.text):
            return True
        words = label_words(following.text)
        return words is None or (candidate.time is not None and words.shape in {"word", "phrase", "generic"})

    def _next_text(self, line: int) -> Line | None:
        return next((item for item in self.lines[line + 1 : line + 6] if item.text), None)

    def begins_paragraph_or_sentence(self, candidate: Candidate) -> bool:
        """Whether the line before is blank, or ends like a sentence or a label."""
        return self._begins(candidate.line)

    def _begins(self, line: int) -> bool:
        return line in self.starts or (line > 0 and self.lines[line - 1].text[-1:] in _ENDINGS)

    def _follows_sentence(self, line: int) -> bool:
        """Whether a line is indented, or comes after a blank line or the end of a sentence."""
        before = self.lines[line - 1] if line else Line(0, "")
        indented = self.lines[line].indent >= before.indent + _INDENTED or self.lines[line].indent > _INDENTED
        return not before.text or indented or _SENTENCE.search(before.text) is not None

    def _heads_paragraph(self, line: int) -> bool:
        before = self.lines[line - 1].text if line else ""
        return line in self.starts and (not before or _RULE.fullmatch(before) is not None or is_time(before))

    def may_open(self, candidate: Candidate, accepted: Collection[_Group]) -> bool:
        """Whether an accepted label opens a turn here: a wrapped line may begin with anything but a frequent label."""
        del accepted
        if self.begins_paragraph_or_sentence(candidate) or candidate.time is not None:
            return True
        return candidate.mark == "colon" and len(self.groups[_group(candidate)]) >= 3

    def is_suspicious(self, candidate: Candidate) -> bool:
        """Whether a rejected candidate may be the label of somebody whose words were not told apart."""
        group = _group(candidate)
        if candidate.mark == "stop" and not candidate.has_words:
            return False
        if candidate.shape == "phrase" or not self.begins_paragraph_or_sentence(candidate):
            return False
        if candidate.mark == "line" and (candidate.shape in {"word", "post"} or candidate.key in self.accepted_keys):
            return False
        if len(self.groups[group]) >= 2 and self.scores[group] > 0:
            return True
        if candidate.shape in {"person", "titled"} and _form([candidate]) in self.live_forms:
            return True
        return candidate.mark == "colon" and self.scores[group] >= _SUSPICIOUS

    def accepted(self, metadata: Metadata) -> set[_Group]:
        """The labels, each in its form, that open turns."""
        in_capitals = mostly_capitals(self.lines)
        has_words = any(candidate.shape == "word" for candidate in self.candidates)
        lower_words = _lower_case_words(self.lines) if has_words else frozenset()
        own = {
            group: self._own_score(members, metadata, lower_words, mostly_capitals=in_capitals)
            for group, members in self.groups.items()
        }
        forms: dict[_Form, list[_Group]] = defaultdict(list)
        for group, members in self.groups.items():
            forms[_form(members)].append(group)
        first = next((line for line in sorted(self.starts) if not _is_head(self.lines[line].text)), -1)
        opening = next((candidate for candidate in self.candidates if candidate.line == first), None)
        self.first_form = _form([opening]) if opening else None
        self.scores = self._scored(own, forms)
        # A name and a full stop, or a name on a line, also stand where speakers hand over: colons and letters count more.
        accepted = {
            group for group, score in self.scores.items() if score >= _ACCEPTED and group[1] in _DISTINCT_MARKS
        }
        keys = {key for key, *_ in accepted}
        turns = Counter[str]()
        for group, score in self.scores.items():
            turns[group[1]] += len(self.groups[group]) if score >= _ACCEPTED else 0
        live = Counter[_Form]()
        for form, groups in forms.items():
            live[form] = sum(len(self.groups[group]) for group in groups if self.scores[group] >= _ACCEPTED)
        for form, groups in forms.items():
            if live[form] >= _LIVE and form[3] in {"person", "titled", "voice", "generic"}:
                for group in groups:
                    self.scores[group] += _LIVE_FORM
            elif form[3] == "word" and form[0] == "colon" and form[5]:
                alike = sum(live[key] for key in forms if key[0] == "colon" and key[4] == form[4])
                if alike >= _LIVE:
                    for group in groups:
                        self.scores[group] += _LIVE_WORD
        for group in self.groups:
            mark = group[1]
            if mark in _DISTINCT_MARKS:
                if self.scores[group] >= _ACCEPTED:
                    accepted.add(group)
                continue
            others = max((count for other, count in turns.items() if other != mark), default=0)
            timed = any(candidate.time is not None for candidate in self.groups[group])
            if others >= max(2, turns[mark]) and not timed and not (mark == "line" and group[0] in keys):
                self.scores[group] += _BESIDE_OTHER_MARKS
            if self.scores[group] >= _ACCEPTED:
                accepted.add(group)
        self.accepted_keys = {key for key, *_ in accepted}
        self.live_forms = {form for form, count in live.items() if count >= _LIVE}
        return accepted

    def _scored(self, own: Mapping[_Group, float], forms: Mapping[_Form, list[_Group]]) -> dict[_Group, float]:
        coverage = self._coverage()
        recurring = {
            form: [group for group in groups if len(self.groups[group]) >= 2 and own[group] > -1]
            for form, groups in forms.items()
        }
        strong = {
            form: [group for group in groups if form[3] not in {"word", "phrase"} and own[group] > -1]
            for form, groups in forms.items()
        }
        capitals = self._turns_in(recurring, capitals=True)
        running = self._turns_in(recurring, capitals=False)
        colons = Counter(candidate.has_words for candidate in self.candidates if candidate.mark == "colon")
        worded, unworded = colons[True], colons[False]
        scores = {}
        for form, groups in forms.items():
            mark = form[0]
            same_mark = sum(
                2.0 * len(recurring[key]) + 0.25 * len(strong[key])
                for key in forms
                if key[0] == mark and key != form
            )
            # Labels that come once each are a list, unless they open the text or most paragraphs.
            has_recurring = any(recurring[key] for key in forms if key[0] == mark)
            is_list = not has_recurring and coverage[mark] < _COVERS and mark != "line"
            opens = self.first_form is not None and self.first_form[0] == mark and self.first_form[3] in _CERTAIN
            weight = 0.25 if is_list and form != self.first_form and not opens else 0.5
            alternates = coverage[mark] >= _ALTERNATES and (len(groups) >= 3 or bool(recurring[form]))
            for group in groups:
                others = sum(1 for other in recurring[form] if other != group)
                strong_others = sum(1 for other in strong[form] if other != group)
                bonus = min(3.0, 1.5 * others + weight * strong_others) + min(
                    2.5 if form[4] else 2.0, same_mark
                )
                has_posts = len(groups) >= 3 and self.groups[group][0].words.has_detail
                if form == self.first_form and len(groups) >= 2 and (mark != "line" or alternates or has_posts):
                    bonus += _OPENS_TEXT
                elif opens and form[3] in {"person", "titled"}:
                    bonus += _OPENS_TEXT
                if coverage[mark] >= _COVERS:
                    bonus += 2 * coverage[mark]
                elif mark == "line" and alternates:
                    bonus += 2
                is_rare = len(self.groups[group]) <= 2 and coverage[mark] < _RARE and form != self.first_form
                if is_rare and form[3] in {"word", "person", "phrase"}:
                    bonus += _OTHER_STYLE
                # `Lamps:` with nothing after it, among labels with words, is a heading.
                if (
                    mark == "colon"
                    and not form[5]
                    and form[3] in {"word", "person", "phrase"}
                    and worded > unworded
                ):
                    bonus += 2 * _OTHER_STYLE
                if len(self.groups[group]) == 1 and not form[4] and capitals >= _MANY and not running:
                    bonus += _OTHER_STYLE
                scores[group] = own[group] + bonus
        return scores

    def _turns_in(self, recurring: Mapping[_Form, list[_Group]], *, capitals: bool) -> int:
        """How many turns have a label that comes again, in capitals or in running script."""
        return sum(
            len(self.groups[group])
            for form, groups in recurring.items()
            for group in groups
            if form[0] == "colon" and form[3] != "generic" and form[4] is capitals
        )

    def _own_score(
        self,
        members: list[Candidate],
        metadata: Metadata,
        lower_words: frozenset[str],
        *,
        mostly_capitals: bool,
    ) -> float:
        first = members[0]
        count = sum(1 for member in members if self.begins_paragraph_or_sentence(member))
        score = _BY_SHAPE[first.shape] + min(3.5, 1.5 * math.log2(max(1, count)))
        if first.words.capitals and first.mark != "line" and first.shape != "voice":
            plain = _GENERIC_IN_CAPITALS if first.shape == "generic" else _CAPITALS
            score += plain if first.mark == "letter" or not mostly_capitals else 0.0
        if any(member.time is not None for member in members):
            score += _TIMED
        if first.dress in {"bold", "bracket", "chevron"}:
            score += _DRESSED + (2.0 if first.mark == "line" and first.dress == "bracket" else 0.0)
        if first.dress == "numbered":
            score += _TIMED
        if first.words.has_detail:
            score += _DETAILED
        if first.words.has_holder:
            score += _HOLDER
        if _is_known(first, metadata):
            score += _KNOWN
        if first.mark == "line" and first.time is None:
            score -= 2.0
            if first.words.capitals and not self.has_capital_names and first.shape != "generic":
                score += _OTHER_STYLE
        if first.shape == "word" and not first.words.capitals and first.key in lower_words:
            score += _COMMON_WORD
        if len(members) == 1 and first.shape in _UNSURE and self._words_of(first)[:1].islower() and not first.words.capitals:
            score += _COMMON_WORD
        if self._is_heading(members) or self._is_page_header(members):
            score += _HEADING_LIKE
        return score

    def _is_heading(self, members: list[Candidate]) -> bool:
        """Whether values follow a label more often than sentences.

        Dates are values; so are other words without the end of a sentence, if sentences follow most labels of the text.
        """
        is_value = self._is_heading_like if self.has_sentences else self._is_date
        return sum(map(is_value, members)) * 2 > len(members)

    def _is_date(self, candidate: Candidate) -> bool:
        value = self._words_of(candidate)
        return candidate.mark == "colon" and not _SENTENCE.search(value) and is_dated(value)

    def _is_heading_like(self, candidate: Candidate) -> bool:
        """Whether what follows a label on its line is a value, as in `Date: 4 March`, and no sentence."""
        value = self._words_of(candidate)
        is_voice = candidate.shape == "voice" or (candidate.shape == "generic" and candidate.words.capitals)
        if not value or is_voice or candidate.mark == "line" or _SENTENCE.search(value):
            return False
        if is_dated(value):
            return True
        following = self.lines[candidate.line + 1].text if candidate.line + 1 < len(self.lines) else ""
        words = value.split()
        return (
            not following
            and len(words) <= 10
            and all(not word[0].islower() or len(word) <= 3 for word in words)
        )

    def _words_of(self, candidate: Candidate) -> str:
        """The words after a label on its line."""
        line = self.lines[candidate.line]
        return line.text[candidate.body - line.start :].strip(" \xa0*_")

    def _is_page_header(self, members: list[Candidate]) -> bool:
        """Whether the same words come after a label each time, as at the head of pages."""
        written = {self.lines[member.line].text for member in members}
        return (
            members[0].has_words
            and len(members) >= _PAGES
            and len(written) == 1
            and len(words := written.pop()) > 20
            and not _SENTENCE.search(words)
        )

    def _coverage(self) -> dict[str, float]:
        """The share of paragraphs that candidates of each mark open."""
        opened = Counter(candidate.mark for candidate in self.candidates if candidate.line in self.starts)
        starts = max(1, len(self.starts))
        return defaultdict(float, {mark: count / starts for mark, count in opened.items()})


def _form(members: list[Candidate]) -> _Form:
    """The form of a label: mark, dress, whether it is timed, the kind of its words, whether it is in capitals, and whether
    words follow on its line.
    """
    first = members[0]
    kind = "titled" if first.shape in {"titled", "post"} else first.shape
    return first.mark, first.dress, first.time is not None, kind, first.words.capitals, first.has_words


def _is_mark(line: str) -> bool:
    """Whether a line is a rule, a time or a dateline."""
    if len(line) > _LONGEST_DATELINE:
        return _RULE.fullmatch(line) is not None
    has_digit = any(map(str.isdigit, line))
    return bool(_RULE.fullmatch(line)) or (has_digit and (is_time(line) or is_dated(line)))


def _is_head(line: str) -> bool:
    """Whether a line is a dateline, a Markdown heading or a rule."""
    return line.startswith("#") or is_dated(line) or _RULE.fullmatch(line) is not None


def _paragraph_starts(all_lines: Sequence[Line]) -> frozenset[int]:
    """The lines after a blank line, a rule or a time, and indented ones; all of a text whose lines are not broken at a width."""
    starts = []
    written = [index for index, line in enumerate(all_lines) if line.text]
    if not _is_wrapped([len(all_lines[index].text) for index in written]):
        return frozenset(written)
    is_dense = len(all_lines) - len(written) < _LEAST_BLANK * len(all_lines)
    open_before = True
    margin, paragraph_indent = 0, -1
    for index, line in enumerate(all_lines):
        if not line.text:
            open_before = True
            continue
        is_indented = line.indent >= margin + _INDENTED or line.indent == paragraph_indent
        if open_before or is_indented:
            starts.append(index)
        if is_indented:
            paragraph_indent = line.indent
        margin = line.indent
        ends = is_dense and line.text[-1] in _ENDINGS
        open_before = ends or _is_mark(line.text)
    return frozenset(starts)


def _is_wrapped(lengths: list[int]) -> bool:
    """Whether lines are broken at a width: then a third of them have about the length of the longest. A few lines do not
    show it, and are taken as broken.
    """
    if len(lengths) < _FEW_LINES:
        return True
    width = sorted(lengths)[int(0.95 * (len(lengths) - 1))]
    return 40 <= width <= 110 and sum(length >= 0.75 * width for length in lengths) * 3 >= len(lengths)


def mostly_capitals(all_lines: Sequence[Line]) -> bool:
    """Whether a text is set in capitals, as captions of broadcasts are. The first lines of the text decide."""
    sample = "".join(line.text for line in all_lines[:_SAMPLED_LINES])
    letters = sum(map(str.isalpha, sample))
    return letters >= _LEAST_LETTERS and sum(map(str.isupper, sample)) > _MOSTLY_CAPITALS * letters


def _lower_case_words(all_lines: Iterable[Line]) -> frozenset[str]:
    words = " ".join(line.text for line in all_lines).split()
    return frozenset(word.strip(".,;:?!\"“”()’'") for word in set(words) if word[0].islower())


def _is_known(candidate: Candidate, metadata: Metadata) -> bool:
    """Whether the front matter lists a label among the speakers, or the title has its two words or more."""
    key = candidate.key
    names = [name.casefold() for name in metadata.speakers]
    if any(key == name or name in key or key in name.split() for name in names):
        return True
    # A line of its own with words of the title is a place or a heading.
    return candidate.mark != "line" and " " in key and key in (metadata.title or "").casefold()
