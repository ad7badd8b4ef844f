"""What narrows a search, with one meaning for every evaluator."""

import datetime

import msgspec

from indexer.model import Role


class Filters(msgspec.Struct, frozen=True):
    """Conditions on a passage's turn and transcript: any value of a field must match, and all fields.

    `speakers` and `labels` are one field: the turn's speaker has one of the ids, or the turn one of the labels, to the
    letter. `answered_by` are ids, too: the next speaker after a question and up to three more. Dates
    are inclusive, and a transcript without a date is outside any bound.

    `phrases` and `excluded` narrow passages alone, by the words of `indexer.store.analysis.exact_words`; the catalog
    does not read them. Of a turn with the words of all phrases in sequence those passages are let through that hold
    them; where none does, since they reach over the ends of passages, all of the turn's are. A passage that holds an
    excluded word is not let through unless its turn's phrases reach over the ends of passages.
    """

    speakers: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    answered_by: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any condition."""
        return self != Filters()

    @property
    def on_words(self) -> bool:
        """Whether there is a condition on the words of a passage."""
        return bool(self.phrases or self.excluded)
