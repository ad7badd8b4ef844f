"""The speakers of an index: the list, and a speaker with posts, labels and numbers of turns and transcripts."""

import datetime

import msgspec

from indexer.errors import SpeakerUnknown
from indexer.model import Speaker
from search_api.contract.bounds import check_limit, check_text
from search_api.contract.cursor import decode_place, encode_place
from search_api.search.snapshot import Snapshot

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
    """A post with its first and last day, both inclusive; null is open."""

    title: str
    date_from: datetime.date | None = msgspec.field(name="from")
    date_to: datetime.date | None = msgspec.field(name="to")


class LabelCount(msgspec.Struct, frozen=True):
    """A label and how many turns have it."""

    label: str
    turns: int


class SpeakerAnswer(msgspec.Struct, frozen=True):
    """A speaker: names, posts, labels in the sources, numbers of turns and transcripts, first and last date."""

    id: str
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Post, ...]
    labels: tuple[LabelCount, ...]
    turns: int
    transcripts: int
    first_date: datetime.date | None
    last_date: datetime.date | None


def list_speakers(snapshot: Snapshot, prefix: str, limit: int, cursor: str | None) -> SpeakersAnswer:
    """Speakers with a name or an alias in which a word begins with a prefix.

    Raises:
        RequestInvalid: the limit or the cursor is out of bounds.
    """
    check_limit(limit, MAX_LIMIT)
    check_text("prefix", prefix, MAX_PREFIX)
    activity = snapshot.catalog.speaker_activity()
    speakers = [speaker for speaker in snapshot.people.beginning(prefix) if speaker.id in activity]
    if cursor is not None:
        last = decode_place(prefix, cursor, tuple[str, str])
        speakers = [speaker for speaker in speakers if _order(speaker) > last]
    page = speakers[:limit]
    return SpeakersAnswer(
        tuple(
            SpeakerEntry(speaker.id, speaker.name, activity[speaker.id].turns, activity[speaker.id].transcripts)
            for speaker in page
        ),
        encode_place(prefix, _order(page[-1])) if len(speakers) > len(page) else None,
    )


def describe_speaker(snapshot: Snapshot, speaker_id: str) -> SpeakerAnswer:
    """One speaker by id.

    Raises:
        SpeakerUnknown: nobody of that id speaks; carries names that resemble it.
    """
    people, catalog = snapshot.people, snapshot.catalog
    speaker = people.by_id(speaker_id)
    with catalog.reading():
        activity = catalog.speaker_activity().get(speaker_id)
        labels = catalog.labels_of(speaker_id)
    # The last turn of somebody may have been removed since the snapshot was taken.
    if speaker is None or activity is None:
        raise SpeakerUnknown(speaker_id, people.near(speaker_id.replace("-", " ")))
    return SpeakerAnswer(
        speaker.id,
        speaker.name,
        speaker.aliases,
        tuple(Post(tenure.title, tenure.start, tenure.end) for tenure in speaker.tenures),
        tuple(LabelCount(label, turns) for label, turns in labels.items()),
        activity.turns,
        activity.transcripts,
        activity.first,
        activity.last,
    )


def _order(speaker: Speaker) -> tuple[str, str]:
    return speaker.name.casefold(), speaker.id
