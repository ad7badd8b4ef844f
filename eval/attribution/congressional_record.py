"""Our reading of the Congressional Record compared with another project's parse of the same pages.

Speeches are matched by their speaker label and the first 60 letters of their text, as multisets per file. Cases in
which the other parse is wrong are listed next to this module with the reason, and counted separately.
"""

from collections import Counter
from pathlib import Path

import msgspec

from indexer.errors import InputRefused
from indexer.ingest.reading import read_file

LETTERS = 60
DISAGREEMENTS = Path(__file__).with_name("congressional_record_disagreements.json")

Speech = tuple[str, str, str]
"""The stem of the file, the label, and the first letters of the text."""


class Item(msgspec.Struct, frozen=True):
    """An item of the other project's parse; its other fields are ignored."""

    kind: str
    text: str
    speaker: str | None = None


class Page(msgspec.Struct, frozen=True):
    """A page of the other project's parse."""

    content: tuple[Item, ...] = ()


class Disagreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case in which the other parse is wrong. `side` is who has this speech, `ours` or `theirs`."""

    file: str
    label: str
    letters: str
    side: str
    reason: str


class Comparison(msgspec.Struct, frozen=True):
    """The numbers of speeches on both sides and of matches, and the speeches that only one side has."""

    ours: int
    theirs: int
    matched: int
    only_ours: tuple[Speech, ...]
    only_theirs: tuple[Speech, ...]

    @property
    def precision(self) -> float:
        """The share of our speeches that the other parse has."""
        return self.matched / max(1, self.ours)

    @property
    def recall(self) -> float:
        """The share of the speeches of the other parse that we have."""
        return self.matched / max(1, self.theirs)


def compare(folder: Path) -> Comparison:
    """Compare our reading of `folder/html` with the parse in `folder/json`."""
    ours = Counter(speech for page in (folder / "html").glob("*.htm") for speech in _ours(page))
    theirs = Counter(speech for parse in (folder / "json").glob("*.json") for speech in _theirs(parse))
    return Comparison(
        ours.total(),
        theirs.total(),
        (ours & theirs).total(),
        tuple(sorted((ours - theirs).elements())),
        tuple(sorted((theirs - ours).elements())),
    )


def without(comparison: Comparison, listed: list[Disagreement]) -> tuple[Comparison, list[Disagreement]]:
    """The comparison without listed cases, and the listed cases that do not occur."""
    only = {"ours": Counter(comparison.only_ours), "theirs": Counter(comparison.only_theirs)}
    stale = []
    taken = Counter[str]()
    for case in listed:
        speech = (case.file, case.label, case.letters)
        if only[case.side][speech]:
            only[case.side][speech] -= 1
            taken[case.side] += 1
        else:
            stale.append(case)
    return (
        Comparison(
            comparison.ours - taken["ours"],
            comparison.theirs - taken["theirs"],
            comparison.matched,
            tuple(sorted(only["ours"].elements())),
            tuple(sorted(only["theirs"].elements())),
        ),
        stale,
    )


def listed_disagreements() -> list[Disagreement]:
    """The cases that were judged by reading them."""
    return msgspec.json.decode(DISAGREEMENTS.read_bytes(), type=list[Disagreement])


def _ours(page: Path) -> list[Speech]:
    try:
        transcripts = read_file(page)
    except InputRefused:
        return []
    return [
        (page.stem, turn.label, _letters(transcript.text[turn.start : turn.end]))
        for transcript in transcripts
        for turn in transcript.turns
    ]


def _theirs(parse: Path) -> list[Speech]:
    page = msgspec.json.decode(parse.read_bytes(), type=Page)
    return [
        (parse.stem, item.speaker or "", _letters(item.text.strip().removeprefix(f"{item.speaker}.")))
        for item in page.content
        if item.kind == "speech"
    ]


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalpha())[:LETTERS]
