"""Facets: how many turns match a request, by speaker, by month and by transcript.

A turn matches a topic when one of its passages has at least half of the topic's weight in words, where the weight of a
stem is its inverse document frequency, or when it is among the first results. Without a topic all turns within the
filters match. Counting uses the passage table's columns; the catalog is read only for what is listed.
"""

import datetime
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.passage_table import Flags, PassageTable, Rows
from indexer.store.words import MOST_STEMS, LexicalIndex
from search_api.contract.bounds import validate
from search_api.contract.cursor import Seen
from search_api.contract.records import Interpretation, SearchRequest
from search_api.retrieval.stem_weights import stem_weight
from search_api.search.paging import page_of
from search_api.search.plan import Plan, plan_of
from search_api.search.snapshot import Snapshot

ENOUGH = 0.5
"""The smallest share of the topic's weight in a matching passage."""
FIRST = 10
"""How many of the first results match regardless of their words."""
WALK = 0.003
"""The share of passages per stem from which scanning the passage table is faster than a query of Tantivy."""
FEW = 0.05
"""The share of passages within the filters up to which scanning them alone is faster."""
MOST_LISTED = 100
"""The most speakers and transcripts that are listed."""

Counts = npt.NDArray[np.int64]


class SpeakerCount(msgspec.Struct, frozen=True):
    """A speaker's number of matching turns."""

    id: str
    name: str
    turns: int


class MonthCount(msgspec.Struct, frozen=True):
    """The number of matching turns in a month, written as 2022-02."""

    month: str
    turns: int


class TranscriptCount(msgspec.Struct, frozen=True):
    """A transcript's number of matching turns."""

    id: str
    title: str | None
    date: datetime.date | None
    turns: int


class Facets(msgspec.Struct, frozen=True):
    """The number of matching turns, by speaker, month and transcript.

    Up to a hundred speakers and transcripts, those with the most turns first; all months with a turn, in order. Turns
    without a named speaker or a date are counted in `turns` alone.
    """

    query: str
    interpretation: Interpretation
    turns: int
    speakers: tuple[SpeakerCount, ...]
    months: tuple[MonthCount, ...]
    transcripts: tuple[TranscriptCount, ...]


def count_facets(snapshot: Snapshot, request: SearchRequest) -> Facets:
    """Count the turns that match a request, regardless of its mode and page.

    Raises:
        RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `Searcher.search`.
    """
    request = msgspec.structs.replace(request, mode="ranked", limit=FIRST, cursor=None, context=0)
    validate(request)
    with snapshot.searching():
        plan = plan_of(snapshot, request)
        # Without a topic all turns match, and ranking is not needed.
        page = page_of(snapshot.catalog, snapshot.ranker, None, plan, Seen())[0] if plan.topic else []
        rows = _one_a_turn(snapshot.table, _matching(snapshot, plan, [ranked.passage for ranked, _ in page]))
        return Facets(
            request.q,
            plan.interpretation,
            len(rows),
            _speakers(snapshot, rows),
            _months(snapshot.table, rows),
            _transcripts(snapshot, rows),
        )


def _matching(snapshot: Snapshot, plan: Plan, first: Sequence[int]) -> Rows:
    """The matching rows of the passage table: int64, ascending."""
    table, retriever = snapshot.table, plan.retriever
    every = np.arange(len(table.keys))
    allowed = retriever.allows(every)
    if not plan.topic:
        return every[allowed]
    stems = retriever.content_stems(plan.topic)[:MOST_STEMS]
    matching = np.zeros(len(every), np.bool_)
    matching[_holding_enough(table, snapshot.index.lexical, stems, every[allowed])] = True
    shown = table.rows(np.array(first, np.int64))
    matching[shown[shown >= 0]] = True
    return np.flatnonzero(matching & allowed)


def _holding_enough(table: PassageTable, lexical: LexicalIndex, stems: Sequence[str], allowed: Rows) -> Rows:
    """The rows with at least half of the weight of some stems: all of the allowed rows, and perhaps others."""
    shares = {stem: lexical.document_share(stem) for stem in stems}
    weights = {stem: stem_weight(share) for stem, share in shares.items()}
    needed = ENOUGH * sum(weights.values()) - 1e-6
    heavier = _heavier(weights, needed)
    rows = allowed
    if sum(shares[stem] for stem in heavier) < WALK * len(stems):
        keys, _ = lexical.passages_holding(heavier)
        rows = table.rows(keys)
        rows = np.sort(rows[rows >= 0])
    elif len(allowed) > FEW * len(table.keys):
        reached = np.zeros(len(table.keys), np.float32)
        for stem in stems:
            reached[table.holding(stem)] += weights[stem]
        return np.flatnonzero(reached >= needed)
    bits = table.held(stems, rows)
    weight = sum(
        (weights[stem] * ((bits >> place) & 1) for place, stem in enumerate(stems)), np.zeros(len(rows))
    )
    return rows[weight >= needed]


def _heavier(weights: Mapping[str, float], needed: float) -> list[str]:
    """The rarest stems, without which a passage cannot reach the needed weight; common ones are left out."""
    heavier: list[str] = []
    left = sum(weights.values())
    for stem in sorted(weights, key=lambda stem: -weights[stem]):
        if left < needed:
            break
        heavier.append(stem)
        left -= weights[stem]
    return heavier


def _one_a_turn(table: PassageTable, rows: Rows) -> Rows:
    """The first row of each turn; the rows of a turn are consecutive."""
    turns = table.turn[rows]
    first: Flags = np.ones(len(rows), np.bool_)
    first[1:] = turns[1:] != turns[:-1]
    return rows[first]


def _most(counts: Counts) -> list[int]:
    """The numbers with the highest counts, at most a hundred; of equal counts the lower number first."""
    numbers = np.flatnonzero(counts)
    order = np.lexsort((numbers, -counts[numbers]))[:MOST_LISTED]
    chosen: list[int] = numbers[order].tolist()
    return chosen


def _speakers(snapshot: Snapshot, rows: Rows) -> tuple[SpeakerCount, ...]:
    table = snapshot.table
    speaking = table.speaker[rows]
    counts = np.bincount(speaking[speaking >= 0], minlength=1)
    counted = ((table.speakers[number], int(counts[number])) for number in _most(counts))
    return tuple(
        SpeakerCount(person.id, person.name, turns)
        for key, turns in counted
        # A speaker whose last turn was just removed has no entry any more.
        if (person := snapshot.people.by_id(key)) is not None
    )


def _months(table: PassageTable, rows: Rows) -> tuple[MonthCount, ...]:
    days = np.bincount(table.day[rows], minlength=1)
    months: dict[str, int] = {}
    for day in np.flatnonzero(days[1:]) + 1:
        month = datetime.date.fromordinal(int(day)).isoformat()[:7]
        months[month] = months.get(month, 0) + int(days[day])
    return tuple(MonthCount(month, turns) for month, turns in months.items())


def _transcripts(snapshot: Snapshot, rows: Rows) -> tuple[TranscriptCount, ...]:
    counts = np.bincount(snapshot.table.transcript[rows], minlength=1)
    keys = _most(counts)
    headings = snapshot.catalog.headings_by_key(keys)
    return tuple(
        TranscriptCount(heading.id, heading.title, heading.date, int(counts[key]))
        for key in keys
        if (heading := headings.get(key)) is not None
    )
