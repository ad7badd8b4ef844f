"""A transcript as it is shown: turns, and between them what of its text is no speech."""

from collections.abc import Iterator, Sequence

import msgspec

from indexer.model import NonSpeech
from indexer.stored_records import StoredTurn
from search_api.contract.records import SourceRef
from search_api.web.addresses import speaker_address, transcript_address
from search_api.web.marked_text import Lit, Piece, paragraphs
from search_api.web.plain_words import clock

_STATUS = {
    "named": "",
    "resolved": "",
    "inferred": "name inferred from the talk",
    "ambiguous": "more than one person fits",
    "label": "",
}
_KINDS = {
    "front matter": "Front matter",
    "dateline": "Dateline",
    "heading": "Heading",
    "procedure": "Procedure",
    "unassigned": "No speech",
}
"""What is shown between turns, muted. Labels are not: each turn has its own. Page marks and rules neither."""


class Part(msgspec.Struct, frozen=True):
    """A turn, or what stands between turns; that has no `ordinal`, and its `name` says what it is."""

    shown: list[list[Piece]]
    name: str
    ordinal: int | None = None
    label: str = ""
    role: str = ""
    address: str = ""
    note: str = ""
    clock: str = ""
    link: str = ""

    @property
    def folded(self) -> bool:
        """Whether it is shown on demand: what is about the file, and not of the event."""
        return self.ordinal is None and self.name == _KINDS["front matter"]

    @property
    def lit(self) -> bool:
        """Whether anything in it is lit."""
        return any(piece.kind for row in self.shown for piece in row)


class Script(msgspec.Struct, frozen=True):
    """What a transcript is shown from."""

    text: str
    text_sha256: str
    turns: Sequence[StoredTurn]
    outside: Sequence[NonSpeech]


def parts_of(script: Script, lit: Sequence[Lit]) -> Iterator[Part]:
    """The parts of a transcript in the order of its text; `lit` is in order."""
    outside = [one for one in script.outside if one.kind in _KINDS]
    at = 0
    for stored in script.turns:
        while at < len(outside) and outside[at].start < stored.turn.start:
            yield _between(script, outside[at], lit)
            at += 1
        yield turn_part(script, stored, lit)
    for one in outside[at:]:
        yield _between(script, one, lit)


def turn_part(script: Script, stored: StoredTurn, lit: Sequence[Lit] = ()) -> Part:
    """A turn."""
    turn, attribution = stored.turn, stored.turn.attribution
    label = turn.label.strip()
    return Part(
        shown=paragraphs(script.text, (turn.start, turn.end), lit),
        name=attribution.name or label or "Speaker not named",
        ordinal=turn.ordinal,
        label=label if attribution.name and attribution.name != label else "",
        role=turn.role,
        address=speaker_address(stored.speaker) if stored.speaker else "",
        note=_STATUS[attribution.status],
        clock=clock(turn.start_time) if turn.start_time is not None else "",
        link=transcript_address(
            stored.transcript, turn.ordinal, SourceRef(turn.start, turn.end, script.text_sha256)
        ),
    )


def _between(script: Script, one: NonSpeech, lit: Sequence[Lit]) -> Part:
    return Part(paragraphs(script.text, (one.start, one.end), lit), _KINDS[one.kind])
