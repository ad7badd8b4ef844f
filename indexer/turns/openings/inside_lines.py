"""Labels inside lines, which open no turn."""

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.turns.openings.candidates import Candidate, Mark
from indexer.turns.openings.label_words import label_words
from indexer.turns.openings.text_lines import TextLines

_CAPITALS_INSIDE = r"(?<=[.?!…”)\"] )(?P<label>[A-Z][A-Z'’.\-]*(?: [A-Z][A-Z'’.\-]*){0,5}"
_CAPITAL_INSIDE: Mapping[Mark, re.Pattern[str]] = {
    "dash": re.compile(rf"{_CAPITALS_INSIDE}[A-Z])\. ?[-–—](?= )"),
    "colon": re.compile(rf"{_CAPITALS_INSIDE}):(?= )"),
}


def inside_lines(openings: Sequence[Candidate], text: TextLines) -> Iterator[Candidate]:
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
