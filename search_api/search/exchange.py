"""Which turn a quote answers."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.compiled import compiled
from indexer.model import ROLES
from indexer.store.protocol import Windows
from indexer.stored_records import StoredTurn

LOOK_BACK = 8
"""How many turns before the quote may hold the question."""
REACH = 24
"""How many passages before a quote decide how many turns are read."""
LONGEST_REMARK = 200
"""Code points: longer text in brackets was said."""


def look_back(windows: Windows) -> npt.NDArray[np.int64]:
    """How many turns before each of n passages have to be read to find what it answers: int64, shape (n,).

    `windows` are theirs, of radius `REACH`. Where a window does not reach far enough, `LOOK_BACK` turns are read.
    """
    passages = windows.passages
    return _look_back(
        passages.turn,
        passages.label,
        passages.role,
        passages.length,
        windows.indexes,
        ROLES.index("questioner"),
    )


# Written out for the compiler.
@compiled
def _look_back(  # noqa: PLR0913, PLR0917 - plain arrays, for the compiler
    turn: npt.NDArray[np.int64],
    label: npt.NDArray[np.int32],
    role: npt.NDArray[np.int8],
    length: npt.NDArray[np.int32],
    rows: npt.NDArray[np.int64],
    asking: int,
) -> npt.NDArray[np.int64]:
    """As far back as `question_before` reads, or farther where only the words decide that it stops."""
    result = np.full(len(rows), LOOK_BACK, np.int64)
    middle = rows.shape[1] // 2
    for number in range(len(rows)):
        own = rows[number, middle]
        if own < 0:
            continue
        back = 0
        reached = role[own] == asking
        for column in range(middle - 1, -1, -1):
            row = rows[number, column]
            if reached or row < 0 or turn[own] - turn[row] > LOOK_BACK:
                reached = True
                break
            back = turn[own] - turn[row]
            reached = length[row] > LONGEST_REMARK if role[row] == asking else label[row] != label[own]
        if reached:
            result[number] = back
    return result


def question_before(quoted: StoredTurn, before: Sequence[StoredTurn], text: str) -> StoredTurn | None:
    """The question that a turn answers, or None.

    `before` holds the turns before it, in order. The speaker's own turns are skipped, and the questioner's turns that
    hold only a remark in brackets, "(Off-mike.)". A question that another speaker answered is not this turn's.
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
