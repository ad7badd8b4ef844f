"""Counts of what reading and attribution find in folders: labels, names, unassigned words."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from indexer.attribution.nonspeech import words
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.ingest.reading import read_file
from indexer.model import Transcript
from indexer.sources.folders import find


class Survey(msgspec.Struct):
    """Counts over transcripts. `outside_tenure` lists turns named by a post that was not held on the day, `split` the
    transcripts in which "the president" is two people.
    """

    files: int = 0
    transcripts: int = 0
    turns: int = 0
    spoken_words: int = 0
    unassigned_words: int = 0
    labels: Counter[str] = msgspec.field(default_factory=Counter)
    statuses: Counter[str] = msgspec.field(default_factory=Counter)
    names: dict[str, Counter[str]] = msgspec.field(default_factory=dict)
    refused: list[str] = msgspec.field(default_factory=list)
    outside_tenure: list[str] = msgspec.field(default_factory=list)
    split: list[str] = msgspec.field(default_factory=list)

    @property
    def unassigned_share(self) -> float:
        """The share of unassigned words among these and the words in turns."""
        return self.unassigned_words / max(1, self.unassigned_words + self.spoken_words)


def survey(paths: Iterable[Path], directory: Directory) -> Survey:
    """Read every file of some folders and count; refusals are counted, not raised.

    `directory` holds the tenures with which the names given by posts are compared.
    """
    findings = find(paths)
    counts = Survey(files=len(findings.files) + len(findings.refused))
    for path in findings.files:
        try:
            transcripts = read_file(path)
        except InputRefused as refusal:
            counts.refused.append(str(refusal))
            continue
        for transcript in transcripts:
            _count(counts, transcript, directory)
    counts.refused += map(str, findings.refused.values())
    return counts


def _count(counts: Survey, transcript: Transcript, directory: Directory) -> None:
    counts.transcripts += 1
    text = transcript.text
    counts.spoken_words += sum(words(text[turn.start : turn.end]) for turn in transcript.turns)
    counts.unassigned_words += sum(
        words(text[part.start : part.end]) for part in transcript.outside if part.kind == "unassigned"
    )
    presidents: set[str] = set()
    for turn in transcript.turns:
        counts.turns += 1
        counts.labels[turn.label] += 1
        counts.statuses[turn.attribution.status] += 1
        name = turn.attribution.name
        if name is None:
            continue
        counts.names.setdefault(turn.label, Counter())[name] += 1
        entry = directory.by_id.get(turn.attribution.person or "")
        evidence = turn.attribution.evidence
        is_by_post = evidence is not None and evidence.directory is not None
        if entry and transcript.date and is_by_post and not entry.held_post(transcript.date):
            counts.outside_tenure.append(f"{transcript.id}: turn {turn.ordinal}, {turn.label}: {name}")
        if turn.label.casefold() in {"the president", "president biden"}:
            presidents.add(turn.attribution.person or name)
    if len(presidents) > 1:
        counts.split.append(transcript.id)
