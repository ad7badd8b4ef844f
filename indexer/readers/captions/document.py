"""Cues to a document. Consecutive cues of the same speaker are a single turn, which starts when the first does."""

from collections.abc import Iterable, Iterator

import msgspec

from indexer.errors import InputRefused
from indexer.model import Document, Metadata, TimeMark
from indexer.readers.assemble import Aside, SpokenPart, assemble
from indexer.readers.captions.cue import Cue
from indexer.readers.captions.pieces import Piece, decision_of, pieces_of
from indexer.readers.captions.roll_up import without_roll_up
from indexer.readers.source import Source, merge
from indexer.turns.interview import unread_warning


def document_of(
    format_name: str,
    source: Source,
    cues: Iterable[Cue],
    metadata: Metadata = Metadata(),  # noqa: B008 - frozen
    *,
    rolls_up: bool = False,
) -> Document:
    """The document of cues, in their order; for `rolls_up` see `without_roll_up`.

    Raises:
        InputRefused: no cue has words.
    """
    rolled = without_roll_up(list(cues), rolls_up=rolls_up)
    decision = decision_of(rolled)
    parts = list(_parts(pieces_of(rolled, decision)))
    if not any(isinstance(part, SpokenPart) and part.text for part in parts):
        what = "only sounds and songs" if parts else "no words"
        raise InputRefused(source.name, f"the captions hold {what}; leave the file out.")
    document = assemble(format_name, parts, merge(metadata, source.sidecar))
    return msgspec.structs.replace(document, warnings=document.warnings + unread_warning(decision.unread))


def _parts(pieces: Iterable[Piece]) -> Iterator[SpokenPart | Aside]:
    turn = _OpenTurn()
    for piece in pieces:
        is_change = piece.label is not None and (piece.label != turn.label or piece.label == "")
        if is_change or piece.sound:
            yield from turn.part()
        if piece.sound:
            yield Aside("procedure", piece.text)
        if is_change:
            turn = _OpenTurn(piece.label or "")
        elif piece.sound:
            turn = _OpenTurn(turn.label, doubtful=turn.doubtful)
        turn.add(piece)
    yield from turn.part()


class _OpenTurn:
    """The turn that pieces are added to. A sound divides it: before words come after it, there is no turn."""

    def __init__(self, label: str = "", *, doubtful: bool = False) -> None:
        self.label = label
        self.doubtful = doubtful
        self._start: float | None = None
        self._words: list[str] = []
        self._times: list[TimeMark] = []
        self._length = 0

    def add(self, piece: Piece) -> None:
        """Add the words of a piece."""
        self.doubtful = self.doubtful or piece.doubtful
        if piece.sound:
            return
        if self._start is None:
            self._start = piece.time
        if not piece.text:
            return
        if not self._times or self._times[-1].time != piece.time:
            self._times.append(TimeMark(self._length, piece.time))
        self._words.append(piece.text)
        self._length += len(piece.text) + 1

    def part(self) -> Iterator[SpokenPart]:
        """The turn, if it has words, or a label without any: ordinals are those of the source."""
        if self._words or (self.label and self._start is not None):
            yield SpokenPart(
                self.label,
                "\n".join(self._words),
                self._start,
                doubtful=self.doubtful,
                times=tuple(self._times),
            )
