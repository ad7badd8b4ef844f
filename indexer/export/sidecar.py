"""A sidecar to fill in: what was read of a file, and every label with its first words, as TOML."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from indexer.model import Metadata, Transcript, Turn

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
_FIRST_WORDS = 70
"""Code points that are shown of a label's first words."""
_FIELDS = ("title", "date", "url", "venue", "language", "media")


class _Label(msgspec.Struct):
    """What is said under a label: its turns, and their number of words."""

    label: str
    turns: list[Turn]
    first_words: str = ""
    words: int = 0


def sidecar_to_fill_in(path: Path, transcripts: Sequence[Transcript], given: Metadata) -> str:
    """The sidecar of a file that holds transcripts; `given` is what its sidecar says already.

    It is valid TOML, whatever the labels and words are. Labels that differ only in case and white space are one.
    """
    return "\n".join([*_head(path), *_fields(transcripts, given), "", *_speakers(transcripts, given)]) + "\n"


def _head(path: Path) -> Iterator[str]:
    name = _plain(path.name)
    yield f"# Metadata of {name}: save this next to it as {name}.meta.toml. It wins over what the file says."
    yield ""


def _fields(transcripts: Sequence[Transcript], given: Metadata) -> Iterator[str]:
    if given.id is not None:
        yield f"id = {_text(given.id)}"
    if len(transcripts) > 1:
        yield f"# The file holds {len(transcripts)} transcripts. What is given here is that of all of them."
    for field in _FIELDS:
        value = getattr(transcripts[0], field) if len(transcripts) == 1 else getattr(given, field)
        if value is None:
            yield f"# {field} = " + ("2022-02-16" if field == "date" else '""')
        else:
            yield f"{field} = " + (value.isoformat() if field == "date" else _text(value))


def _speakers(transcripts: Sequence[Transcript], given: Metadata) -> Iterator[str]:
    names = {_form(label): name for label, name in given.speaker_map.items()}
    yield '# Full names. "label" keeps a label, and nobody is named; an empty name changes nothing.'
    if given.speakers:
        yield f"# Until now the sidecar lists those who speak: {_plain(', '.join(given.speakers))}"
    yield "[speakers]"
    for form, found in _labels(transcripts).items():
        turns, words = len(found.turns), found.words
        yield ""
        yield f"# {turns:,} turn{'s' * (turns != 1)}, {words:,} word{'s' * (words != 1)}: {_plain(found.first_words)}"
        read_as = {turn.attribution.name for turn in found.turns} - {None}
        if read_as and form not in names:
            yield f"# Read as {_plain(', '.join(sorted(map(str, read_as))))}"
        yield f"{_key(found.label)} = {_text(names.pop(form, ''))}"
    for form, name in names.items():
        yield ""
        yield "# No turn has this label."
        yield f"{_key(form)} = {_text(name)}"


def _labels(transcripts: Sequence[Transcript]) -> dict[str, _Label]:
    """The labels by their forms, in the order in which they first come."""
    labels: dict[str, _Label] = {}
    for transcript in transcripts:
        for turn in transcript.turns:
            found = labels.setdefault(_form(turn.label), _Label(" ".join(turn.label.split()), []))
            words = transcript.text[turn.start : turn.end].split()
            found.turns.append(turn)
            found.words += len(words)
            found.first_words = found.first_words or " ".join(words)[:_FIRST_WORDS]
    return labels


def _form(label: str) -> str:
    return " ".join(label.split()).casefold()


def _plain(text: str) -> str:
    """A text on one line of a comment."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _key(label: str) -> str:
    return label if label and _BARE.issuperset(label) else _text(label)


def _text(text: str) -> str:
    """A basic string of TOML 1.0; what is not printable is escaped."""
    return "".join(map(_letter, json.dumps(text, ensure_ascii=False)))


def _letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    # A half of a surrogate pair is no character, and no TOML.
    return "\N{REPLACEMENT CHARACTER}" if 0xD800 <= code < 0xE000 else f"\\U{code:08X}"
