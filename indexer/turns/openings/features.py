"""What is known of a label, as numbers: its own words, what is around it, and the other labels of the document."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from indexer.forest import Floats
from indexer.model import Metadata
from indexer.turns.dates import is_dated
from indexer.turns.lines import Line, is_rule, mostly_capitals
from indexer.turns.openings.candidates import Candidate, Mark
from indexer.turns.openings.label_words import Shape
from indexer.turns.openings.labels import Form, Label, form_of
from indexer.turns.openings.text_lines import NO_WORDS, SENTENCE, TextLines

FEATURES = (
    # The words of the label.
    "shape", "dress", "person", "own_line", "stopped", "letter", "timed", "capitals", "has_words", "words", "length",
    "detail", "holder", "aside", "lower_handle", "known", "lower_word",
    # The lines at which it stands, as shares of them: before it, after it.
    "count", "begins", "heads", "sentence_before", "blank_before", "inside_sentence", "upper_after", "lower_after",
    "sentence_after", "words_after", "values", "same_after", "precedes_words", "blank_after", "indent",
    # The other labels of its form, and of its mark.
    "form_labels", "form_members", "form_recurring", "form_people", "form_coverage", "mark_members",
    "mark_recurring", "mark_coverage", "rival_coverage", "coverage", "same_has_words", "same_capitals",
    "alternates", "same_key", "mark_people",
    # The document, and the label's place in it.
    "labels", "paragraphs", "first_form", "opens_text", "first_mark", "first_capitals",
    "first_line", "position", "in_capitals", "captions", "lower_speech",
)  # fmt: skip
"""The names of the features, in the order of the columns."""

_SHAPES: Mapping[Shape, float] = {
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
"""How much a shape looks like a label: an order, so that a model also judges shapes that were rare in training."""
_DRESSES: Mapping[str, float] = {
    "bold": 1.0,
    "bracket": 1.0,
    "chevron": 1.0,
    "numbered": 2.0,
    "heading": 0.5,
    "item": -0.5,
}
_PEOPLE = frozenset({"person", "titled", "voice", "generic", "script"})
_CERTAIN = frozenset({"generic", "voice", "titled"})
_FREQUENT = 3
_SAMPLE = 12
"""How many candidates of a label are looked at."""
_MOST_WORDS = 30
_MOST_INDENT = 20
_LONGEST_VALUE = 10
_LEAST_HEADER = 20


def features(labels: Sequence[Label], text: TextLines, metadata: Metadata, *, has_sentences: bool) -> Floats:
    """The features of the n labels of a document: shape (len(FEATURES), n), see `FEATURES`."""
    document = _Document(labels, text, metadata, has_sentences=has_sentences)
    rows = [document.features(label) for label in labels]
    return np.ascontiguousarray(np.array(rows, np.float32).T)


class _Document:
    """A document's labels, counted by form and mark."""

    def __init__(
        self, labels: Sequence[Label], text: TextLines, metadata: Metadata, *, has_sentences: bool
    ) -> None:
        self._text = text
        self._title = (metadata.title or "").casefold()
        self._speakers = [name.casefold() for name in metadata.speakers]
        self._has_sentences = has_sentences
        self._paragraphs = max(1, len(text.starts))
        self._labels = len(labels)
        # Blank lines at the end change nothing.
        self._height = 1 + max(text.starts, default=0)
        candidates = [candidate for label in labels for candidate in label.members]
        self._form_labels = Counter(label.form for label in labels)
        self._form_members = Counter[Form]()
        self._form_starts, self._mark_starts = Counter[Form](), Counter[Mark]()
        self._mark_members = Counter[Mark]()
        self._form_recurring, self._mark_recurring = Counter[Form](), Counter[Mark]()
        self._form_people, self._mark_people = Counter[Form](), Counter[Mark]()
        self._keys = Counter(candidate.key for candidate in candidates)
        for label in labels:
            form = label.form
            starts = sum(member.line in text.starts for member in label.members)
            self._form_members[form] += label.count
            self._form_starts[form] += starts
            self._mark_members[form.mark] += label.count
            self._mark_starts[form.mark] += starts
            self._form_recurring[form] += label.count > 1
            self._mark_recurring[form.mark] += label.count > 1
            self._form_people[form] += form.kind in _PEOPLE
            self._mark_people[form.mark] += form.kind in _PEOPLE
        recurring = [label for label in labels if label.count > 1 and label.form.kind != "phrase"]
        self._has_words = _shares((label.form.has_words, label.count) for label in recurring)
        self._capitals = _shares((label.form.capitals, label.count) for label in recurring)
        has_word = any(label.first.shape == "word" for label in labels)
        self._lower_words = _lower_case_words(text.lines) if has_word else frozenset()
        self._in_capitals = mostly_capitals(text.lines)
        frequent = [m for label in labels if label.count >= _FREQUENT for m in label.members[:_SAMPLE]]
        self._lower_speech = _share(text.words_after(member)[:1].islower() for member in frequent)
        start = next((index for index in sorted(text.starts) if not _is_head(text.line(index).text)), -1)
        opening = next((candidate for candidate in candidates if candidate.line == start), None)
        self._first_form = None if opening is None else form_of(opening)
        self._in_order: dict[Form, list[tuple[int, str]]] = defaultdict(list)
        for candidate in candidates:
            self._in_order[form_of(candidate)].append((candidate.line, candidate.key))
        for places in self._in_order.values():
            places.sort()

    def features(self, label: Label) -> tuple[float, ...]:
        """The features of a label, in the order of `FEATURES`."""
        return (*self._of_words(label), *self._of_lines(label), *self._of_others(label), *self._of_place(label))

    def _of_words(self, label: Label) -> tuple[float, ...]:
        first, form, words = label.first, label.form, label.first.words
        return (
            _SHAPES[first.shape],
            _DRESSES.get(form.dress, 0.0),
            form.kind in _PEOPLE,
            form.mark == "line",
            form.mark in {"stop", "dash"},
            form.mark == "letter",
            any(member.time is not None for member in label.members),
            form.capitals,
            form.has_words,
            first.label.count(" ") + 1,
            len(first.label),
            words.has_detail,
            words.has_holder,
            words.is_aside,
            first.shape == "handle" and first.key.islower() and "_" not in first.key,
            self._is_known(first),
            not form.capitals and first.shape == "word" and first.key in self._lower_words,
        )

    def _of_lines(self, label: Label) -> tuple[float, ...]:
        text, members = self._text, label.members[:_SAMPLE]
        after = [text.words_after(member) for member in members]
        return (
            math.log2(label.count),
            _share(text.begins(member.line) for member in members),
            _share(text.heads_paragraph(member.line) for member in members),
            _share(text.ends_sentence(member.line - 1) for member in members),
            _share(not text.line(member.line - 1).text for member in members),
            _share(text.is_inside_sentence(member.line) for member in members),
            _share(words[:1].isupper() for words in after),
            _share(words[:1].islower() for words in after),
            _share(SENTENCE.search(words) is not None for words in after),
            sum(min(_MOST_WORDS, words.count(" ") + bool(words)) for words in after) / len(after),
            _share(map(self._is_value, members)),
            self._is_page_header(label),
            _share(text.precedes_words(member) for member in members) if not label.form.has_words else 1.0,
            _share(not text.line(member.line + 1).text for member in members),
            sum(min(_MOST_INDENT, text.line(member.line).indent) for member in members) / len(members),
        )

    def _of_others(self, label: Label) -> tuple[float, ...]:
        form, recurs = label.form, label.count > 1
        form_coverage = self._form_starts[form] / self._paragraphs
        mark_coverage = self._mark_starts[form.mark] / self._paragraphs
        rivals = (starts for mark, starts in self._mark_starts.items() if mark != form.mark)
        return (
            self._form_labels[form] - 1,
            self._form_members[form] - label.count,
            self._form_recurring[form] - recurs,
            self._form_people[form] - (form.kind in _PEOPLE),
            form_coverage,
            self._mark_members[form.mark] - self._form_members[form],
            self._mark_recurring[form.mark] - self._form_recurring[form],
            mark_coverage,
            max(rivals, default=0) / self._paragraphs,
            label.count / self._paragraphs,
            self._has_words.get(form.has_words, 0.0) if self._has_words else 0.5,
            self._capitals.get(form.capitals, 0.0) if self._capitals else 0.5,
            _share(self._comes_after_another(label, member) for member in label.members[:_SAMPLE]),
            self._keys[label.first.key] - label.count,
            self._mark_people[form.mark] - self._form_people[form],
        )

    def _of_place(self, label: Label) -> tuple[float, ...]:
        form, first_form = label.form, self._first_form
        is_opened = first_form is not None and first_form.mark == form.mark and first_form.kind in _CERTAIN
        return (
            self._labels,
            math.log2(self._paragraphs),
            form == first_form,
            is_opened,
            first_form is not None and first_form.mark == form.mark,
            0.5 if first_form is None else float(first_form.capitals == form.capitals),
            label.first.line in self._text.first_lines,
            label.first.line / self._height,
            self._in_capitals,
            not self._has_sentences,
            self._lower_speech,
        )

    def _comes_after_another(self, label: Label, candidate: Candidate) -> bool:
        """Whether the label of this form before a candidate is another one."""
        places = self._in_order[label.form]
        index = bisect_left(places, (candidate.line, ""))
        return index > 0 and places[index - 1][1] != candidate.key

    def _is_known(self, candidate: Candidate) -> bool:
        """Whether the front matter lists a label among the speakers, or the title has its two words or more."""
        key = candidate.key
        if any(key == name or name in key or key in name.split() for name in self._speakers):
            return True
        # A line of its own with words of the title is a place or a heading.
        return candidate.mark != "line" and " " in key and key in self._title

    def _is_value(self, candidate: Candidate) -> bool:
        """Whether what follows a label is a value, as in `Date: 4 March`, and no sentence."""
        value = self._text.words_after(candidate)
        if NO_WORDS.fullmatch(value):
            return True
        if not value and candidate.mark == "colon":
            return self._text.precedes_value(candidate)
        is_voice = candidate.shape == "voice" or (candidate.shape == "generic" and candidate.words.capitals)
        if not value or is_voice or candidate.mark == "line" or SENTENCE.search(value):
            return False
        words = value.split()
        is_alone = not self._text.line(candidate.line + 1).text
        is_short = len(words) <= _LONGEST_VALUE and all(
            not word[0].islower() or len(word) <= 3 for word in words
        )
        return is_dated(value) or (is_alone and is_short)

    def _is_page_header(self, label: Label) -> bool:
        """Whether the same words come after a label each time, as at the head of pages."""
        if not label.first.has_words or label.count < _FREQUENT:
            return False
        written = {self._text.line(member.line).text for member in label.members}
        header = next(iter(written))
        return len(written) == 1 and len(header) > _LEAST_HEADER and not SENTENCE.search(header)


def _share(values: Iterable[bool]) -> float:
    """The share of true values; 0 of none."""
    count = total = 0
    for value in values:
        total += 1
        count += value
    return count / total if total else 0.0


def _shares(counted: Iterable[tuple[bool, int]]) -> dict[bool, float]:
    """The share of each value, by the counts that come with it."""
    counts = Counter[bool]()
    for value, count in counted:
        counts[value] += count
    return {value: count / counts.total() for value, count in counts.items()}


def _is_head(line: str) -> bool:
    """Whether a line is a dateline, a Markdown heading or a rule."""
    return line.startswith("#") or is_dated(line) or is_rule(line)


def _lower_case_words(all_lines: Iterable[Line]) -> Collection[str]:
    words = " ".join(line.text for line in all_lines).split()
    return frozenset(word.strip(".,;:?!\"“”()’'") for word in set(words) if word[0].islower())
