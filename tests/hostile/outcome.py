"""The outcome of reading a file: consistent transcripts, or a refusal in one sentence."""

import itertools
import math
from pathlib import Path

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.model import Document, Transcript
from indexer.passages import PassageSettings, split_turn
from indexer.readers.source import Source
from indexer.sources.files import load

WITH_NAME = {"named", "resolved", "inferred"}
"""The statuses of attributions that have a name."""


def outcome(data: bytes, directory: Directory) -> str:
    """`read` or `refused`. Other errors are raised, and an inconsistent transcript fails an assertion."""
    try:
        documents = readers.read(Source("hostile", data))
    except InputRefused as refusal:
        assert_sentence(refusal)
        return "refused"
    assert documents
    for document in documents:
        check_times(document)
        check(attribute(document, "hostile", directory))
    return "read"


def archive_outcome(path: Path) -> str:
    """`read` if any member can be read, else `refused`."""
    members = list(load(path))
    refusals = [member for member in members if isinstance(member, InputRefused)]
    for refusal in refusals:
        assert_sentence(refusal)
    return "refused" if len(refusals) == len(members) else "read"


def check_times(document: Document) -> None:
    """Times are finite, and stand in order at words inside of utterances."""
    spans = iter((utterance.start, utterance.end) for utterance in document.utterances)
    start, end = next(spans, (0, 0))
    previous = -1
    for mark in document.times:
        assert math.isfinite(mark.time)
        while mark.start >= end:
            start, end = next(spans)
        assert max(start, previous + 1) <= mark.start
        previous = mark.start


def check(transcript: Transcript) -> None:
    """Turns are in order and within the text, passages within their turns, and evidence within the text.

    All other parts are in order, too, and outside of turns. Only a named, resolved or inferred turn has a name.
    """
    transcript.text.encode()
    previous_end = 0
    for turn in transcript.turns:
        assert previous_end <= turn.start <= turn.end <= len(transcript.text)
        previous_end = turn.end
        for passage in split_turn(transcript.text, turn, PassageSettings()):
            assert turn.start <= passage.start < passage.end <= turn.end
        assert (turn.attribution.name is not None) == (turn.attribution.status in WITH_NAME)
        evidence = turn.attribution.evidence
        if evidence and evidence.start is not None and evidence.end is not None:
            assert 0 <= evidence.start < evidence.end <= len(transcript.text)
    outside = [(part.start, part.end) for part in transcript.outside]
    assert outside == sorted(outside)
    parts = sorted([*outside, *((turn.start, turn.end) for turn in transcript.turns)])
    assert all(start <= end <= len(transcript.text) for start, end in parts)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(parts))


def assert_sentence(refusal: InputRefused) -> None:
    """The reason is one line and ends with a period."""
    assert "\n" not in refusal.reason
    assert refusal.reason.endswith(".")
