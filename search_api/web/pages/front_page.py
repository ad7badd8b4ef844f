"""What the front page shows of an index: its size, who speaks most, the newest events, and example questions."""

import datetime
import re
from collections import Counter

import msgspec
import numpy as np

from indexer.filters import Filters
from indexer.languages import default
from indexer.model import Speaker
from indexer.store.protocol import PassageColumns
from indexer.stored_records import Heading
from search_api.browse.facets import one_a_turn
from search_api.browse.speaker_activity import passage_texts
from search_api.search.snapshot import Snapshot

_PEOPLE, _EVENTS = 8, 6
_READ = 150
"""Passages of a speaker that are read for an example."""
_COMMON = 0.025
"""A name in a larger share of all passages is no topic: "American"."""
_PROPER = re.compile(r"(?<=[a-z] )[A-Z][A-Za-z]{3,}(?=[ ,.?])(?! [A-Z])")
"""A name of one word within a sentence."""


class Front(msgspec.Struct, frozen=True):
    """The contents of an index. `years` are the first and the last; none where no date is known."""

    passages: int
    transcripts: int
    turns: int
    years: list[int]
    speakers: list[Speaker]
    events: list[Heading]
    examples: tuple[str, ...]


def front_of(snapshot: Snapshot) -> Front:
    """The contents of an index, counted in the columns of its passages."""
    passages = snapshot.passages()
    turns = one_a_turn(passages)
    days = passages.day[passages.day > 0]
    speakers = _speakers(snapshot, turns)
    return Front(
        len(passages),
        len(np.unique(passages.transcript)),
        len(turns),
        [datetime.date.fromordinal(day).year for day in (int(days.min()), int(days.max()))]
        if len(days)
        else [],
        speakers,
        _events(snapshot, passages),
        _examples(snapshot, speakers),
    )


def _speakers(snapshot: Snapshot, turns: PassageColumns) -> list[Speaker]:
    counts = np.bincount(turns.speaker[turns.speaker >= 0], minlength=1)
    most = (number for number in np.argsort(-counts, kind="stable")[:_PEOPLE] if counts[number])
    persons = (snapshot.people.by_id(snapshot.store.speakers[number]) for number in most)
    return [person for person in persons if person is not None]


def _events(snapshot: Snapshot, passages: PassageColumns) -> list[Heading]:
    keys, first = np.unique(passages.transcript, return_index=True)
    newest = keys[np.lexsort((-keys, -passages.day[first]))][:_EVENTS].tolist()
    headings = snapshot.catalog.headings_by_key(newest)
    return [headings[key] for key in newest if key in headings]


def _examples(snapshot: Snapshot, speakers: list[Speaker]) -> tuple[str, ...]:
    """Questions in two forms, about topics of those who speak most."""
    examples: list[str] = []
    forms = ("what did {} say about {}", "what was {} asked about {}")
    for form, speaker in zip(forms, (*speakers[:2], *speakers[:1]), strict=False):
        topics = _topics(snapshot, speaker)
        # Two examples should not have the same topic.
        topic = next((name for name in topics if not any(name in example for example in examples)), None)
        examples += [form.format(speaker.name.split()[-1], topic)] if topic else []
    return tuple(examples)


def _topics(snapshot: Snapshot, speaker: Speaker) -> list[str]:
    """Proper names that a speaker uses often, the most frequent first."""
    keys = snapshot.store.matching(Filters(speakers=(speaker.id,)))
    names: Counter[str] = Counter()
    for passage in passage_texts(snapshot, keys, _READ):
        names.update(set(_PROPER.findall(passage)))
    most = max(_COMMON, 12 / snapshot.store.count())

    def share_of(name: str) -> float:
        return max(snapshot.store.document_shares(snapshot.analyzer.stems(name)), default=1.0)

    return [
        name
        for name, passages in names.most_common(40)
        if passages > 1 and name.lower() not in default().labels.titles and share_of(name) <= most
    ]
