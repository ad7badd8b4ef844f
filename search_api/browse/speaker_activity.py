"""What somebody said, and where: events and latest quotes, found in the passage table's arrays."""

import msgspec
import numpy as np

from indexer.filters import Filters
from indexer.store.protocol import PassageColumns
from indexer.stored_records import Heading, StoredTurn
from search_api.contract.records import SourceRef
from search_api.search.snapshot import Snapshot

_SHORTEST = 120
"""The least code points of a quote that says something; a greeting has fewer."""


class SpokenAt(msgspec.Struct, frozen=True):
    """An event at which somebody speaks: how many turns, and the ordinal of the first."""

    heading: Heading
    turns: int
    first: int


def passages_of(snapshot: Snapshot, speaker_id: str) -> PassageColumns:
    """The passages that a speaker says, in order; none where no speaker has that id."""
    return snapshot.passages(Filters(speakers=(speaker_id,)))


def events_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[SpokenAt]:
    """The events at which somebody speaks, the latest first."""
    said, catalog = passages_of(snapshot, speaker_id), snapshot.catalog
    keys, first = np.unique(said.transcript, return_index=True)
    newest = np.lexsort((-keys, -said.day[first]))[:most]
    chosen = keys[newest].tolist()
    headings = catalog.headings_by_key(chosen)
    starts = catalog.turns_by_key([int(said.turn[first[at]]) for at in newest])
    events = []
    for key, at in zip(chosen, newest, strict=True):
        begin = starts.get(int(said.turn[first[at]]))
        if key in headings and begin is not None:
            turns = len(np.unique(said.turn[said.transcript == key]))
            events.append(SpokenAt(headings[key], turns, begin.turn.ordinal))
    return events


def latest_of(snapshot: Snapshot, speaker_id: str, most: int) -> list[tuple[StoredTurn, SourceRef]]:
    """The latest passages of some length that somebody says, one an event, the latest first."""
    said, catalog = passages_of(snapshot, speaker_id), snapshot.catalog
    long = said.length >= _SHORTEST
    said = said.take(long) if long.any() else said
    # From the middle of an event: it begins and ends with courtesies.
    _, first, counts = np.unique(said.transcript, return_index=True, return_counts=True)
    middle = said.take(first + counts // 2)
    keys = middle.keys[np.lexsort((-middle.keys, -middle.day))][:most].tolist()
    hits = catalog.hits(keys)
    turns = catalog.turns_by_key([hit.turn for hit in hits.values()])
    return [
        (turns[hit.turn], SourceRef(hit.start, hit.end, catalog.heading(hit.transcript).text_sha256))
        for key in keys
        if (hit := hits.get(key)) is not None and hit.turn in turns
    ]
