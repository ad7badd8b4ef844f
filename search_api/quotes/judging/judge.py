"""Judging a quote over the whole index: verbatim, altered, spliced, said by another, or not found."""

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from indexer.errors import RequestInvalid, SpeakerAmbiguous
from indexer.export.readable import readable_quote
from indexer.filters import Filters
from indexer.store.protocol import NO_FILTERS
from indexer.stored_records import StoredTurn, TranscriptText
from search_api.contract.bounds import check_text
from search_api.contract.records import Candidate, TranscriptRef
from search_api.questions.labels import Speaking, speaking
from search_api.quotes.citation_source import permalink
from search_api.quotes.judging.attribution import attributed_to
from search_api.quotes.judging.candidate_regions import (
    Region,
    Stems,
    regions_for,
    regions_of,
    regions_with_all,
    stems_of,
)
from search_api.quotes.judging.differences import Difference, quoting_words
from search_api.quotes.judging.explanation import explain
from search_api.quotes.judging.matching import (
    Comparison,
    Match,
    SaidText,
    differences_of,
    exact_match,
    left_out,
    nearest_match,
    negation_before,
    said_text,
)
from search_api.quotes.judging.pasted import Pasted, after_colon, readings
from search_api.quotes.judging.records import QuoteJudgement, QuoteMatch, Verdict
from search_api.quotes.judging.splices import LEFT_OUT_AT_MOST, Piece, Searched, pieces_of, stand_together
from search_api.search.snapshot import Snapshot
from search_api.search.turns import source_ref, speaker_ref, turn_ref

LONGEST = 10_000
"""The most code points of a text that is judged."""
_MATCHES = 10
"""How many places of the same words are listed."""
_ALIGNED = 8
"""How many regions are aligned with a quote that stands nowhere word for word."""
_LONG = 400
"""From this number of words, fewer regions are aligned."""
_SPLICED_FROM = 3
"""In how many transcripts the parts of a quote are looked for."""

_LIKELY = 3
"""In how many regions of a transcript each part is looked for."""

_PASSAGE_WORDS = 80
"""About how many words a passage has."""
_SAME = 0.6
"""From which share of its words, and of their evidence, a quote is an altered one and no other."""
_NEARLY_ALL = 0.8
"""As much of a short quote's own evidence is enough."""
_EVIDENCE = 1.9
_PIECE_EVIDENCE = 1.2
"""How much evidence the common words must give, over the evidence that finds one place among all words of the index:
words that stand together in a quote and in a text by chance are not independent.
"""
_LEFT_OVER = 0.2
"""The largest share of a spliced quote's words that stand in none of its parts."""
_GAIN = 3
"""How many words more than in one turn must stand in the parts of a spliced quote."""

_WORD = re.compile(r"\w+")


def judge_quote(snapshot: Snapshot, text: str, speaker: str | None = None) -> QuoteJudgement:
    """Judge what is quoted in a text, as words of a speaker by id, name or label where one is given.

    A name that fits several people means any of them.

    Raises:
        RequestInvalid: the text is too long or has no words.
        SpeakerUnknown: neither a speaker nor a label has the name; carries similar names and labels.
    """
    check_text("text", text, LONGEST)
    found = readings(text)
    if not found:
        raise RequestInvalid("text", "there are no words to check; paste what somebody is said to have said.")
    given = _speaking(snapshot, speaker) if speaker is not None and speaker.strip() else None
    with snapshot.searching():
        quoting = quoting_words(snapshot.people.languages)
        led = after_colon(text) if len(found) == 1 else None
        if led is not None and attributed_to(text, led, snapshot.people, quoting):
            found.append(led)
        judged = None
        for number, pasted in enumerate(found):
            who = given
            if who is None and (people := attributed_to(text, pasted, snapshot.people, quoting)):
                who = Speaking(tuple(person.id for person in people))
            judging = _Judging(snapshot, text, pasted, who)
            last = number == len(found) - 1
            verdict, matches = judging.judge() if last else ("verbatim", judging.verbatim(judging.named))
            if last or matches:
                names = _candidates(snapshot, who)
                records = tuple(judging.record(match) for match in matches[:_MATCHES])
                sentence = explain(verdict, records, [name.name for name in names], pasted.insertions)
                judged = QuoteJudgement(text, verdict, sentence, names, pasted.insertions, records)
                break
    assert judged is not None  # noqa: S101 - the last reading is always judged
    return judged


def _speaking(snapshot: Snapshot, name: str) -> Speaking:
    try:
        return speaking([name.strip()], snapshot.people, snapshot.labels)
    except SpeakerAmbiguous as several:
        return Speaking(tuple(several.candidates))


def _candidates(snapshot: Snapshot, who: Speaking | None) -> tuple[Candidate, ...]:
    if who is None:
        return ()
    people = [snapshot.people.by_id(key) for key in who.ids]
    named = [Candidate(person.id, person.name) for person in people if person is not None]
    return (*named, *(Candidate(label, label) for label in who.labels))


class _Found(msgspec.Struct, frozen=True, eq=False):
    """A match of the quote, or of its words from `first` to `end`, in a region; its places are in the readable text."""

    region: Region
    said: SaidText
    place: tuple[int, int]
    first: int
    end: int
    differences: tuple[Difference, ...] = ()
    left_out: tuple[tuple[int, int], ...] = ()
    negation_before: tuple[int, int] | None = None


class _Fit(msgspec.Struct, frozen=True, eq=False):
    """How the quote fits a region."""

    region: Region
    said: SaidText
    match: Match


class _Judging:
    """One quote that is judged; it reads each transcript and region once."""

    def __init__(self, snapshot: Snapshot, text: str, pasted: Pasted, who: Speaking | None) -> None:
        self._snapshot, self._text, self._pasted = snapshot, text, pasted
        self.named = Filters(speakers=who.ids, labels=who.labels) if who else NO_FILTERS
        self._comparison = Comparison(text, pasted, quoting_words(snapshot.people.languages))
        self._texts: dict[str, TranscriptText] = {}
        self._said: dict[Region, SaidText] = {}
        self._raw_words: dict[Region, tuple[str, ...]] = {}
        self._found_regions: dict[Filters, list[Region]] = {}
        self._fits: dict[Filters, list[_Fit]] = {}
        self._needed = {word for form in pasted.words.forms if form.isascii() for word in _WORD.findall(form)}

    @functools.cached_property
    def _stems(self) -> Stems:
        return stems_of(self._snapshot, self._pasted)

    def _searched(self, filters: Filters = NO_FILTERS) -> float:
        """The evidence that finds one place among all words that filters let through, in bits."""
        return math.log2(max(2, self._snapshot.store.count(filters) * _PASSAGE_WORDS))

    @functools.cached_property
    def _evidence(self) -> dict[str, float]:
        """How many bits each word of the quote tells of its place: the rarer, the more."""
        most = self._searched()
        return {
            form: min(most, -math.log2(max(1e-12, self._stems.share(form) / _PASSAGE_WORDS)))
            for form in set(self._pasted.words.forms)
        }

    def judge(self) -> tuple[Verdict, Sequence[_Found]]:
        """The verdict, and where the words stand."""
        if found := self.verbatim(self.named):
            return "verbatim", found
        altered = self._altered(self.named)
        by_others = bool(self.named) and not (altered and self._differs_in_marks(altered))
        if by_others and (found := self.verbatim(NO_FILTERS)):
            return "other_speaker", found
        if found := self._changed(self.named, altered):
            return ("altered" if altered and found[0].differences else "spliced"), found
        if self.named:
            altered = self._altered(NO_FILTERS)
            if found := self._changed(NO_FILTERS, altered):
                return ("other_speaker" if altered and found[0].differences else "spliced"), found
        return "not_found", ()

    def _changed(self, filters: Filters, altered: _Fit | None) -> list[_Found]:
        """The parts of a spliced quote, which have no differences; else the place of an altered one."""
        return self._spliced(filters, altered) or ([self._found(altered)] if altered else [])

    def _differs_in_marks(self, fit: _Fit) -> bool:
        found = differences_of(self._comparison, fit.said, fit.match)
        return all(each.kind == "punctuation" for each in found)

    def _regions(self, filters: Filters) -> list[Region]:
        if filters not in self._found_regions:
            regions = regions_of(self._snapshot, self._pasted, self._stems, filters, len(self._text))
            self._load(regions)
            self._found_regions[filters] = regions
        return self._found_regions[filters]

    def _load(self, regions: Sequence[Region]) -> None:
        missing = {region.transcript for region in regions} - self._texts.keys()
        if missing:
            self._texts |= self._snapshot.catalog.texts(missing)

    def _raw(self, region: Region) -> str:
        return self._texts[region.transcript].text[region.start : region.end].casefold()

    def _words(self, region: Region) -> tuple[str, ...]:
        """The words of a region in short, to choose by; before marks are read, which takes longer."""
        if region not in self._raw_words:
            self._raw_words[region] = tuple(_WORD.findall(self._raw(region)))
        return self._raw_words[region]

    def _read(self, region: Region) -> SaidText:
        if region not in self._said:
            transcript = self._texts[region.transcript]
            text, start, end = transcript.text, region.start, region.end
            # A region may begin and end within a word.
            while start and start < end and not text[start - 1].isspace():
                start += 1
            while end < len(text) and end > start and not text[end].isspace():
                end -= 1
            self._said[region] = said_text(text, (start, end), transcript.heading.format)
        return self._said[region]

    def verbatim(self, filters: Filters) -> list[_Found]:
        """Where the quote stands word for word, the first time first."""
        found = list(islice(self._exact(self._regions(filters)), _MATCHES))
        if not found:
            regions = regions_with_all(
                self._snapshot, self._pasted.words, self._stems, filters, len(self._text)
            )
            self._load(regions)
            phrase = self._phrase
            likely = (each for each in regions if phrase.search(self._raw(each)))
            found = list(islice(self._exact(likely), _MATCHES))
        return sorted(found, key=self._when)

    @functools.cached_property
    def _phrase(self) -> re.Pattern[str]:
        """A pattern that finds the longest part of the quote in most texts, before they are cut into words."""
        longest = self._pasted.words.part(*max(self._pasted.parts, key=lambda part: part[1] - part[0]))
        words = _WORD.findall(self._text[longest.spans[0][0] : longest.spans[-1][1]].casefold())
        return re.compile(r"[\W_]{1,60}".join(words[:_LONG]))

    def _when(self, found: _Found) -> tuple[bool, str, str, int]:
        heading = self._texts[found.region.transcript].heading
        return heading.date is None, str(heading.date), heading.id, found.region.ordinal

    def _exact(self, regions: Iterable[Region]) -> Iterator[_Found]:
        for region in regions:
            if self._needed <= set(self._words(region)):
                said = self._read(region)
                exact = exact_match(self._comparison, said)
                if exact is not None and not exact[1]:
                    yield self._found(_Fit(region, said, exact[0]))

    def _found(self, fit: _Fit) -> _Found:
        spans = fit.said.of(fit.match).spans
        start, end = fit.match.alignment.start, fit.match.alignment.end
        place = spans[start][0], spans[max(start, end - 1)][1]
        return _Found(
            fit.region,
            fit.said,
            place,
            0,
            len(self._pasted.words),
            differences_of(self._comparison, fit.said, fit.match),
            tuple(left_out(fit.said, fit.match)),
            negation_before(self._comparison, fit.said, fit.match),
        )

    def _likeliest(self, regions: Sequence[Region]) -> list[tuple[float, Region]]:
        """The regions with most of the quote's words, and the evidence that these give, which no fit there exceeds."""
        forms = [(set(_WORD.findall(form)), self._evidence[form]) for form in self._pasted.words.forms]
        told = []
        for region in regions:
            there = set(self._words(region))
            told.append(sum(evidence for words, evidence in forms if words <= there))
        order = sorted(range(len(regions)), key=lambda number: -told[number])
        most = _ALIGNED if len(forms) <= _LONG else _ALIGNED // 4
        return [(told[number], regions[number]) for number in order[:most]]

    def _nearest(self, filters: Filters) -> list[_Fit]:
        """How the quote fits the likeliest regions, the best first."""
        if filters not in self._fits:
            self._fits[filters] = sorted(self._fitted(filters), key=self._goodness)
        return self._fits[filters]

    def _fitted(self, filters: Filters) -> Iterator[_Fit]:
        least, best = self._least_told(filters), math.inf
        for most, region in self._likeliest(self._regions(filters)):
            # No further region can be good enough, or better.
            if most < least or best <= -most / 4:
                break
            said = self._read(region)
            exact = exact_match(self._comparison, said)
            match = exact[0] if exact else nearest_match(self._comparison, said)
            if match is not None and match.matched:
                fit = _Fit(region, said, match)
                best = min(best, self._goodness(fit)[0])
                yield fit

    def _goodness(self, fit: _Fit) -> tuple[float, str, int]:
        """The fewest words that differ first; what is found by chance has common words only."""
        return fit.match.added - self._told(fit.match.matched) / 4, fit.region.transcript, fit.region.start

    def _altered(self, filters: Filters) -> _Fit | None:
        """Where the quote stands with other words."""
        for fit in self._nearest(filters):
            if self._is_same(fit.match.matched, filters) and fit.match.longest_gap <= LEFT_OUT_AT_MOST:
                return fit
        return None

    def _told(self, numbers: Sequence[int]) -> float:
        """How much evidence some words of the quote give, in bits."""
        forms = self._pasted.words.forms
        return sum(self._evidence[forms[number]] for number in numbers)

    def _is_same(self, matched: Sequence[int], filters: Filters) -> bool:
        """Whether so many of the quote's words are the same that it must be this place."""
        return len(matched) >= _SAME * len(self._pasted.words) and self._told(matched) >= self._least_told(
            filters
        )

    def _least_told(self, filters: Filters) -> float:
        """The least evidence that the same words must give."""
        total = self._told(range(len(self._pasted.words)))
        return max(_SAME * total, min(_EVIDENCE * self._searched(filters), _NEARLY_ALL * total))

    def _with_runs(self, filters: Filters) -> dict[str, list[Region]]:
        """The regions with three words of the quote in a row, by transcripts; those with most such threes first."""
        threes = _threes(_WORD.findall(" ".join(self._pasted.words.forms)))
        regions: dict[str, list[Region]] = {}
        held: dict[str, set[tuple[str, ...]]] = {}
        for region in self._regions(filters):
            if found := threes & _threes(self._words(region)):
                regions.setdefault(region.transcript, []).append(region)
                held.setdefault(region.transcript, set()).update(found)
        return {transcript: regions[transcript] for transcript in sorted(held, key=lambda key: -len(held[key]))}

    def _with_threes(self, forms: Sequence[str], regions: Sequence[Region]) -> list[Region]:
        """The regions that have most threes of some words in a row."""
        threes = _threes(_WORD.findall(" ".join(forms)))
        counts = {region: len(threes & _threes(self._words(region))) for region in regions}
        return sorted(filter(counts.get, counts), key=lambda region: -counts[region])[:_LIKELY]

    def _spliced(self, filters: Filters, altered: _Fit | None) -> list[_Found]:
        """The parts of the quote in one transcript, at least two; none where one turn has nearly as many words."""
        words = self._pasted.words
        least_gain = len(altered.match.matched) + _GAIN if altered else 0
        if least_gain > len(words):
            return []
        known = self._with_runs(filters)
        best: list[Piece] = []
        covered = 0
        for transcript in list(known)[:_SPLICED_FROM]:
            within = msgspec.structs.replace(filters, transcripts=(transcript,))

            def find(forms: Sequence[str], within: Filters = within) -> list[Region]:
                regions = regions_for(self._snapshot, forms, self._stems, within, len(self._text))
                return self._with_threes(forms, regions)

            least = _PIECE_EVIDENCE * self._searched(filters)
            pieces = pieces_of(
                words,
                Searched(
                    self._with_threes(words.forms, known[transcript]), find, self._read, self._evidence, least
                ),
            )
            count = sum(piece.end - piece.first for piece in pieces)
            if len(pieces) > 1 and count > covered and not stand_together(pieces):
                best, covered = pieces, count
        if covered < max(least_gain, (1 - _LEFT_OVER) * len(words)):
            return []
        return [_Found(piece.region, piece.said, piece.place, piece.first, piece.end) for piece in best]

    def record(self, found: _Found) -> QuoteMatch:
        """A match as a record of answers."""
        transcript = self._texts[found.region.transcript]
        heading = transcript.heading
        stored = self._turn(found.region)
        span = found.said.source(*found.place)
        place = source_ref(stored, transcript, span)
        shown = found.said.shown.text
        spans = self._pasted.words.spans
        return QuoteMatch(
            speaker=speaker_ref(stored),
            turn=turn_ref(stored),
            transcript=TranscriptRef(heading.id, heading.title, heading.date, heading.url),
            source=place,
            quote=transcript.text[slice(*span)],
            readable=readable_quote(transcript.text, span, heading.format),
            given_start=spans[found.first][0],
            given_end=spans[found.end - 1][1],
            differences=tuple(self._in_source(found, each) for each in found.differences),
            left_out=tuple(shown[slice(*gap)] for gap in found.left_out),
            negation_before=shown[slice(*found.negation_before)] if found.negation_before else None,
            url=permalink(stored, place),
        )

    def _turn(self, region: Region) -> StoredTurn:
        return self._snapshot.catalog.turns_by_key([region.turn])[region.turn]

    def _in_source(self, found: _Found, difference: Difference) -> Difference:
        start, end = found.said.source(difference.said_start, difference.said_end)
        return msgspec.structs.replace(difference, said_start=start, said_end=end)


def _threes(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All threes of adjacent words."""
    return set(zip(words, words[1:], words[2:], strict=False))
