"""What the catalog knows of sources, of changes, and of what transcripts said before."""

import datetime
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from indexer.errors import TranscriptUnknown
from indexer.stored_records import Revision, day


class StoredSource(msgspec.Struct, frozen=True):
    """A source as it was indexed: its digest, and the ids of its transcripts in their order."""

    digest: str
    ids: tuple[str, ...]

    @property
    def content(self) -> str:
        """The digest of its bytes and sidecar alone; empty for uploads, and in an index made before."""
        return self.digest.partition(DIGEST_OF)[2]


DIGEST_OF = "."
"""Between what decides how a source is read and the digest of its bytes and sidecar."""


class SourceRows:
    """The part of a catalog that an indexing run compares files with."""

    @abstractmethod
    def _all(self, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]: ...

    def source_digest(self, path: str) -> str | None:
        """The digest of a source as it was indexed, or None."""
        rows = self._all("SELECT sha256 FROM sources WHERE path = ?", [path])
        return rows[0][0] if rows else None

    def stored_sources(self) -> dict[str, StoredSource]:
        """All sources by their paths, in the order of those."""
        ids: dict[int, list[str]] = {}
        for source, identity in self._all("SELECT source, id FROM transcripts ORDER BY source, position"):
            ids.setdefault(source, []).append(identity)
        rows = self._all("SELECT key, path, sha256 FROM sources ORDER BY path")
        return {path: StoredSource(digest, tuple(ids.get(key, ()))) for key, path, digest in rows}

    def sums(self) -> dict[str, str]:
        """The checksum of every transcript's record, by id."""
        return dict(self._all("SELECT id, sum FROM transcripts"))

    def state(self) -> tuple[int, datetime.datetime | None]:
        """How many changes the catalog has seen, and when the last was committed, UTC.

        That is None in an index whose last change was made by an older version.
        """
        rows = dict(self._all("SELECT key, value FROM meta WHERE key IN ('generation', 'changed')"))
        changed = rows.get("changed")
        return int(rows["generation"]), datetime.datetime.fromisoformat(changed) if changed else None

    def record_sum(self, transcript_id: str) -> str:
        """The checksum of a transcript's whole record, which changes when anything of it does.

        Raises:
            TranscriptUnknown: there is none of that id.
        """
        rows = self._all("SELECT sum FROM transcripts WHERE id = ?", [transcript_id])
        if not rows:
            raise TranscriptUnknown(transcript_id)
        return str(rows[0][0])

    def revision(self, transcript_id: str, text_sha256: str) -> Revision | None:
        """What a transcript said before, by the hash of that text; None where nothing is known of it."""
        rows = self._all(
            "SELECT text_sha256, text, title, date, url, until FROM revisions "
            "WHERE transcript = ? AND text_sha256 = ?",
            [transcript_id, text_sha256],
        )
        for digest, text, title, date, url, until in rows:
            return Revision(digest, text, title, day(date), url, datetime.datetime.fromisoformat(until))
        return None

    def revised(self, transcript_id: str) -> list[tuple[str, datetime.datetime]]:
        """The hashes of a transcript's earlier texts and until when each stood, the latest first."""
        rows = self._all(
            "SELECT text_sha256, until FROM revisions WHERE transcript = ? ORDER BY until DESC, key DESC",
            [transcript_id],
        )
        return [(digest, datetime.datetime.fromisoformat(until)) for digest, until in rows]

    def source_of(self, transcript_id: str) -> str | None:
        """The path of the source that holds a transcript, or None."""
        rows = self._all(
            "SELECT path FROM sources JOIN transcripts ON transcripts.source = sources.key WHERE id = ?",
            [transcript_id],
        )
        return rows[0][0] if rows else None

    def known_vectors(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Those of the given passage hashes whose vectors are stored."""
        stored = "SELECT hash FROM vectors WHERE hash = ?"
        return {one for one in hashes if self._all(stored, [one])}
