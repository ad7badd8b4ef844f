"""Which label-like line starts open turns, decided over the whole document.

No form switches another off. Each label, in each form in which it is written, has a score: a forest of small trees,
trained on transcripts with known turns, judges what its words look like, how often it comes again, what is around it,
and the other labels of the document. docs/decisions/turns.md has the reasons and figures.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from indexer.forest import Floats
from indexer.model import Metadata
from indexer.turns.lines import Line, begins_sentence
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.features import FEATURES, features
from indexer.turns.openings.inside_lines import inside_lines
from indexer.turns.openings.label_words import label_words
from indexer.turns.openings.labels import Label, form_of, labels_in
from indexer.turns.openings.model import ACCEPTED, shipped
from indexer.turns.openings.text_lines import TextLines

_SUSPICIOUS, _SUSPICIOUS_AGAIN = -1.5, -4.0
"""The least scores of rejected labels that may be labels nevertheless: of one that comes once, of one that recurs."""
_FREQUENT = 3
_DISTINCT_MARKS = frozenset({"colon", "letter", "bracket"})
"""A name and a full stop, or a name on a line, also stand where speakers hand over: these marks do not."""
_KNOWN, _CERTAIN_SCORE, _FREQUENT_SCORE = -5.0, -2.0, -2.5
"""The least scores of a label that opens turns in a similar form, of a certain label among others, and of a frequent
name among others in its form."""
_CERTAIN = frozenset({"titled", "generic", "voice"})
_MOST_VALUES = 0.5
"""The share of values after a label, from which on it is a field: `Chair: Jane Roe`."""


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
    text = TextLines(all_lines)
    labels = labels_in(text, metadata)
    if not labels:
        return Decision((), ())
    columns = features(labels, text, metadata, has_sentences=has_sentences)
    scores = _raised(labels, columns, shipped().scores_of_few(columns))
    judged = sorted(
        (
            (candidate, label, score)
            for label, score in zip(labels, scores, strict=True)
            for candidate in label.members
        ),
        key=lambda candidate_judged: candidate_judged[0].start,
    )
    accepted = [
        candidate
        for candidate, label, score in judged
        if score >= ACCEPTED and _may_open(candidate, label, text)
    ]
    openings = _without_posts(_with_words(_without_minor(accepted), text), text)
    openings = _several(openings, text, has_sentences=has_sentences)
    opened = {candidate.line for candidate in openings}
    first = min(opened, default=0)
    suspicion = _Suspicion(openings, text)
    unread = [
        candidate
        for candidate, label, score in judged
        if candidate.line > first
        and candidate.line not in opened
        and suspicion.is_suspicious(candidate, label, score)
    ]
    unread += inside_lines(openings, text)
    return Decision(tuple(openings), tuple(sorted(unread, key=lambda candidate: candidate.start)))


def _raised(labels: Sequence[Label], columns: Floats, scores: Floats) -> list[float]:
    """The scores; a label that opens turns in one form does in a similar one, too, unless its score is very low.

    So does a title with a name, or another certain label, among labels with the same mark, and a name that comes
    again among others in its form.
    """
    accepted = [label for label, score in zip(labels, scores, strict=True) if score >= ACCEPTED]
    known = {(label.first.key, label.form.mark, label.form.dress) for label in accepted}
    forms = {label.form for label in accepted}
    live = Counter[tuple[str, str]]()
    for label in accepted:
        live[label.form.mark, label.form.dress] += label.count

    def is_raised(label: Label, score: float, values: float) -> bool:
        form = label.form
        if (label.first.key, form.mark, form.dress) in known:
            return score >= _KNOWN
        is_live = form.mark in _DISTINCT_MARKS and live[form.mark, form.dress] > 0
        is_certain = form.kind in _CERTAIN and not label.first.words.is_aside and values < _MOST_VALUES
        is_frequent = form.kind in {"handle", "word", "person"} and label.count >= _FREQUENT and form in forms
        return (is_live and is_certain and score >= _CERTAIN_SCORE) or (
            is_frequent and score >= _FREQUENT_SCORE
        )

    return [
        max(float(score), ACCEPTED) if is_raised(label, score, value) else float(score)
        for label, score, value in zip(labels, scores, columns[FEATURES.index("values")], strict=True)
    ]


def _without_minor(openings: list[Candidate]) -> list[Candidate]:
    """The openings without those in a minor form, where labels with a distinct mark open turns, too.

    A name and a full stop also ends a speech ("Thank you, Mr. Pike."), a single line of its own may be a place, and a
    single heading with a colon is a heading.
    """
    turns = Counter(candidate.mark for candidate in openings)
    distinct = sum(count for mark, count in turns.items() if mark in _DISTINCT_MARKS)
    headings = sum(candidate.dress == "heading" for candidate in openings)

    def is_minor(candidate: Candidate) -> bool:
        if candidate.dress == "heading":
            return headings == 1 and distinct > 1
        if candidate.mark == "line" and candidate.time is None:
            return turns["line"] == 1 and distinct > 0
        return candidate.mark == "stop" and turns["stop"] <= distinct

    return [candidate for candidate in openings if not is_minor(candidate)]


def _with_words(openings: Sequence[Candidate], text: TextLines) -> list[Candidate]:
    """The openings without names on a line of their own that come right before another label, which they announce."""
    lines = {candidate.line for candidate in openings}

    def is_announcement(candidate: Candidate) -> bool:
        following = (index for index in range(candidate.line + 1, candidate.line + 6) if text.line(index).text)
        after = next(following, -1)
        # At the foot of a page: "Mr X / TH" and "END OF TAKE".
        return candidate.mark == "line" and (after in lines or text.line(after).text.startswith("END OF "))

    return [candidate for candidate in openings if not is_announcement(candidate)]


def _without_posts(openings: list[Candidate], text: TextLines) -> list[Candidate]:
    """The openings without a first one that says who holds a post: "**Chair:** Lena Finch" in the head of minutes."""
    if not openings or openings[0].mark != "colon" or openings[0].shape not in {"generic", "post"}:
        return openings
    first, *others = openings
    words = label_words(text.words_after(first)) if first.has_words else None
    is_holder = words is not None and any(other.key == words.key for other in others)
    return others if is_holder and all(other.key != first.key for other in others) else openings


def _several(openings: list[Candidate], text: TextLines, *, has_sentences: bool) -> list[Candidate]:
    """The openings; none if all that there is is a single name on a line of its own, which may be a place.

    A single caption may go on with any word, in capitals, too: "… have launched the / BRICK: the token".
    """
    if len(openings) != 1:
        return openings
    (opening,) = openings
    is_line = opening.mark == "line" and opening.time is None
    is_word = not has_sentences and opening.shape in {"word", "phrase"}
    return [] if is_line or (is_word and text.is_inside_sentence(opening.line)) else openings


def _may_open(candidate: Candidate, label: Label, text: TextLines) -> bool:
    """Whether an accepted label opens a turn here: a wrapped line may begin with anything but a frequent label."""
    if candidate.time is not None or (text.begins(candidate.line) and not _goes_on(candidate, text)):
        return True
    return candidate.mark == "colon" and (label.count >= _FREQUENT or text.breaks_early(candidate.line))


def _goes_on(candidate: Candidate, text: TextLines) -> bool:
    """Whether a label in a script without capitals stands inside a sentence: any short phrase before a colon is one."""
    before = text.line(candidate.line - 1).text
    return candidate.shape == "script" and bool(before) and not begins_sentence(before)


class _Suspicion:
    """Which rejected candidates may be labels of people whose words were not told apart."""

    def __init__(self, openings: Sequence[Candidate], text: TextLines) -> None:
        self._text = text
        self._keys = {candidate.key for candidate in openings}
        self._live = Counter(form_of(candidate) for candidate in openings)
        self._has_headings = any(candidate.dress == "heading" for candidate in openings)
        self._in_capitals = all(candidate.words.capitals for candidate in openings)

    def is_suspicious(self, candidate: Candidate, label: Label, score: float) -> bool:
        """Whether a candidate comes again, or is like labels that open turns."""
        if self._is_harmless(candidate):
            return False
        is_person = candidate.shape in {"person", "titled"} and self._live[label.form] >= _FREQUENT
        if label.count > 1:
            return is_person or score >= _SUSPICIOUS_AGAIN
        # Among labels in capitals, a word that comes once is one of speech: "Consider: …".
        is_word = candidate.shape == "word" and self._in_capitals and not candidate.words.capitals
        return is_person or (candidate.mark in _DISTINCT_MARKS and not is_word and score >= _SUSPICIOUS)

    def _is_harmless(self, candidate: Candidate) -> bool:
        if (
            candidate.shape == "phrase"
            or not self._text.begins(candidate.line)
            or _goes_on(candidate, self._text)
        ):
            return True
        if candidate.dress == "heading" and not self._has_headings:
            return True
        if candidate.mark == "line":
            is_word = candidate.shape in {"word", "post", "handle"} and not candidate.words.has_detail
            return is_word or candidate.key in self._keys
        return candidate.mark == "stop" and not candidate.has_words
