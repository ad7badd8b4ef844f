"""Building the stored text of a structured source, which has turns but no running text of its own."""

from collections.abc import Iterable

import msgspec

from indexer.model import Document, Kind, Metadata, NonSpeech, Role, TimeMark, Utterance


class SpokenPart(msgspec.Struct, frozen=True):
    """A turn of a structured source; see `Utterance` for `role`, `name`, `start_time` and `doubtful`.

    `times` are those of its cues or segments, in order, with offsets into its text.
    """

    label: str
    text: str
    start_time: float | None = None
    role: Role | None = None
    name: str | None = None
    doubtful: bool = False
    times: tuple[TimeMark, ...] = ()


class Aside(msgspec.Struct, frozen=True):
    """Text between turns: a heading, a note of procedure."""

    kind: Kind
    text: str


_NOBODY = frozenset({"None", "none", "NONE", "null", "NULL", "nan", "NaN", "n/a", "N/A", "-", "?"})
"""What programs write into a field without a value."""


def field_label(value: str | float | None) -> str:
    """The label in a field for the speaker; empty if the field holds no value, or only a number, which is an id."""
    label = " ".join(value.split()) if isinstance(value, str) else ""
    is_id = label.replace(".", "").replace("-", "").isdigit()
    return "" if is_id or label in _NOBODY else label


def assemble(format_name: str, parts: Iterable[SpokenPart | Aside], metadata: Metadata) -> Document:
    """The document of turns and asides. Each is a paragraph of its text; turns are written `LABEL: words`.

    Labels are put on a single line. The words are not changed, and empty turns are kept.
    """
    pieces: list[str] = []
    utterances: list[Utterance] = []
    nonspeech: list[NonSpeech] = []
    times: list[TimeMark] = []
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
        times.extend(TimeMark(start + mark.start, mark.time) for mark in part.times)
        utterances.append(
            Utterance(label, start, end, part.start_time, part.role, part.name, doubtful=part.doubtful)
        )
    return Document(
        format_name,
        "".join(pieces),
        metadata,
        tuple(utterances),
        nonspeech=tuple(nonspeech),
        times=tuple(times),
    )
