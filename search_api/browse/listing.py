"""The list of transcripts: filtered, in the order of dates, read page by page."""

import datetime

import msgspec

from indexer.catalog.listing import Listing, ListPosition, Order
from indexer.stored_records import Heading
from search_api.contract.bounds import check_dates, check_limit, check_text
from search_api.contract.cursor import decode_place, encode_place
from search_api.questions.labels import speaking
from search_api.search.snapshot import Snapshot

MAX_LIMIT = 1000
MAX_WORDS = 200


class ListRequest(msgspec.Struct, frozen=True):
    """Which transcripts are listed, and in which order; `q` are words of the title, the venue or the id."""

    q: str | None = None
    speakers: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    order: Order = "newest"
    limit: int = 100
    cursor: str | None = None


class TranscriptEntry(Heading, frozen=True):
    """A transcript in the list; `turns` is how many it has."""

    turns: int


class TranscriptsAnswer(msgspec.Struct, frozen=True):
    """Transcripts in the order of their dates, those without a date last; `next_cursor` is null on the last page."""

    transcripts: tuple[TranscriptEntry, ...]
    next_cursor: str | None


def list_transcripts(snapshot: Snapshot, request: ListRequest) -> TranscriptsAnswer:
    """A page of the list.

    Raises:
        RequestInvalid: a parameter is out of bounds.
        SpeakerUnknown, SpeakerAmbiguous: a speaker that is filtered by is neither one person nor a label.
    """
    check_limit(request.limit, MAX_LIMIT)
    check_dates(request.date_from, request.date_to)
    check_text("q", request.q or "", MAX_WORDS)
    # What a cursor is bound to: the filters and the order, but not the size of a page.
    same = msgspec.structs.replace(request, cursor=None, limit=1)
    chosen = speaking(request.speakers, snapshot.people, snapshot.labels)
    listing = Listing(
        tuple((request.q or "").split()),
        chosen.ids,
        request.date_from,
        request.date_to,
        request.order,
        None if request.cursor is None else decode_place(same, request.cursor, ListPosition),
        chosen.labels,
    )
    listed = snapshot.catalog.listed(listing, request.limit + 1)
    page = listed[: request.limit]
    return TranscriptsAnswer(
        tuple(TranscriptEntry(**msgspec.structs.asdict(heading), turns=turns) for heading, turns in page),
        encode_place(same, ListPosition(page[-1][0].date, page[-1][0].id)) if len(listed) > len(page) else None,
    )
