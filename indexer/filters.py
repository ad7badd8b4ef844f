"""What a search may be narrowed to, once for both retrievers."""

import datetime

import msgspec

from indexer.model import Role


class Filters(msgspec.Struct, frozen=True):
    """Conditions on a passage's turn and transcript; within one field any, across fields all must hold.

    `speakers` are ids, and so are `answered_by`: who speaks next behind a question and those beside it. The
    dates are inclusive, and a transcript without a date is outside any bound.
    """

    speakers: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    answered_by: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return self != Filters()
