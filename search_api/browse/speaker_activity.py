"""A speaker's activity: events and latest quotes, from the passage table."""

import itertools
from collections.abc import Iterator

import msgspec
import numpy as np

from indexer.store.passage_table import Rows
from indexer.stored_records import Heading, StoredTurn
from search_api.contract.records import SourceRef
from search_api.search.snapshot import Snapshot

_SHORTEST = 120
"""The fewest code points of a quote, since greetings are shorter."""


class SpokenAt(msgspec.Struct, frozen=True):
    """An event at which a speaker speaks: the number of turns, and the ordinal of the first."""

    heading: Heading
    turns: int
    first: int


def rows_of(snapshot: Snapshot, speaker_id: str) -> Rows:
    """A speaker's rows of the passage table: int64, ascending; empty where no speaker has that id."""
    table = snapshot.table
    try:
        number = list(table.speakers).index(speaker_id)
    except ValueError:
        return np.empty(0, np.int64)
    return np.flatnonzero(table.speaker == number)


def passages_of(snapshot: Snapshot, rows: Rows, most: int) -> Iterator[str]:
    """The passages of up to `most` of some rows, evenly spaced; one transcript's text at a time is in memory."""
    catalog, table = snapshot.catalog, snapshot.table
    chosen = rows[np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(np.int64)]
    hits = sorted(catalog.hits(table.keys[chosen].tolist()).values(), key=lambda hit: hit.transcript)
    for transcript, group in itertools.groupby(hits, lambda hit: hit.transcript):
        text = catalog.text(transcript)
        yield from (text[hit.start : hit.end] for hit in group)


def events_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[SpokenAt]:
    """The latest events at which a speaker speaks, the latest first."""
    table, catalog = snapshot.table, snapshot.catalog
    rows = rows_of(snapshot, speaker_id)
    keys, first = np.unique(table.transcript[rows], return_index=True)
    newest = np.lexsort((-keys, -table.day[rows[first]]))[:most]
    chosen = keys[newest].tolist()
    headings = catalog.headings_by_key(chosen)
    starts = catalog.turns_by_key([int(table.turn[rows[first[at]]]) for at in newest])
    events = []
    for key, at in zip(chosen, newest, strict=True):
        begin = starts.get(int(table.turn[rows[first[at]]]))
        if key in headings and begin is not None:
            turns = len(np.unique(table.turn[rows[table.transcript[rows] == key]]))
            events.append(SpokenAt(headings[key], turns, begin.turn.ordinal))
    return events


def latest_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[tuple[StoredTurn, SourceRef]]:
    """A speaker's latest passages of some length, one for each event, the latest first."""
    table, catalog = snapshot.table, snapshot.catalog
    rows = rows_of(snapshot, speaker_id)
    long = rows[table.length[rows] >= _SHORTEST]
    rows = long if len(long) else rows
    # From the middle of an event, which begins and ends with courtesies.
    _, first, counts = np.unique(table.transcript[rows], return_index=True, return_counts=True)
    rows = rows[first + counts // 2]
    newest = rows[np.lexsort((-rows, -table.day[rows]))][:most]
    keys = table.keys[newest].tolist()
    hits = catalog.hits(keys)
    turns = catalog.turns_by_key([hit.turn for hit in hits.values()])
    return [
        (turns[hit.turn], SourceRef(hit.start, hit.end, catalog.heading(hit.transcript).text_sha256))
        for key in keys
        if (hit := hits.get(key)) is not None and hit.turn in turns
    ]
