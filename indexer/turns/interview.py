"""Running text in which labels open turns: interviews, briefings, debates, sittings, minutes, calls.

The U.S. Department of State and the White House write `SECRETARY BLINKEN:` and `Q`; `candidates` has all forms, and
`decision` says which lines open turns. A turn may run over paragraphs. What is not speech divides it: the words after
it are another turn under the same label. Text before the first label and after the last words belongs to no turn.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.languages import layout_words
from indexer.model import Metadata, NonSpeech, Utterance
from indexer.turns.asides import asides, closes_speech, is_reaction, page_headers
from indexer.turns.dates import clock_seconds, leading_time
from indexer.turns.layout import Example, Layout, LayoutResult
from indexer.turns.lines import Line, lines, mostly_capitals
from indexer.turns.margins import after_last_turn, before_first_turn, speech_end
from indexer.turns.openings.candidates import Candidate
from indexer.turns.openings.decision import decide
from indexer.turns.times_of_day import without_times_of_day

_LONGEST_SHOWN = 60
_LONGEST_TAIL, _LONGEST_LEGAL_TAIL = 250, 400
"""The most words after the aside that ends the last turn, and after a heading such as "Disclaimer"."""

EXAMPLE = (
    "QUESTION: Why, Jane?\n\nSECRETARY DOE: Because of rain. Go ahead, Peter.\n\nQ  Thanks.\n\n3:05 P.M. EST\n"
)


def recognises(text: str) -> bool:
    """Any text: this layout comes after those with a distinctive form."""
    return bool(text)


def read(text: str, begin: int, metadata: Metadata) -> LayoutResult:
    """The turns of `text[begin:]`."""
    all_lines = lines(text, begin)
    decision = decide(all_lines, metadata)
    openings = list(decision.openings)
    # "Participants" may also be those who answer; at the head of a text it opens a list of those present.
    while openings and openings[0].key in layout_words().rolls:
        openings.pop(0)
    if not openings:
        return LayoutResult()
    reading = _Reading(text, all_lines, openings, decision.unread)
    utterances = without_times_of_day(text, list(reading.utterances()))
    unread = [candidate for candidate in decision.unread if candidate.start < utterances[-1].end]
    labels = (NonSpeech("label", opening.start, opening.body) for opening in openings)
    inside = sorted([*labels, *reading.asides], key=lambda part: part.start)
    head = before_first_turn(text, begin, openings[0].start)
    tail = after_last_turn(text, max(utterances[-1].end, inside[-1].end))
    return LayoutResult(utterances, (*head, *inside, *tail), warnings=unread_warning(unread))


def unread_warning(unread: Sequence[Candidate]) -> tuple[str, ...]:
    """The warning about starts of lines that look like labels and open no turn."""
    if not unread:
        return ()
    first = unread[0].label[:_LONGEST_SHOWN]
    return (
        f"{len(unread)} line starts look like labels but open no turn, the first {first!r}; their turns have no name",
    )


class _Reading:
    """The turns between openings, and what is not speech in them."""

    def __init__(
        self,
        text: str,
        all_lines: Sequence[Line],
        openings: Sequence[Candidate],
        unread: Sequence[Candidate],
    ) -> None:
        self._text = text
        self._lines = all_lines
        self._openings = openings
        self._unread = [candidate.start for candidate in unread]
        self._mostly_capitals = mostly_capitals(all_lines)
        opened = {opening.line for opening in openings}
        self._headers = page_headers([line for at, line in enumerate(all_lines) if at not in opened])
        self.asides: list[NonSpeech] = []

    def utterances(self) -> Iterator[Utterance]:
        """The turns in order; a label without words keeps its empty turn, so that ordinals are those of the source."""
        for opening, following in pairwise([*self._openings, None]):
            if opening is not None:
                yield from self._turn(opening, following)

    def _turn(self, opening: Candidate, following: Candidate | None) -> Iterator[Utterance]:
        text = self._text
        last = following.line if following else len(self._lines)
        limit = following.start if following else speech_end(text, opening.body, len(text))
        following_lines = [
            line
            for line in self._lines[opening.line + 1 : last]
            if line.end <= limit and line.start >= opening.body
        ]
        found = asides(text, following_lines, mostly_capitals=self._mostly_capitals, headers=self._headers)
        parts = sorted(found, key=lambda part: part.start)
        start, words = _stripped(text, opening.body, self._lines[opening.line].end)
        if is_reaction(words):
            parts.insert(0, NonSpeech("procedure", start, start + len(words)))
        closing = self._closing(parts, limit) if following is None else None
        if closing is not None:
            parts = [part for part in parts if part.end <= closing.end]
            limit = closing.end
            if limit < len(text.rstrip()):
                start, words = _stripped(text, limit, len(text))
                parts.append(NonSpeech("procedure", start, start + len(words)))
        self.asides += parts
        spans = []
        begin, after_heading = opening.body, False
        for part in [*parts, NonSpeech("mark", limit, limit)]:
            start, words = _stripped(text, begin, part.start)
            if words:
                spans.append((start, start + len(words), after_heading))
            begin = max(begin, part.end)
            # Who speaks after a heading without a label is likely, not certain.
            after_heading = after_heading or part.kind == "heading"
        for index, (start, end, is_doubtful) in enumerate(spans or [(opening.body, opening.body, False)]):
            unread = bisect_left(self._unread, opening.start) < bisect_left(self._unread, end)
            time = None if index else self._time_of(opening)
            yield Utterance(opening.label, start, end, time, doubtful=unread or is_doubtful)

    def _time_of(self, opening: Candidate) -> float | None:
        """The time next to a label, else the one that has the line above to itself."""
        if opening.time is not None:
            return opening.time
        above = (self._lines[at].text for at in range(opening.line - 1, max(-1, opening.line - 3), -1))
        line = next(filter(None, above), "")
        leading = leading_time(line)
        return clock_seconds(leading) if leading and leading.end() == len(line) else None

    def _closing(self, parts: Sequence[NonSpeech], limit: int) -> NonSpeech | None:
        """The aside that ends the last turn: little follows it, a contact or what the publisher says of itself."""
        for part in parts:
            if not closes_speech(part, self._text):
                continue
            rest = len(self._text[part.end : limit].split())
            longest = _LONGEST_LEGAL_TAIL if part.kind == "heading" else _LONGEST_TAIL
            if rest <= min(longest, len(self._text.split()) // 4):
                return part
        return None


def _stripped(text: str, start: int, end: int) -> tuple[int, str]:
    """The offset of the words in `text[start:end]`, and the words, without white space around them."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), words.strip()


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
