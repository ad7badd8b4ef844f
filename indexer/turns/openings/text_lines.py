"""The lines of a document, and what the place of each says."""

import functools
import re
from collections.abc import Sequence

from indexer.turns.dates import is_time
from indexer.turns.lines import INDENTED, Line, begins_sentence, is_rule, paragraph_starts, text_width
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.label_words import label_words

SENTENCE = re.compile(r"[.?!…;。！？][\"”’')\]*_]*$|[,:—–-]$")
"""The end of a line that ends like a sentence or a clause."""
NO_WORDS = re.compile(r"[\d.,;:%€$£()\s/+\-–]*\d[\d.,;:%€$£()\s/+\-–]*|<?https?://\S+>?\.?")
"""What is no speech: figures, and links."""
_LABEL_ENDS = re.compile(r"[^:.?!]{0,80}\([^()]{2,60}\):")
_UNSURE = frozenset({"word", "generic", "phrase"})
_WEAK = frozenset({"word", "person", "phrase"})
_SHORT_VALUE = 2
_ROOM = 10
"""How much narrower than the text a line may be and still be full."""
_LEAST_WORDS_AFTER = 50
_LONGEST_PAGE_HEADING = 50


class TextLines:
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

    @functools.cached_property
    def _width(self) -> int:
        return text_width([len(line.text) for line in self.lines if line.text])

    def breaks_early(self, index: int) -> bool:
        """Whether the line before a line ends although the line's first word has room in it: no break at a width."""
        before, first = self.line(index - 1).text, self.line(index).text.partition(" ")[0]
        return len(before) + 1 + len(first) + _ROOM <= self._width

    def heads_paragraph(self, index: int) -> bool:
        """Whether a line comes after a blank one, a rule or a time."""
        before = self.line(index - 1).text
        return index in self.starts and (not before or is_rule(before) or is_time(before))

    def follows_sentence(self, index: int) -> bool:
        """Whether a line is indented, or comes after a blank line or the end of a sentence."""
        before, line = self.line(index - 1), self.line(index)
        is_indented = line.indent >= before.indent + INDENTED or line.indent > INDENTED
        return not before.text or is_indented or SENTENCE.search(before.text) is not None

    def is_inside_sentence(self, index: int) -> bool:
        """Whether the last words before a line end in the middle of a sentence, whatever lines are between."""
        before = next((line.text for line in reversed(self.lines[max(0, index - 3) : index]) if line.text), "")
        return before[-1:].isalnum() and not before.isupper()

    def is_page_heading(self, index: int) -> bool:
        """Whether a line is short and comes after a blank one, as the heading of a page in a court's record."""
        return not self.line(index - 1).text and len(self.line(index).text) < _LONGEST_PAGE_HEADING

    def joined(self, index: int) -> Line:
        """A line, joined with the next one where a label continues there: long posts are wrapped."""
        line, following = self.lines[index], self.line(index + 1)
        is_open = "(" in line.text and line.text.count("(") > line.text.count(")")
        may_end = "):" in following.text and ":" not in line.text
        if following.text and (is_open or (may_end and _LABEL_ENDS.match(following.text))):
            gap = " " * (following.start - line.end)
            return Line(line.start, f"{line.text}{gap}{following.text}", line.indent)
        return line

    def ends_sentence(self, index: int) -> bool:
        """Whether a line ends like a sentence or a clause."""
        return SENTENCE.search(self.line(index).text) is not None

    def words_after(self, candidate: Candidate) -> str:
        """The words after a label on its line."""
        line = self.line(candidate.line)
        return line.text[candidate.body - line.start :].strip(" \xa0*_")

    def precedes_words(self, candidate: Candidate) -> bool:
        """Whether words follow a label on a line of its own; after a name in a list there is another name."""
        following = self._next_text(candidate.line)
        if is_rule(following):
            following = self._next_text(candidate.line + 1)
        if len(following) >= _LEAST_WORDS_AFTER or SENTENCE.search(following):
            return True
        words = label_words(following)
        is_word = candidate.time is not None and words is not None and words.shape in _UNSURE
        return bool(following) and (words is None or is_word)

    def may_precede_words(self, candidate: Candidate) -> bool:
        """Whether what follows a label on a line of its own is no name, title or post: perhaps a few words."""
        following = self._next_text(candidate.line)
        words = label_words(following) if len(following) < _LEAST_WORDS_AFTER else None
        is_free = candidate.time is not None or words is None or words.shape in _UNSURE
        return bool(following) and (is_free or self.precedes_words(candidate))

    def precedes_value(self, candidate: Candidate) -> bool:
        """Whether the next line with words is a value, as in a list of fields."""
        following = self._next_text(candidate.line)
        is_short = 0 < len(following.split()) <= _SHORT_VALUE and not SENTENCE.search(following)
        return (is_short and candidate.shape in _WEAK) or NO_WORDS.fullmatch(following) is not None

    def _next_text(self, index: int) -> str:
        return next((line.text for line in self.lines[index + 1 : index + 6] if line.text), "")
