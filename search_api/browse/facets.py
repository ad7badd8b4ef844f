"""Facets: how many turns match a request, by speaker, by month and by transcript.

A turn matches a topic when one of its passages has at least half of the topic's weight in words, where the weight of a
stem is its inverse document frequency, or when it is among the first results. Without a topic all turns within the
filters match. Counting uses the columns of passages; the catalog is read only for what is listed.
"""

import datetime
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.protocol import MOST_STEMS, PassageColumns
from indexer.stored_records import Keys
from search_api.contract.bounds import validate
from search_api.contract.cursor import Seen
from search_api.contract.records import Interpretation, SearchRequest
from search_api.retrieval.stem_weights import stem_weight
from search_api.search.exact_words import turns_holding
from search_api.search.paging import page_of
from search_api.search.plan import Plan, plan_of
from search_api.search.snapshot import Snapshot

ENOUGH = 0.5
"""The smallest share of the topic's weight in a matching passage."""
FIRST = 10
"""How many of the first results match regardless of their words."""
MOST_LISTED = 100
"""The most speakers and transcripts that are listed."""
MOST_COMPARED = 1000
"""Up to how many turns are compared with exact words to the letter."""

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

    Of more than `MOST_COMPARED` turns with exact words those count that have the words in sequence.

    Raises:
        RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `Searcher.search`.
    """
    request = msgspec.structs.replace(request, mode="ranked", limit=FIRST, cursor=None, context=0)
    validate(request)
    with snapshot.searching():
        plan = plan_of(snapshot, request)
        # Without a topic all turns match, and ranking is not needed.
        page = page_of(snapshot, None, plan, Seen())[0] if plan.topic else []
        keys = _matching(plan, [ranked.passage for ranked, _ in page])
        turns = one_a_turn(snapshot.store.columns(keys))
        if plan.exact is not None and len(turns) <= MOST_COMPARED:
            holding = turns_holding(snapshot.catalog, plan.exact, [turns.turn.tolist()])
            turns = turns.take(np.isin(turns.turn, [stored.key for stored in holding]))
        return Facets(
            request.q,
            plan.interpretation,
            len(turns),
            _speakers(snapshot, turns),
            _months(turns),
            _transcripts(snapshot, turns),
        )


def _matching(plan: Plan, first: Sequence[int]) -> Keys:
    """The keys of the matching passages: int64, ascending."""
    retriever = plan.retriever
    if not plan.topic or plan.is_answered_by_words:
        return retriever.matching()
    stems = retriever.content_stems(plan.topic)[:MOST_STEMS]
    shares = retriever.document_shares(stems)
    weights = {stem: stem_weight(share) for stem, share in zip(stems, shares, strict=True)}
    holding = retriever.matching(weights, ENOUGH * sum(weights.values()) - 1e-6)
    return np.union1d(holding, np.array(first, np.int64))


def one_a_turn(passages: PassageColumns) -> PassageColumns:
    """The first passage of each turn; the passages of a turn are consecutive."""
    return passages.take(np.flatnonzero(np.diff(passages.turn, prepend=-1)))


def _most(counts: Counts) -> list[int]:
    """The numbers with the highest counts, at most a hundred; of equal counts the lower number first."""
    numbers = np.flatnonzero(counts)
    order = np.lexsort((numbers, -counts[numbers]))[:MOST_LISTED]
    chosen: list[int] = numbers[order].tolist()
    return chosen


def _speakers(snapshot: Snapshot, turns: PassageColumns) -> tuple[SpeakerCount, ...]:
    counts = np.bincount(turns.speaker[turns.speaker >= 0], minlength=1)
    counted = ((snapshot.store.speakers[number], int(counts[number])) for number in _most(counts))
    return tuple(
        SpeakerCount(person.id, person.name, turns)
        for key, turns in counted
        # A speaker whose last turn was just removed has no entry any more.
        if (person := snapshot.people.by_id(key)) is not None
    )


def _months(turns: PassageColumns) -> tuple[MonthCount, ...]:
    days, counts = np.unique(turns.day[turns.day > 0], return_counts=True)
    months: Counter[str] = Counter()
    for day, count in zip(days.tolist(), counts.tolist(), strict=True):
        months[datetime.date.fromordinal(day).isoformat()[:7]] += count
    return tuple(MonthCount(month, turns) for month, turns in months.items())


def _transcripts(snapshot: Snapshot, turns: PassageColumns) -> tuple[TranscriptCount, ...]:
    counts = np.bincount(turns.transcript, minlength=1)
    keys = _most(counts)
    headings = snapshot.catalog.headings_by_key(keys)
    return tuple(
        TranscriptCount(heading.id, heading.title, heading.date, int(counts[key]))
        for key in keys
        if (heading := headings.get(key)) is not None
    )
