"""Who speaks in an index: the list, and one speaker with posts, labels and how much they say."""

import datetime

import msgspec

from indexer.catalog.read import Catalog
from indexer.errors import RequestInvalid, SpeakerUnknown
from indexer.model import Speaker
from search_api.people import People

MAX_LIMIT = 1000


class SpeakerEntry(msgspec.Struct, frozen=True):
    """A speaker in the list."""

    id: str
    name: str
    turns: int
    transcripts: int


class SpeakersAnswer(msgspec.Struct, frozen=True):
    """Speakers in the order of their names; `next_cursor` is null on the last page."""

    speakers: tuple[SpeakerEntry, ...]
    next_cursor: str | None


class Post(msgspec.Struct, frozen=True):
    """A post and the days it was held, both included; null is open."""

    title: str
    date_from: datetime.date | None = msgspec.field(name="from")
    date_to: datetime.date | None = msgspec.field(name="to")


class LabelCount(msgspec.Struct, frozen=True):
    """A label and how many turns stand under it."""

    label: str
    turns: int


class SpeakerAnswer(msgspec.Struct, frozen=True):
    """A speaker: names, posts, labels in the sources, and how much they say from when to when."""

    id: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Post, ...]
    labels: tuple[LabelCount, ...]
    turns: int
    transcripts: int
    first_date: datetime.date | None
    last_date: datetime.date | None


def list_speakers(catalog: Catalog, prefix: str, limit: int, cursor: str | None) -> SpeakersAnswer:
    """Speakers of whose names a word begins with a prefix; a cursor is the id of the last one seen.

    Raises:
        RequestInvalid: the limit or the cursor is out of bounds.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise RequestInvalid("limit", f"{limit} is out of range; give 1 to {MAX_LIMIT}.")
    people = People(catalog.speakers())
    found = people.beginning(prefix)
    if cursor is not None:
        last = people.by_id(cursor)
        if last is None:
            raise RequestInvalid(
                "cursor", "the cursor is not one of this list; take next_cursor of the page before."
            )
        found = [one for one in found if _order(one) > _order(last)]
    activity = catalog.speaker_activity()
    page = tuple(
        SpeakerEntry(one.id, one.name, activity[one.id].turns, activity[one.id].transcripts)
        for one in found[:limit]
        if one.id in activity
    )
    return SpeakersAnswer(page, found[limit - 1].id if len(found) > limit else None)


def describe_speaker(catalog: Catalog, speaker_id: str) -> SpeakerAnswer:
    """One speaker by id.

    Raises:
        SpeakerUnknown: nobody has that id; carries names that resemble it.
    """
    people = People(catalog.speakers())
    speaker = people.by_id(speaker_id)
    if speaker is None:
        raise SpeakerUnknown(speaker_id, people.near(speaker_id.replace("-", " ")))
    activity = catalog.speaker_activity()[speaker.id]
    return SpeakerAnswer(
        speaker.id,
        speaker.name,
        speaker.aliases,
        tuple(Post(one.title, one.start, one.end) for one in speaker.tenures),
        tuple(LabelCount(label, turns) for label, turns in catalog.labels_of(speaker.id).items()),
        activity.turns,
        activity.transcripts,
        activity.first,
        activity.last,
    )


def _order(speaker: Speaker) -> tuple[str, str]:
    return speaker.name.casefold(), speaker.id
