"""Press interviews and briefings: a label opens a turn, which may run over paragraphs.

The U.S. Department of State and the White House write `SECRETARY BLINKEN:` and `Q`; `label_forms` has all forms. Text
before the first label and after the last words belongs to no turn.
"""

from collections.abc import Iterator
from itertools import pairwise

from indexer.attribution.labels import full_name, parse_label
from indexer.languages import language_of, layout_words
from indexer.languages.language import Language
from indexer.model import Metadata, NonSpeech, Utterance
from indexer.turns.label_forms import Opening, opening_of
from indexer.turns.layout import Example, Layout, LayoutResult
from indexer.turns.lines import Line, lines
from indexer.turns.margins import after_last_turn, before_first_turn, is_dated, speech_end, without_times

EXAMPLE = (
    "QUESTION: Why, Jane?\n\nSECRETARY DOE: Because of rain. Go ahead, Peter.\n\nQ  Thanks.\n\n3:05 P.M. EST\n"
)

_ENDINGS = frozenset(".?!…—–-:)]\"”’'*>_")
_DISTINCTIVE = frozenset({"capitals", "bare", "bold", "timed", "affiliated"})


def recognises(text: str) -> bool:
    """Any text: this layout comes after those with a distinctive form."""
    return bool(text)


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of `text[begin:]`."""
    language = language_of(metadata.language)
    all_lines = lines(text, begin)
    openings = _openings(all_lines, language)
    while openings and openings[0].label.casefold() in layout_words().rolls:
        openings.pop(0)
    if not openings:
        return LayoutResult()
    utterances = tuple(_utterances(text, all_lines, openings))
    labels = tuple(NonSpeech("label", opening.start, opening.body) for opening in openings)
    head = before_first_turn(text, begin, openings[0].start)
    return LayoutResult(utterances, head + labels + after_last_turn(text, utterances[-1].end))


def _openings(all_lines: list[Line], language: Language) -> list[Opening]:
    """The openings of turns, in order."""
    openings = []
    previous = Line(0, "")
    for line in all_lines:
        opening = opening_of(line) if line.text else None
        # A wrapped line can begin with anything. Therefore the line before must be blank, or end like a sentence or
        # a label; before a bare Q or a name without a colon it must be blank.
        blank = not previous.text or is_dated(previous.text)
        if opening and (blank or (opening.form not in {"bare", "own line"} and previous.text[-1] in _ENDINGS)):
            openings.append(opening)
        previous = line
    return _reliable(openings, language)


def _reliable(openings: list[Opening], language: Language) -> list[Opening]:
    """The reliable openings. Forms that prose also has count only if the same people come again in them."""
    distinctive = [opening for opening in openings if opening.form in _DISTINCTIVE]
    capitals = sum(opening.form in {"capitals", "bare"} for opening in distinctive)
    names = [opening for opening in openings if opening.form in {"name", "timed", "affiliated", "bold"}]
    if len(names) >= 10 * capitals and _people_return(names, language):
        return [opening for opening in openings if opening.form != "own line"]
    own_lines = [opening for opening in openings if opening.form == "own line"]
    return own_lines if not distinctive and _people_return(own_lines, language) else distinctive


def _people_return(openings: list[Opening], language: Language) -> bool:
    """Whether labels are repeated, and at least half of them look like people: "Friends:" may address listeners."""
    distinct = {opening.label for opening in openings}
    people = sum(_is_person(label, language) for label in distinct)
    return len(openings) > len(distinct) >= 2 and people * 2 >= len(distinct)


def _is_person(text: str, language: Language) -> bool:
    label = parse_label(text, language)
    generic = text.casefold() in language.labels.generic
    return generic or label.surname is not None or full_name(label, language) is not None


def _utterances(text: str, all_lines: list[Line], openings: list[Opening]) -> Iterator[Utterance]:
    first = 0
    for opening, following in pairwise([*openings, None]):
        if opening is None:
            continue
        limit = following.start if following else len(text)
        while all_lines[first].end < opening.body:
            first += 1
        last = first
        while last < len(all_lines) and all_lines[last].end <= limit:
            last += 1
        start = opening.body
        end = without_times(all_lines[first:last]) or start
        first = max(first, last - 1)
        if following is None:
            end = speech_end(text, start, end)
        # A label without words keeps its empty turn, so that ordinals are those of the source.
        end = max(start, end)
        start = min(start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        yield Utterance(opening.label, start, end, opening.time)


_BRIEFING = Example(
    "interview",
    EXAMPLE,
    "interviews and briefings",
    "`QUESTION:  Why?` · `Q    Thanks.` · `MS. PSAKI:  Hi.` · `SENIOR ADMINISTRATION OFFICIAL:  On background.`",
)
_NAMES = Example(
    "names",
    "Jane Doe (Times): Why?\n\n**Bob Roe:** So.\n\n[00:01:02] Jane Doe (Times): Thanks.\n\nBob Roe: Bye.\n",
    "″ other forms of labels",
    "`**Jane Doe:** Hi.` · `Jane Doe (Reuters): Hi.` · `[00:12:34] Jane Doe: Hi.` · `WOLF BLITZER, CNN HOST: Hi.` · "
    "`Jane Doe` on a line of its own, perhaps with a time",
)
LAYOUT = Layout("interview", recognises, read, (_BRIEFING, _NAMES))
