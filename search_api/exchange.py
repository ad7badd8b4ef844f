"""Which turn a quote replies to."""

from collections.abc import Sequence

from indexer.catalog.rows import StoredTurn

LOOK_BACK = 8
"""How many turns before the quote the question is looked for in."""


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
    return bool(bare) and not (bare[0] in "([" and bare[-1] in ")]" and bare.count(bare[0]) == 1)
