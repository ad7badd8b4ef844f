"""Transcripts that no pair may come from: those of the benchmarks, and those kept for judgements to come."""

from collections.abc import Iterable, Iterator

from eval.datasets.briefings import read_questions
from indexer.ingest.reading import read_file
from indexer.model import Transcript
from indexer.sample import sample_folder

RESERVED = (("whitehouse", 2023), ("whitehouse", 2025), ("crec-2005", 2005))
"""Words of an address or id, and the year, of transcripts that are kept for judged questions."""


def held_out_texts() -> frozenset[str]:
    """The SHA-256 of the texts of all transcripts of the benchmarks.

    All splits of the briefings are among them. `train` is, since the ranking learns from it how far the encoder can be
    trusted, and would trust an encoder too much that had seen the answers.
    """
    sample = (
        transcript.text_sha256
        for path in sorted(sample_folder().glob("*.txt"))
        for transcript in read_file(path)
    )
    return frozenset(sample) | {transcript.text_sha256 for transcript in read_questions()}


def allowed(transcripts: Iterable[Transcript], texts: frozenset[str]) -> Iterator[Transcript]:
    """The transcripts that pairs may come from; each text once.

    A transcript with the title and date of one that is held out may be another copy of it, and is held out, too.
    """
    every = list(transcripts)
    events = {_event(transcript) for transcript in every if transcript.text_sha256 in texts}
    seen: set[str] = set()
    for transcript in every:
        digest = transcript.text_sha256
        if digest in texts or digest in seen or _event(transcript) in events or _is_reserved(transcript):
            continue
        seen.add(digest)
        yield transcript


def _event(transcript: Transcript) -> tuple[str, str]:
    title = " ".join((transcript.title or transcript.id).casefold().split())
    return title, str(transcript.date)


def _is_reserved(transcript: Transcript) -> bool:
    place = f"{transcript.url or ''} {transcript.id}".casefold()
    year = transcript.date.year if transcript.date else None
    return any(word in place and reserved == year for word, reserved in RESERVED)
