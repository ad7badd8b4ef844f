"""Which turn a quote replies to."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.model import ROLES
from indexer.store.passage_table import PassageTable, Rows
from indexer.stored_records import StoredTurn

LOOK_BACK = 8
"""How many turns before the quote the question is looked for in."""
LONGEST_REMARK = 200
"""Code points: what is longer, and in brackets, was said."""


def look_back(table: PassageTable, rows: Rows) -> npt.NDArray[np.int64]:
    """How many turns before each row's have to be read to tell what it replies to: shape (len(rows),).

    For a row that is -1, in no passage table, they are all that may have to be.
    """
    return _look_back(
        table.transcript,
        table.turn,
        table.label,
        table.role,
        table.length,
        rows,
        ROLES.index("questioner"),
    )


# Written out for the compiler.
@compiled
def _look_back(  # noqa: PLR0913, PLR0917 - plain arrays, for the compiler
    transcript: npt.NDArray[np.int32],
    turn: npt.NDArray[np.int64],
    label: npt.NDArray[np.int32],
    role: npt.NDArray[np.int8],
    length: npt.NDArray[np.int32],
    rows: Rows,
    asking: int,
) -> npt.NDArray[np.int64]:
    """As far back as `asked_before` looks, or beyond where only the words tell that it stops.

    Keys of turns count on within a transcript.
    """
    found = np.full(len(rows), LOOK_BACK, np.int64)
    for one in range(len(rows)):
        own = rows[one]
        if own < 0:
            continue
        found[one] = 0
        if role[own] == asking:
            continue
        at = own - 1
        while at >= 0 and transcript[at] == transcript[own] and turn[own] - turn[at] <= LOOK_BACK:
            found[one] = turn[own] - turn[at]
            if length[at] > LONGEST_REMARK if role[at] == asking else label[at] != label[own]:
                break
            at -= 1
    return found


def asked_before(quoted: StoredTurn, before: Sequence[StoredTurn], text: str) -> StoredTurn | None:
    """The question that a turn replies to, or None.

    `before` holds the turns in front of it, in order. The speaker's own turns are passed over, and among the
    questioner's those that hold no words but a remark in brackets, "(Off-mike.)". A question asked of
    somebody else, who took it, is not this turn's.
    """
    if quoted.turn.role == "questioner":
        return None
    for stored in reversed(before):
        turn = stored.turn
        if turn.role == "questioner":
            if _has_words(text[turn.start : turn.end]):
                return stored
        elif turn.label != quoted.turn.label:
            return None
    return None


def _has_words(words: str) -> bool:
    bare = words.strip()
    remark = bare[:1] in {"(", "["} and bare[-1] in ")]" and bare.count(bare[0]) == 1
    return bool(bare) and not (remark and len(bare) <= LONGEST_REMARK)
