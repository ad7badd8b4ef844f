"""What narrows a search, with one meaning for every evaluator."""

import datetime

import msgspec

from indexer.model import Role


class Filters(msgspec.Struct, frozen=True):
    """Conditions on a passage's turn and transcript: any value of a field must match, and all fields.

    `speakers` and `labels` are one field: the turn's speaker has one of the ids, or the turn one of the labels, to the
    letter. `answered_by` are ids, too: the next speaker after a question and up to three more. Dates
    are inclusive, and a transcript without a date is outside any bound.
    """

    speakers: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    answered_by: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return self != Filters()
