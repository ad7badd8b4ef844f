"""The kinds of wrong places, and the record of one."""

from typing import Literal, TypeAlias

import msgspec

FaultKind: TypeAlias = Literal[
    "words under a wrong label", "words without a label", "words lost", "words that nobody says", "label missed",
    "false label", "wrong name", "missed name", "refused",
]  # fmt: skip


class Fault(msgspec.Struct, frozen=True):
    """A wrong place: `start` is an offset into the text that was read; `detail` is what was got and what is right."""

    kind: FaultKind
    start: int
    detail: str
