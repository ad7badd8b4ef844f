"""Finding the turns in which a quote may stand: by the rare stems of its sentences, in the lexical index."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from indexer.filters import Filters
from indexer.stored_records import Hit
from search_api.quotes.judging.pasted import Pasted
from search_api.quotes.judging.words import Words
from search_api.search.snapshot import Snapshot

_PASSAGES = 100
"""How many passages are found for each sentence of a quote."""
_TURNS = 40
"""How many turns are read."""
_STEMS = 12
"""By how many of its rarest stems a sentence is searched for."""
_CHUNKS = 10
_LEAST, _MOST = 6, 24
"""The fewest and most words that are searched for together."""
_WITHIN = 8
"""How many passages of one transcript are read for a part of a quote."""
_ALL_STEMS = 8
_ALL_PASSAGES = 1500
"""How many passages with all of a quote's rarest stems are read, where words alone do not find it."""

_ENDS = frozenset(".?!;:")
_SENTENCE_ENDS = frozenset(".?!…")
_MARGIN = 120
"""How many code points more than the quote has are read before and after a passage: words may have been left out."""


class Region(msgspec.Struct, frozen=True):
    """A part of a turn in which a quote may stand: `text[start:end]` of a transcript. `turn` is the turn's key."""

    transcript: str
    turn: int
    ordinal: int
    start: int
    end: int


def chunks_of(words: Words) -> list[Words]:
    """The sentences of a quote, long ones in parts, short ones together; of a very long quote, some."""
    cuts = [0]
    for at in range(1, len(words)):
        ends = not _ENDS.isdisjoint(words.marks[at])
        if (ends and at - cuts[-1] >= _LEAST) or at - cuts[-1] >= _MOST:
            cuts.append(at)
    if len(cuts) > 1 and len(words) - cuts[-1] < _LEAST:
        cuts.pop()
    parts = [words.part(start, end) for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True)]
    chosen = np.unique(np.linspace(0, len(parts) - 1, min(len(parts), _CHUNKS)).astype(int))
    return [parts[number] for number in chosen.tolist()]


class Stems(msgspec.Struct, frozen=True):
    """The stems of a quote's words in the languages of an index, and the share of passages that hold each stem."""

    by_word: Mapping[str, frozenset[str]]
    shares: Mapping[str, float]

    def rarest(self, forms: Iterable[str], most: int) -> list[str]:
        """The rarest stems of some words that any passage holds."""
        stems = {stem for form in forms for stem in self.by_word[form] if self.shares[stem] > 0}
        return sorted(stems, key=lambda stem: (self.shares[stem], stem))[:most]

    def share(self, form: str) -> float:
        """The share of passages that hold a word's stem; 0 for a word that the index does not have."""
        return max((self.shares[stem] for stem in self.by_word[form]), default=1.0)


def stems_of(snapshot: Snapshot, pasted: Pasted) -> Stems:
    """The stems of all words of a quote."""
    languages = snapshot.people.languages
    by_word = {
        form: frozenset(stem for language in languages for stem in snapshot.analyzer.stems(form, language.code))
        for form in dict.fromkeys(pasted.words.forms)
    }
    stems = sorted({stem for own in by_word.values() for stem in own})
    return Stems(by_word, dict(zip(stems, snapshot.store.document_shares(stems), strict=True)))


def regions_of(snapshot: Snapshot, pasted: Pasted, stems: Stems, filters: Filters, length: int) -> list[Region]:
    """The regions in which the sentences of a quote may stand, the likeliest first; `length` is the quote's."""
    chunks = [chunk for part in pasted.parts for chunk in chunks_of(pasted.words.part(*part))]
    queries = [stems.rarest(chunk.forms, _STEMS) for chunk in chunks[: 2 * _CHUNKS]]
    scores: dict[int, float] = {}
    for found in snapshot.store.lexical(queries, filters, _PASSAGES):
        # So that each sentence counts alike, whatever its length.
        best = found.scores[0] if len(found.scores) else 1.0
        for key, score in zip(found.keys.tolist(), (found.scores / best).tolist(), strict=True):
            scores[key] = scores.get(key, 0.0) + score
    return _regions(snapshot, scores, length, _TURNS, together=bool(pasted.breaks))


def regions_with_all(
    snapshot: Snapshot, words: Words, stems: Stems, filters: Filters, length: int
) -> list[Region]:
    """The regions that hold all of the rarest stems of a quote's longest sentence: where its words are common ones.

    A sentence, since no passage ends within one.
    """
    ends = [at for at in range(1, len(words)) if not _SENTENCE_ENDS.isdisjoint(words.marks[at])]
    sentences = [words.part(*span) for span in itertools.pairwise([0, *ends, len(words)])]
    longest = max(sentences, key=len)
    rarest = stems.rarest(longest.forms, _ALL_STEMS)
    if not rarest:
        return []
    keys = snapshot.store.matching(filters, dict.fromkeys(rarest, 1.0), float(len(rarest)))
    return _regions(snapshot, dict.fromkeys(keys[:_ALL_PASSAGES].tolist(), 1.0), length, _ALL_PASSAGES)


def regions_for(
    snapshot: Snapshot, forms: Sequence[str], stems: Stems, filters: Filters, length: int
) -> list[Region]:
    """The regions in which some words of a quote may stand."""
    (found,) = snapshot.store.lexical([stems.rarest(forms, _STEMS)], filters, _WITHIN)
    scores = dict(zip(found.keys.tolist(), found.scores.tolist(), strict=True))
    # Common words are in many passages; few have all.
    if rarest := stems.rarest(forms, _ALL_STEMS):
        keys = snapshot.store.matching(filters, dict.fromkeys(rarest, 1.0), float(len(rarest)))
        scores |= dict.fromkeys(keys[:_WITHIN].tolist(), 1.0 + max(scores.values(), default=0.0))
    return _regions(snapshot, scores, length, _WITHIN)


def _regions(
    snapshot: Snapshot, scores: Mapping[int, float], length: int, most: int, *, together: bool = False
) -> list[Region]:
    """The surroundings of passages within their turns: those of a turn in one if they overlap or are read together."""
    if not scores:
        return []
    keys = np.array(sorted(scores), np.int64)
    turns = snapshot.store.columns(keys).turn
    by_turn: dict[int, float] = {}
    for key, turn in zip(keys.tolist(), turns.tolist(), strict=True):
        by_turn[turn] = by_turn.get(turn, 0.0) + scores[key]
    chosen = sorted(by_turn, key=lambda turn: (-by_turn[turn], turn))[:most]
    ranks = {turn: rank for rank, turn in enumerate(chosen)}
    hits = snapshot.catalog.hits(
        [key for key, turn in zip(keys.tolist(), turns.tolist(), strict=True) if turn in ranks]
    )
    stored = snapshot.catalog.turns_by_key(chosen)
    widened: dict[int, list[Region]] = {}
    margin = length + _MARGIN
    for hit in sorted(hits.values(), key=lambda hit: hit.start):
        if (own := stored.get(hit.turn)) is None:
            continue
        start, end = max(own.turn.start, hit.start - margin), min(own.turn.end, hit.end + margin)
        of_turn = widened.setdefault(hit.turn, [])
        if of_turn and (start <= of_turn[-1].end or together):
            before = of_turn.pop()
            start, end = before.start, max(before.end, end)
        of_turn.append(_region(hit, start, end))
    return [region for turn in chosen for region in widened.get(turn, [])]


def _region(hit: Hit, start: int, end: int) -> Region:
    return Region(hit.transcript, hit.turn, hit.ordinal, start, end)
