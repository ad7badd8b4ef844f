"""What is stored with a transcript: its passages, its speakers, and the texts that need vectors."""

from collections.abc import Iterable

from indexer.catalog.write import PreparedTranscript, passage_hash
from indexer.directory.records import Directory, unlisted_speaker_id
from indexer.model import Passage, Transcript


def prepare_transcript(
    transcript: Transcript, passages: Iterable[Passage], directory: Directory
) -> PreparedTranscript:
    """A transcript with its passages and the directory entries of its speakers."""
    people = {turn.attribution.person for turn in transcript.turns}
    entries = tuple(entry for entry in directory.speakers if entry.id in people)
    # A first name alone is no speaker: the Peter of one briefing need not be the Peter of another.
    names = {
        turn.attribution.name
        for turn in transcript.turns
        if turn.attribution.name and turn.attribution.person is None and " " in turn.attribution.name
    }
    ids = {name: unlisted_speaker_id(name, directory) for name in sorted(names)}
    return PreparedTranscript(transcript, tuple(passages), entries, ids)


def passage_texts(transcripts: Iterable[PreparedTranscript]) -> dict[bytes, str]:
    """The distinct texts of all passages, by their hashes."""
    texts = (transcript.passage_text(passage) for transcript in transcripts for passage in transcript.passages)
    return {passage_hash(text): text for text in texts}
