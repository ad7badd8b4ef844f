"""Judging a quote over the whole index: verbatim, altered, spliced, said by another, or not found."""

import functools
import math
import re
from collections.abc import Iterator, Sequence

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
from search_api.quotes.judging.matching import Match, SaidText, exact_match, nearest_match, said_text
from search_api.quotes.judging.pasted import Pasted, readings
from search_api.quotes.judging.records import QuoteJudgement, QuoteMatch, Verdict
from search_api.quotes.judging.splices import LEFT_OUT_AT_MOST, Piece, pieces_of, stand_together
from search_api.search.snapshot import Snapshot
from search_api.search.turns import source_ref, speaker_ref, turn_ref

LONGEST = 10_000
"""The most code points of a text that is judged."""
_MATCHES = 10
"""How many places of the same words are listed."""
_ALIGNED = 8
"""How many regions are aligned with a quote that stands nowhere word for word."""
_SPLICED_FROM = 3
"""In how many transcripts the parts of a quote are looked for."""

_PASSAGE_WORDS = 80
"""About how many words a passage has."""
_SAME = 0.6
"""From which share of its words, and of their evidence, a quote is an altered one and no other."""
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
    matched: tuple[int, ...] = ()
    longest_gap: int = 0


class _Judging:
    """One quote that is judged; it reads each transcript and region once."""

    def __init__(self, snapshot: Snapshot, text: str, pasted: Pasted, who: Speaking | None) -> None:
        self._snapshot, self._text, self._pasted = snapshot, text, pasted
        self.named = Filters(speakers=who.ids, labels=who.labels) if who else NO_FILTERS
        self._quoting = quoting_words(snapshot.people.languages)
        self._texts: dict[str, TranscriptText] = {}
        self._said: dict[Region, SaidText] = {}
        self._needed = {word for form in pasted.words.forms if form.isascii() for word in _WORD.findall(form)}

    @functools.cached_property
    def _stems(self) -> Stems:
        return stems_of(self._snapshot, self._pasted)

    @functools.cached_property
    def _all_words(self) -> float:
        return math.log2(max(2, self._snapshot.store.count() * _PASSAGE_WORDS))

    @functools.cached_property
    def _evidence(self) -> dict[str, float]:
        """How many bits each word of the quote tells of its place: the rarer, the more."""
        return {
            form: min(self._all_words, -math.log2(max(1e-12, self._stems.share(form) / _PASSAGE_WORDS)))
            for form in set(self._pasted.words.forms)
        }

    def judge(self) -> tuple[Verdict, Sequence[_Found]]:
        """The verdict, and where the words stand."""
        if found := self.verbatim(self.named):
            return "verbatim", found
        altered = self._altered(self.named)
        if self.named and not (altered and _only_marks(altered)) and (found := self.verbatim(NO_FILTERS)):
            return "other_speaker", found
        pieces = self._spliced(self.named, len(altered[0].matched) if altered else 0, bool(altered))
        if pieces:
            return "spliced", pieces
        if altered:
            return "altered", altered
        if self.named:
            altered = self._altered(NO_FILTERS)
            pieces = self._spliced(NO_FILTERS, len(altered[0].matched) if altered else 0, bool(altered))
            if pieces:
                return "spliced", pieces
            if altered:
                return "other_speaker", altered
        return "not_found", ()

    def _regions(self, filters: Filters) -> list[Region]:
        if filters not in self._found_regions:
            regions = regions_of(self._snapshot, self._pasted, self._stems, filters, len(self._text))
            self._load(regions)
            self._found_regions[filters] = regions
        return self._found_regions[filters]

    @functools.cached_property
    def _found_regions(self) -> dict[Filters, list[Region]]:
        return {}

    def _load(self, regions: Sequence[Region]) -> None:
        missing = {region.transcript for region in regions} - self._texts.keys()
        if missing:
            self._texts |= self._snapshot.catalog.texts(missing)

    def _raw(self, region: Region) -> str:
        return self._texts[region.transcript].text[region.start : region.end]

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
        found = list(self._exact(self._regions(filters)))
        if not found:
            regions = regions_with_all(
                self._snapshot, self._pasted.words, self._stems, filters, len(self._text)
            )
            self._load(regions)
            found = list(self._exact(regions))
        return sorted(found, key=self._when)

    def _when(self, found: _Found) -> tuple[bool, str, str, int]:
        heading = self._texts[found.region.transcript].heading
        return heading.date is None, str(heading.date), heading.id, found.region.ordinal

    def _exact(self, regions: Sequence[Region]) -> Iterator[_Found]:
        for region in regions:
            if self._needed <= set(_WORD.findall(self._raw(region).casefold())):
                said = self._read(region)
                match = exact_match(self._text, self._pasted, said, self._quoting)
                if match is not None and match.is_verbatim:
                    yield self._found(region, said, match)

    def _found(self, region: Region, said: SaidText, match: Match) -> _Found:
        spans = said.words.spans
        place = spans[match.start][0], spans[max(match.start, match.end - 1)][1]
        count = len(self._pasted.words)
        return _Found(
            region, said, place, 0, count, match.differences, match.left_out, match.matched, match.longest_gap
        )

    def _likeliest(self, regions: Sequence[Region]) -> list[Region]:
        """The regions that have most of the quote's words, by their evidence."""
        words = {form: set(_WORD.findall(form)) or {form} for form in self._evidence}
        shares = []
        for region in regions:
            there = set(_WORD.findall(self._raw(region).casefold()))
            shares.append(sum(self._evidence[form] for form, parts in words.items() if parts <= there))
        order = sorted(range(len(regions)), key=lambda number: -shares[number])
        return [regions[number] for number in order[:_ALIGNED]]

    def _nearest(self, filters: Filters) -> list[_Found]:
        """How the quote fits the likeliest regions, the best first."""
        found = []
        for region in self._likeliest(self._regions(filters)):
            said = self._read(region)
            match = exact_match(self._text, self._pasted, said, self._quoting) or nearest_match(
                self._text, self._pasted, said, self._quoting
            )
            if match is not None and match.matched:
                found.append(self._found(region, said, match))
        return sorted(found, key=self._goodness)

    def _goodness(self, found: _Found) -> tuple[float, int]:
        forms = self._pasted.words.forms
        evidence = sum(self._evidence[forms[number]] for number in found.matched)
        added = sum(len(each.said.split()) for each in found.differences if each.kind != "punctuation")
        return added - evidence / 4, len(found.differences)

    def _altered(self, filters: Filters) -> list[_Found]:
        """Where the quote stands with other words: the best fit, and those that are as good."""
        found = [
            each
            for each in self._nearest(filters)
            if self._is_same(each.matched) and each.longest_gap <= LEFT_OUT_AT_MOST
        ]
        return [each for each in found if each.differences == found[0].differences or each is found[0]][:1]

    def _is_same(self, matched: Sequence[int]) -> bool:
        """Whether so many of the quote's words are the same that it must be this place."""
        forms = self._pasted.words.forms
        evidence = sum(self._evidence[forms[number]] for number in matched)
        total = sum(self._evidence[form] for form in forms)
        return (
            len(matched) >= _SAME * len(forms)
            and evidence >= _SAME * total
            and evidence >= min(_EVIDENCE * self._all_words, 0.8 * total)
        )

    def _spliced(self, filters: Filters, matched: int, is_altered: bool) -> list[_Found]:
        """The parts of the quote in one transcript, at least two; none where one turn has nearly as many words."""
        words = self._pasted.words
        known: dict[str, list[Region]] = {}
        for found in self._nearest(filters):
            known.setdefault(found.region.transcript, []).append(found.region)
        best: list[Piece] = []
        covered = 0
        for transcript in list(known)[:_SPLICED_FROM]:
            within = msgspec.structs.replace(filters, transcripts=(transcript,))

            def find(forms: Sequence[str], within: Filters = within) -> list[Region]:
                return regions_for(self._snapshot, forms, self._stems, within, len(self._text))

            least = _PIECE_EVIDENCE * self._all_words
            pieces = pieces_of(words, known[transcript], find, self._read, self._evidence, least)
            count = sum(piece.end - piece.first for piece in pieces)
            if len(pieces) > 1 and count > covered and not stand_together(pieces):
                best, covered = pieces, count
        if covered < (1 - _LEFT_OVER) * len(words) or (is_altered and covered < matched + _GAIN):
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
            url=permalink(stored, place),
        )

    def _turn(self, region: Region) -> StoredTurn:
        return self._snapshot.catalog.turns_by_key([region.turn])[region.turn]

    def _in_source(self, found: _Found, difference: Difference) -> Difference:
        start, end = found.said.source(difference.said_start, difference.said_end)
        return msgspec.structs.replace(difference, said_start=start, said_end=end)


def _only_marks(found: Sequence[_Found]) -> bool:
    return all(each.kind == "punctuation" for each in found[0].differences)
