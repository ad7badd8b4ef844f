"""What the front page says of an index: how much it holds, who speaks most, what is newest."""

import datetime

import msgspec
import numpy as np

from search_api.distinctive import distinctive_words
from search_api.snapshot import Snapshot
from search_api.web.addresses import speaker_address, transcript_address
from search_api.web.words import day_in_words

_PEOPLE, _EVENTS = 8, 6
_READ = 150
"""How many passages of a speaker are read for an example."""


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
    """What an index holds; counted in the outline's arrays."""
    outline = snapshot.ranker.outline
    turns = outline.turn
    # The first row of each turn; a turn's stand together.
    first = np.flatnonzero(np.diff(turns, prepend=-1)) if len(turns) else np.empty(0, np.int64)
    days = outline.day[outline.day > 0]
    speakers = _speakers(snapshot, first)
    return Front(
        len(outline.keys),
        len(np.unique(outline.transcript)),
        len(first),
        str(datetime.date.fromordinal(int(days.min())).year) if len(days) else "",
        str(datetime.date.fromordinal(int(days.max())).year) if len(days) else "",
        speakers,
        _events(snapshot),
        _examples(snapshot, speakers),
    )


def _speakers(snapshot: Snapshot, first: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[Named, ...]:
    outline = snapshot.ranker.outline
    speaking = outline.speaker[first]
    counts = np.bincount(speaking[speaking >= 0], minlength=1)
    found = []
    for number in np.argsort(-counts, kind="stable")[:_PEOPLE]:
        person = snapshot.people.by_id(outline.speakers[number]) if counts[number] else None
        if person is not None:
            post = person.tenures[-1].title if person.tenures else ""
            found.append(Named(person.name, post, speaker_address(person.id), person.id))
    return tuple(found)


def _events(snapshot: Snapshot) -> tuple[Named, ...]:
    outline = snapshot.ranker.outline
    keys, rows = np.unique(outline.transcript, return_index=True)
    newest = keys[np.lexsort((-keys, -outline.day[rows]))][:_EVENTS].tolist()
    headings = snapshot.index.catalog.headings_by_key(newest)
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
    examples = []
    forms = (("what did {} say about {}", ""), ("what was {} asked about {}", "what was {} asked"))
    for (form, bare), speaker in zip(forms, (*speakers[:2], *speakers[:1]), strict=False):
        surname = speaker.name.split()[-1]
        words = distinctive_words(snapshot, speaker.id, 1, _READ)
        examples += [form.format(surname, words[0])] if words else [bare.format(surname)] if bare else []
    return tuple(examples)
