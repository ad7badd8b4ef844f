"""What becomes of a file: transcripts that hold together, or one refusal in a sentence."""

from pathlib import Path

from indexer import readers
from indexer.attribution import attribute
from indexer.directory.load import shipped
from indexer.directory.records import Directory
from indexer.errors import InputRefused
from indexer.model import Transcript
from indexer.passages import PassageSettings, split_turn
from indexer.readers.source import Source
from indexer.sources.files import load


def outcome(data: bytes, directory: Directory) -> str:
    """`read` or `refused`; anything else is raised, and a transcript that does not hold together fails."""
    try:
        documents = readers.read(Source("hostile", data))
    except InputRefused as refusal:
        assert_sentence(refusal)
        return "refused"
    assert documents
    for document in documents:
        check(attribute(document, "hostile", directory))
    return "read"


def archive_outcome(path: Path) -> str:
    """`read` where any member is, else `refused`."""
    found = list(load(path))
    for one in found:
        if isinstance(one, InputRefused):
            assert_sentence(one)
    return "refused" if all(isinstance(one, InputRefused) for one in found) else "read"


def people() -> Directory:
    """The shipped directory, read once."""
    return shipped()


def check(transcript: Transcript) -> None:
    """Turns lie in order inside the text, and passages inside their turns."""
    transcript.text.encode()
    reached = 0
    for turn in transcript.turns:
        assert reached <= turn.start <= turn.end <= len(transcript.text)
        reached = turn.end
        for passage in split_turn(transcript.text, turn, PassageSettings()):
            assert turn.start <= passage.start < passage.end <= turn.end
        evidence = turn.attribution.evidence
        if evidence and evidence.start is not None and evidence.end is not None:
            assert 0 <= evidence.start < evidence.end <= len(transcript.text)


def assert_sentence(refusal: InputRefused) -> None:
    """One line that ends like a sentence."""
    assert "\n" not in refusal.reason
    assert refusal.reason.endswith(".")
