"""What the readers and attribution make of a folder: labels, names, text that belongs to nobody."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from indexer.attribution.nonspeech import words
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.reading import read_file
from indexer.model import Transcript
from indexer.sources.folders import find_files


class Survey(msgspec.Struct):
    """Counts over a folder's transcripts. `outside_tenure` lists names by a post not held on the day."""

    files: int = 0
    transcripts: int = 0
    turns: int = 0
    spoken_words: int = 0
    unassigned_words: int = 0
    labels: Counter[str] = msgspec.field(default_factory=Counter)
    statuses: Counter[str] = msgspec.field(default_factory=Counter)
    formats: Counter[str] = msgspec.field(default_factory=Counter)
    names: dict[str, Counter[str]] = msgspec.field(default_factory=dict)
    refused: list[str] = msgspec.field(default_factory=list)
    most_unassigned: list[tuple[int, str]] = msgspec.field(default_factory=list)
    outside_tenure: list[str] = msgspec.field(default_factory=list)
    split: list[str] = msgspec.field(default_factory=list)

    @property
    def unassigned_share(self) -> float:
        """Unassigned words among all that are no front matter, dateline, heading, mark, procedure or label."""
        return self.unassigned_words / max(1, self.unassigned_words + self.spoken_words)


def survey(paths: Iterable[Path], directory: Directory) -> Survey:
    """Read every file of some folders and count; refusals are kept, nothing is raised for them.

    `directory` is what attribution knows people by: its tenures are checked against the names given.
    """
    found = Survey()
    for path in find_files(paths):
        found.files += 1
        if isinstance(path, InputRefused):
            found.refused.append(str(path))
            continue
        try:
            transcripts = read_file(path)
        except InputRefused as refusal:
            found.refused.append(str(refusal))
            continue
        for transcript in transcripts:
            _count(found, transcript, directory)
    found.most_unassigned.sort(reverse=True)
    return found


def _count(found: Survey, transcript: Transcript, directory: Directory) -> None:
    found.transcripts += 1
    found.formats[transcript.format] += 1
    text = transcript.text
    found.spoken_words += sum(words(text[turn.start : turn.end]) for turn in transcript.turns)
    unassigned = sum(words(text[one.start : one.end]) for one in transcript.outside if one.kind == "unassigned")
    found.unassigned_words += unassigned
    if unassigned:
        found.most_unassigned.append((unassigned, transcript.id))
    entries = {entry.id: entry for entry in directory.speakers}
    by_title: dict[str, set[str]] = {}
    for turn in transcript.turns:
        found.turns += 1
        found.labels[turn.label] += 1
        status = turn.attribution.status
        found.statuses[status] += 1
        name = turn.attribution.name
        if name is None:
            continue
        found.names.setdefault(turn.label, Counter())[name] += 1
        entry = entries.get(turn.attribution.person or "")
        evidence = turn.attribution.evidence
        by_directory = evidence is not None and evidence.directory is not None
        if entry and transcript.date:
            held = any(tenure.covers(transcript.date) for tenure in entry.tenures)
            if by_directory and not held:
                found.outside_tenure.append(f"{transcript.id}: turn {turn.ordinal}, {turn.label}: {name}")
        for post in ("the president", "president biden"):
            if turn.label.casefold() == post:
                by_title.setdefault("president", set()).add(turn.attribution.person or name)
    if len(by_title.get("president", ())) > 1:
        found.split.append(transcript.id)
