"""What the front page says of an index: how much it holds, who speaks most, what is newest."""

import datetime
import re
from collections import Counter

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.filters import Filters
from indexer.languages import titles
from indexer.store.protocol import PassageColumns
from search_api.search.snapshot import Snapshot
from search_api.web.addresses import speaker_address, transcript_address
from search_api.web.plain_words import day_in_words

_PEOPLE, _EVENTS = 8, 6
_READ = 150
"""How many passages of a speaker are read for an example."""
_COMMON = 0.025
"""The share of all passages beyond which a name is no topic: "American"."""
_PROPER = re.compile(r"(?<=[a-z] )[A-Z][A-Za-z]{3,}(?=[ ,.?])(?! [A-Z])")
"""A name of one word within a sentence."""


class Named(msgspec.Struct, frozen=True):
    """Somebody, or an event, with its page."""

    name: str
    detail: str
    address: str
    id: str = ""


class Front(msgspec.Struct, frozen=True):
    """What an index holds. `since` and `until` are years, empty where no date is known."""

    passages: int
    transcripts: int
    turns: int
    since: str
    until: str
    speakers: tuple[Named, ...]
    events: tuple[Named, ...]
    examples: tuple[str, ...]


def front_of(snapshot: Snapshot) -> Front:
    """What an index holds; counted in the table's arrays."""
    table = snapshot.passages()
    turns = table.turn
    # The first row of each turn; a turn's stand together.
    first = np.flatnonzero(np.diff(turns, prepend=-1)) if len(turns) else np.empty(0, np.int64)
    days = table.day[table.day > 0]
    speakers = _speakers(snapshot, table.speaker[first])
    return Front(
        len(table.keys),
        len(np.unique(table.transcript)),
        len(first),
        str(datetime.date.fromordinal(int(days.min())).year) if len(days) else "",
        str(datetime.date.fromordinal(int(days.max())).year) if len(days) else "",
        speakers,
        _events(snapshot, table),
        _examples(snapshot, speakers),
    )


def _speakers(snapshot: Snapshot, speaking: npt.NDArray[np.int32]) -> tuple[Named, ...]:
    counts = np.bincount(speaking[speaking >= 0], minlength=1)
    found = []
    for number in np.argsort(-counts, kind="stable")[:_PEOPLE]:
        person = snapshot.people.by_id(snapshot.store.speakers[number]) if counts[number] else None
        if person is not None:
            post = person.tenures[-1].title if person.tenures else ""
            found.append(Named(person.name, post, speaker_address(person.id), person.id))
    return tuple(found)


def _events(snapshot: Snapshot, table: PassageColumns) -> tuple[Named, ...]:
    keys, rows = np.unique(table.transcript, return_index=True)
    newest = keys[np.lexsort((-keys, -table.day[rows]))][:_EVENTS].tolist()
    headings = snapshot.catalog.headings_by_key(newest)
    return tuple(
        Named(
            heading.title or heading.id,
            day_in_words(heading.date) if heading.date else "",
            transcript_address(heading.id),
        )
        for key in newest
        if (heading := headings.get(key)) is not None
    )


def _examples(snapshot: Snapshot, speakers: tuple[Named, ...]) -> tuple[str, ...]:
    """Questions in the forms that are read, about what those who are heard most talk about."""
    examples: list[str] = []
    forms = ("what did {} say about {}", "what was {} asked about {}")
    for form, speaker in zip(forms, (*speakers[:2], *speakers[:1]), strict=False):
        topics = _topics(snapshot, speaker)
        # Two examples should not be about the same thing.
        topic = next((one for one in topics if not any(one in example for example in examples)), None)
        examples += [form.format(speaker.name.split()[-1], topic)] if topic else []
    return tuple(examples)


def _topics(snapshot: Snapshot, speaker: Named) -> list[str]:
    """Proper names that somebody uses often, the most frequent first."""
    catalog = snapshot.catalog
    keys = snapshot.store.matching(Filters(speakers=(speaker.id,)))
    chosen = keys[np.linspace(0, len(keys) - 1, min(_READ, len(keys))).astype(np.int64)]
    hits = sorted(catalog.hits(chosen.tolist()).values(), key=lambda one: one.transcript)
    names: Counter[str] = Counter()
    held, text = "", ""
    for hit in hits:
        if hit.transcript != held:
            held, text = hit.transcript, catalog.text(hit.transcript)
        names.update(set(_PROPER.findall(text[hit.start : hit.end])))
    most = max(_COMMON, 12 / snapshot.store.count())
    return [
        name
        for name, passages in names.most_common(40)
        if passages > 1 and name.lower() not in titles() and _share(snapshot, name) <= most
    ]


def _share(snapshot: Snapshot, name: str) -> float:
    return max(snapshot.store.document_shares(snapshot.analyzer.stems(name)), default=1.0)
