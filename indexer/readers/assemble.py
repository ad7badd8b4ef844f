"""Building the stored text of a structured source, which has turns but no running text of its own."""

from collections.abc import Iterable

import msgspec

from indexer.model import Kind, NonSpeech, Role, Utterance


class Said(msgspec.Struct, frozen=True):
    """A turn as a structured source holds it; see `Utterance` for `role`, `name` and `start_time`."""

    label: str
    text: str
    start_time: float | None = None
    role: Role | None = None
    name: str | None = None


class Aside(msgspec.Struct, frozen=True):
    """Text between turns: a heading, a note of procedure."""

    kind: Kind
    text: str


class Assembled(msgspec.Struct, frozen=True):
    """The stored text, and where turns and the rest lie in it."""

    text: str
    utterances: tuple[Utterance, ...]
    nonspeech: tuple[NonSpeech, ...]


def assemble(parts: Iterable[Said | Aside]) -> Assembled:
    """The text of turns and asides, a paragraph each, `LABEL: words`; empty turns are kept.

    Labels are set on one line. The words themselves are not changed.
    """
    pieces: list[str] = []
    utterances: list[Utterance] = []
    nonspeech: list[NonSpeech] = []
    length = 0

    def add(piece: str) -> tuple[int, int]:
        nonlocal length
        pieces.append(piece)
        length += len(piece)
        return length - len(piece), length

    for part in parts:
        if pieces:
            add("\n\n")
        if isinstance(part, Aside):
            nonspeech.append(NonSpeech(part.kind, *add(part.text)))
            continue
        label = " ".join(part.label.split())
        if label:
            nonspeech.append(NonSpeech("label", *add(f"{label}:")))
            add(" ")
        start, end = add(part.text)
        utterances.append(Utterance(label, start, end, part.start_time, part.role, part.name))
    return Assembled("".join(pieces), tuple(utterances), tuple(nonspeech))
