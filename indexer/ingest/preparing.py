"""Transcripts made ready to be stored: their passages, the people they name, the texts that need vectors."""

from collections.abc import Iterable

from indexer.catalog.write import PreparedTranscript, passage_hash
from indexer.directory.records import Directory, unlisted_speaker_id
from indexer.model import Passage, Transcript


def prepare(transcript: Transcript, passages: Iterable[Passage], directory: Directory) -> PreparedTranscript:
    """A transcript with its passages and the directory's entries that it names."""
    speaking = {turn.attribution.person for turn in transcript.turns}
    people = tuple(entry for entry in directory.speakers if entry.id in speaking)
    # A first name alone is no speaker: the Peter of one briefing need not be the Peter of another.
    names = {
        turn.attribution.name
        for turn in transcript.turns
        if turn.attribution.name and turn.attribution.person is None and " " in turn.attribution.name
    }
    ids = {name: unlisted_speaker_id(name, directory) for name in sorted(names)}
    return PreparedTranscript(transcript, tuple(passages), people, ids)


def texts_of(prepared: Iterable[PreparedTranscript]) -> dict[bytes, str]:
    """The texts of all passages by their hashes, each once."""
    return {
        passage_hash(text): text
        for one in prepared
        for passage in one.passages
        for text in [one.passage_text(passage)]
    }
