"""What searching, browsing and checking quotes read of the transcripts; the catalog is one implementation.

With a retrieval store it serves all of a search, so that another engine can take the place of both.
"""

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from indexer.catalog.listing import Listing
from indexer.filters import Filters
from indexer.model import NonSpeech, Speaker, Turn
from indexer.stored_records import Activity, Arrival, Heading, Hit, Revision, StoredTurn, TranscriptText


class TranscriptReads(Protocol):
    """Transcripts with their turns, passages and speakers; safe to share between threads.

    Ids are those of answers and addresses; keys are the numbers that a retrieval store holds.
    """

    def reading(self) -> contextlib.AbstractContextManager[None]:
        """One state of the catalog for all that this thread reads inside."""

    def close(self) -> None:
        """Close the connections; one that is in use is closed after its read."""

    def release(self) -> None:
        """Close the idle connections before the process forks; others are opened when they are needed."""

    def generation(self) -> int:
        """How many changes the catalog has seen."""

    def state(self) -> tuple[int, datetime.datetime | None]:
        """How many changes the catalog has seen, and when the last was committed, UTC.

        That is None in an index whose last change was made by an older version.
        """

    # Transcripts.

    def heading(self, transcript_id: str) -> Heading:
        """A transcript's metadata.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """

    def headings(self) -> Iterator[Heading]:
        """Every transcript's metadata, in the order of ids."""

    def headings_by_key(self, keys: Sequence[int]) -> dict[int, Heading]:
        """The metadata of the transcripts of the given keys that still exist."""

    def languages(self) -> list[str]:
        """The codes of the languages in which there are transcripts."""

    def titles(self) -> dict[int, str]:
        """The titles of all transcripts that have one, by their keys."""

    def transcript_ids(self, keys: Sequence[int]) -> dict[int, str]:
        """The ids of transcripts by their keys."""

    def text(self, transcript_id: str) -> str:
        """The text of a transcript.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """

    def transcript_text(self, transcript_id: str) -> TranscriptText:
        """The metadata, text and times of a transcript.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """

    def texts(self, ids: Iterable[str]) -> dict[str, TranscriptText]:
        """The metadata, text and times of the transcripts of the given ids that exist."""

    def outside(self, transcript_id: str) -> tuple[NonSpeech, ...]:
        """The parts of a transcript's text that belong to no turn."""

    def warnings(self, transcript_id: str) -> tuple[str, ...]:
        """What was doubtful when a transcript was read."""

    def listed(self, listing: Listing, limit: int) -> list[tuple[Heading, int]]:
        """The next transcripts of a list, up to `limit`, with their numbers of turns."""

    def newest(self, filters: Filters, limit: int) -> list[Arrival]:
        """The transcripts with a turn that the filters let through, the last added or revised first, up to `limit`."""

    def said_since(self, arrival: Arrival, words: str) -> datetime.datetime:
        """Since when a transcript has held words that it holds now, UTC."""

    # Turns and passages.

    def turns_of(self, transcript_id: str, ordinals: range | None = None) -> list[StoredTurn]:
        """The turns of a transcript, or those of the given ordinals, in order."""

    def turn(self, turn_id: str) -> StoredTurn:
        """A turn by its id, `<transcript id>:<ordinal>`.

        Raises:
            TurnUnknown: no turn has that id.
        """

    def turns_by_key(self, keys: Sequence[int]) -> dict[int, StoredTurn]:
        """The turns of the given keys that still exist."""

    def turn_count(self, transcript_id: str) -> int:
        """How many turns a transcript has."""

    def ordinal_at(self, transcript_id: str, offset: int) -> int:
        """The ordinal of the last turn that begins at or before a code point of the text; 0 where none does."""

    def turn_holding(self, transcript_id: str, start: int, end: int) -> StoredTurn | None:
        """The turn that holds a half-open range of code points of the text, or None."""

    def hits(self, passages: Sequence[int]) -> dict[int, Hit]:
        """The passages of the given keys that still exist."""

    def passage_starts(self, transcript_id: str, ordinals: range) -> list[int]:
        """Where the passages of a transcript's turns of the given ordinals begin, ascending."""

    def passages_of(self, transcript_id: str) -> Iterator[tuple[Hit, bytes, Turn]]:
        """A transcript's passages with the hashes of their texts, and their turns."""

    # Speakers.

    def speakers(self) -> list[Speaker]:
        """All speakers with a name in this index, in the order of ids."""

    def speakers_in(self, transcripts: Sequence[str]) -> frozenset[str]:
        """The ids of the speakers of some transcripts."""

    def speaker_activity(self) -> dict[str, Activity]:
        """How much each speaker says and when, by speaker id."""

    def labels_of(self, speaker: str) -> dict[str, int]:
        """A speaker's labels with their numbers of turns, the most frequent first."""

    def cast(self, transcript_id: str) -> list[tuple[str, str, int]]:
        """The speakers of a transcript: name, id and number of turns, those with the most turns first."""

    def unnamed(self, transcript_id: str) -> list[tuple[str, int]]:
        """The labels of a transcript's turns without a speaker, and their numbers, the most frequent first."""

    # Earlier texts.

    def record_sum(self, transcript_id: str) -> str:
        """The checksum of a transcript's whole record, which changes with any part of it.

        Raises:
            TranscriptUnknown: no transcript has that id.
        """

    def revision(self, transcript_id: str, text_sha256: str) -> Revision | None:
        """An earlier text of a transcript, by its hash; None where there is none."""

    def revised(self, transcript_id: str) -> list[tuple[str, datetime.datetime]]:
        """The hashes of a transcript's earlier texts, and until when each was its text; the latest first."""
