"""Press interviews and briefings: a label opens a turn, which may run over paragraphs.

`SECRETARY BLINKEN:` and `Q` are the forms of the U.S. Department of State and the White House; for the others
see `label_forms`. What stands before the first label and after the last words belongs to no turn.
"""

from collections.abc import Iterator
from itertools import pairwise

from indexer.attribution.labels import full_name, parse_label
from indexer.languages import language_of, layout_words
from indexer.languages.language import Language
from indexer.model import Metadata, NonSpeech, Utterance
from indexer.turns.label_forms import Mark, mark
from indexer.turns.layout_result import LayoutResult
from indexer.turns.lines import Line, lines
from indexer.turns.surroundings import after, before, is_dated, speech_end, without_times

NAME = "interview"

_ENDINGS = frozenset(".?!…—–-:)]\"”’'*>_")


def recognises(text: str) -> bool:
    """Any text: this layout comes behind those that are sure of theirs."""
    return bool(text)


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of a text from an offset on."""
    language = language_of(metadata.language)
    all_lines = lines(text, begin)
    openings = _openings(all_lines, language)
    while openings and openings[0].label.casefold() in layout_words().rolls:
        openings.pop(0)
    if not openings:
        return LayoutResult()
    utterances = tuple(_utterances(text, all_lines, openings))
    labels = tuple(NonSpeech("label", one.start, one.body) for one in openings)
    head = before(text, begin, openings[0].start)
    return LayoutResult(utterances, head + labels + after(text, utterances[-1].end))


def _openings(all_lines: list[Line], language: Language) -> list[Mark]:
    """The marks that open turns, in order."""
    marks = []
    previous = Line(0, "")
    for line in all_lines:
        found = mark(line) if line.text else None
        # Lines that are wrapped can begin with anything: the one before must be blank or end like a sentence
        # or a label; before a bare Q or a name without colon it must be blank.
        blank = not previous.text or is_dated(previous.text)
        if found and (blank or (found.form not in {"bare", "own line"} and previous.text[-1] in _ENDINGS)):
            marks.append(found)
        previous = line
    return _trusted(marks, language)


def _trusted(marks: list[Mark], language: Language) -> list[Mark]:
    """The marks that can be relied on. A form that prose has too counts only where people return in it."""
    sure = [one for one in marks if one.form in {"capitals", "bare", "bold", "timed", "affiliated"}]
    shouted = sum(one.form in {"capitals", "bare"} for one in sure)
    named = [one for one in marks if one.form in {"name", "timed", "affiliated", "bold"}]
    if len(named) >= 10 * shouted and _people_return(named, language):
        return [one for one in marks if one.form != "own line"]
    alone = [one for one in marks if one.form == "own line"]
    if not sure and _people_return(alone, language):
        return alone
    return sure


def _people_return(marks: list[Mark], language: Language) -> bool:
    """Whether labels come again, and at least half of them look like people: "Friends:" may be an address."""
    distinct = {one.label for one in marks}
    people = sum(_is_person(label, language) for label in distinct)
    return len(marks) > len(distinct) >= 2 and people * 2 >= len(distinct)


def _is_person(text: str, language: Language) -> bool:
    label = parse_label(text, language)
    generic = text.casefold() in language.labels.generic
    return generic or label.surname is not None or full_name(label, language) is not None


def _utterances(text: str, all_lines: list[Line], openings: list[Mark]) -> Iterator[Utterance]:
    at = 0
    for opening, following in pairwise([*openings, None]):
        if opening is None:
            continue
        limit = following.start if following else len(text)
        while all_lines[at].end < opening.body:
            at += 1
        inside = at
        while inside < len(all_lines) and all_lines[inside].end <= limit:
            inside += 1
        start = opening.body
        end = without_times(all_lines[at:inside]) or start
        at = max(at, inside - 1)
        if following is None:
            end = speech_end(text, start, end)
        # A label with nothing behind it keeps its (empty) turn, so that ordinals are those of the source.
        end = max(start, end)
        start = min(start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        yield Utterance(opening.label, start, end, opening.time)
