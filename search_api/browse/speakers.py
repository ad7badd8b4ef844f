"""Who speaks in an index: the list, and one speaker with posts, labels and how much they say."""

import datetime

import msgspec

from indexer.catalog.protocol import TranscriptReads
from indexer.errors import SpeakerUnknown
from indexer.model import Speaker
from search_api.contract.bounds import check_limit, check_text
from search_api.contract.keyset import decode_place, encode_place
from search_api.questions.people import People

MAX_LIMIT = 1000
MAX_PREFIX = 200


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


def list_speakers(catalog: TranscriptReads, prefix: str, limit: int, cursor: str | None) -> SpeakersAnswer:
    """Speakers of whose names a word begins with a prefix.

    Raises:
        RequestInvalid: the limit or the cursor is out of bounds.
    """
    check_limit(limit, MAX_LIMIT)
    check_text("prefix", prefix, MAX_PREFIX)
    people = People(catalog.speakers())
    activity = catalog.speaker_activity()
    found = [one for one in people.beginning(prefix) if one.id in activity]
    if cursor is not None:
        behind = decode_place(prefix, cursor, tuple[str, str])
        found = [one for one in found if _order(one) > behind]
    page = tuple(
        SpeakerEntry(one.id, one.name, activity[one.id].turns, activity[one.id].transcripts)
        for one in found[:limit]
    )
    return SpeakersAnswer(page, encode_place(prefix, _order(found[limit - 1])) if len(found) > limit else None)


def describe_speaker(catalog: TranscriptReads, speaker_id: str) -> SpeakerAnswer:
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
