"""A speaker's activity: events and latest quotes, from the columns of passages."""

import itertools
from collections.abc import Iterator

import msgspec
import numpy as np

from indexer.filters import Filters
from indexer.stored_records import Heading, Keys, StoredTurn
from search_api.contract.records import SourceRef
from search_api.search.snapshot import Snapshot

_SHORTEST = 120
"""The fewest code points of a quote, since greetings are shorter."""


class SpokenAt(msgspec.Struct, frozen=True):
    """An event at which a speaker speaks: the number of turns, and the ordinal of the first."""

    heading: Heading
    turns: int
    first: int


def passage_texts(snapshot: Snapshot, keys: Keys, most: int) -> Iterator[str]:
    """The texts of up to `most` passages, evenly spaced; one transcript's text at a time is in memory."""
    catalog = snapshot.catalog
    chosen = keys[np.linspace(0, len(keys) - 1, min(most, len(keys))).astype(np.int64)]
    hits = sorted(catalog.hits(chosen.tolist()).values(), key=lambda hit: hit.transcript)
    for transcript, group in itertools.groupby(hits, lambda hit: hit.transcript):
        text = catalog.text(transcript)
        yield from (text[hit.start : hit.end] for hit in group)


def events_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[SpokenAt]:
    """The latest events at which a speaker speaks, the latest first."""
    passages, catalog = snapshot.passages(Filters(speakers=(speaker_id,))), snapshot.catalog
    keys, first = np.unique(passages.transcript, return_index=True)
    newest = np.lexsort((-keys, -passages.day[first]))[:most]
    chosen = keys[newest].tolist()
    headings = catalog.headings_by_key(chosen)
    starts = catalog.turns_by_key([int(passages.turn[first[at]]) for at in newest])
    events = []
    for key, at in zip(chosen, newest, strict=True):
        begin = starts.get(int(passages.turn[first[at]]))
        if key in headings and begin is not None:
            turns = len(np.unique(passages.turn[passages.transcript == key]))
            events.append(SpokenAt(headings[key], turns, begin.turn.ordinal))
    return events


def latest_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[tuple[StoredTurn, SourceRef]]:
    """A speaker's latest passages of some length, one for each event, the latest first."""
    passages, catalog = snapshot.passages(Filters(speakers=(speaker_id,))), snapshot.catalog
    long = passages.length >= _SHORTEST
    passages = passages.take(long) if long.any() else passages
    # From the middle of an event, which begins and ends with courtesies.
    _, first, counts = np.unique(passages.transcript, return_index=True, return_counts=True)
    middle = passages.take(first + counts // 2)
    keys = middle.keys[np.lexsort((-middle.keys, -middle.day))][:most].tolist()
    hits = catalog.hits(keys)
    turns = catalog.turns_by_key([hit.turn for hit in hits.values()])
    return [
        (turns[hit.turn], SourceRef(hit.start, hit.end, catalog.heading(hit.transcript).text_sha256))
        for key in keys
        if (hit := hits.get(key)) is not None and hit.turn in turns
    ]
