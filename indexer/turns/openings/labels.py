"""Labels: the candidates of a document, those with the same label in the same form together."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec

from indexer.model import Metadata
from indexer.turns.lines import begins_sentence
from indexer.turns.openings.candidates import Candidate, Mark, candidate_at
from indexer.turns.openings.text_lines import TextLines

_BRACKETED = 0.25
"""The share of paragraphs over which names in brackets stand on lines of their own, where they are labels."""


class Form(msgspec.Struct, frozen=True):
    """How a label is written; `kind` is its shape, where a post is as good as a title."""

    mark: Mark
    dress: str
    is_timed: bool
    kind: str
    capitals: bool
    has_words: bool


class Label(msgspec.Struct, frozen=True, eq=False):
    """A label in a form, with its candidates in order: what is accepted or rejected as a whole."""

    members: tuple[Candidate, ...]
    form: Form

    @property
    def first(self) -> Candidate:
        """The first candidate, which represents all."""
        return self.members[0]

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self.members)


def labels_in(text: TextLines, metadata: Metadata) -> list[Label]:
    """The labels of a text, in the order of their first candidates; a line that is the title holds none."""
    groups: dict[tuple[str, Mark, str, bool], list[Candidate]] = defaultdict(list)
    for candidate in _candidates_in(text, " ".join((metadata.title or "").split())):
        groups[candidate.key, candidate.mark, candidate.dress, candidate.has_words].append(candidate)
    return [Label(tuple(members), form_of(members[0])) for members in groups.values()]


def form_of(candidate: Candidate) -> Form:
    """How a candidate is written."""
    kind = "titled" if candidate.shape == "post" else candidate.shape
    is_timed = candidate.time is not None
    return Form(candidate.mark, candidate.dress, is_timed, kind, candidate.words.capitals, candidate.has_words)


def _candidates_in(text: TextLines, title: str) -> list[Candidate]:
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


def _all_candidates(text: TextLines, title: str) -> Iterator[Candidate]:
    before, is_inside, wrapped = "", False, -1
    for index, line in enumerate(text.lines):
        if index == wrapped:
            before = line.text
            continue
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
            wrapped = index + 1 if candidate.body > line.end else -1
            yield candidate


def _is_open(line: str, *, is_inside: bool) -> bool:
    """Whether a parenthesis at the beginning of a line, or of one before it, is still open after the line."""
    if not is_inside:
        return line[:1] in {"(", "["} and ")" not in line and "]" not in line
    return bool(line) and ")" not in line and "]" not in line


def _is_bracketed_line(candidate: Candidate) -> bool:
    return candidate.mark == "line" and candidate.dress == "bracket"


def _is_possible(candidate: Candidate, text: TextLines) -> bool:
    if candidate.mark == "bracket":
        return candidate.shape in {"voice", "person", "titled"}
    if _is_bracketed_line(candidate):
        return candidate.shape in {"voice", "person", "titled"} and text.precedes_words(candidate)
    if candidate.mark == "letter":
        has_point = text.line(candidate.line).text[1:2] == "."
        follows = text.follows_sentence(candidate.line) or text.is_page_heading(candidate.line - 1)
        return follows and (has_point or candidate.line in text.starts)
    if candidate.mark == "line" and candidate.line not in text.starts:
        return candidate.time is not None
    return candidate.mark != "line" or text.may_precede_words(candidate)
