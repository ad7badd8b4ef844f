"""Checks every invariant of an index."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from indexer.catalog.connect import open_catalog
from indexer.catalog.write import passage_hash, record_sum
from indexer.directory.records import ascii_form, possible_ids
from indexer.errors import IndexFault, OnrecordError
from indexer.index import Index
from indexer.model import Transcript, sha256_text


def verify(folder: Path) -> list[str]:
    """A sentence for each fault; empty if the index is sound.

    Raises:
        IndexMissing, IndexTooNew: there is no index that can be checked.
    """
    with closing(open_catalog(folder, readonly=True)) as connection:
        try:
            faults = list(_file(connection))
        except sqlite3.DatabaseError as error:
            faults = [f"catalog: damaged ({error}); restore it from a backup."]
    if faults:
        return faults
    try:
        index = Index(folder)
    except OnrecordError as error:
        return [str(error)]
    with closing(index):
        try:
            if not index.catalog.generation() and not index.store.is_usable():
                # A first run was stopped before it stored anything; there is nothing to repair.
                return []
            faults += _transcripts(index)
            faults += _speakers(index)
            # The derived files are compared with the vectors of the catalog, which must be sound first.
            faults += list(_vectors(index)) or index.store.check()
        except (IndexFault, sqlite3.DatabaseError) as error:
            faults.append(f"catalog: {error}")
    return faults


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"catalog: {line}; restore it from a backup."
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"catalog: row {row} of {table} refers to no row of {parent}; restore it from a backup."


def _transcripts(index: Index) -> Iterator[str]:
    sums = index.catalog.sums()
    for heading in index.catalog.headings():
        transcript = index.catalog.transcript(heading.id)
        place = f"transcript {heading.id}"
        if sha256_text(transcript.text) != heading.text_sha256:
            yield f"{place}: its text does not match its hash; index its source again."
        yield from (f"{place}: {fault}" for fault in _turns(transcript))
        if record_sum(transcript) != sums[heading.id]:
            yield f"{place}: its record was altered on disk; restore the index from a backup."
        for passage, stored, turn in index.catalog.passages_of(heading.id):
            if not turn.start <= passage.start < passage.end <= turn.end:
                yield f"{place}: passage {passage.passage} lies outside its turn; index its source again."
            elif passage_hash(transcript.text[passage.start : passage.end]) != stored:
                yield f"{place}: passage {passage.passage} has the vector of another text; index its source again."


def _speakers(index: Index) -> Iterator[str]:
    for identity in index.catalog.stale_speakers():
        yield (
            f"speaker {identity}: it disagrees with the speaker directory and the turns; index the transcripts again."
        )
    for identity, name, person in index.catalog.named_turns():
        # Ids in older indexes lack the hash that distinguishes accents.
        ids = {person} if person else {*possible_ids(name or ""), ascii_form(name or "")}
        if identity not in ids:
            yield (
                f"speaker {identity}: it has turns of {person or name or 'an unnamed speaker'}; "
                "index their sources again."
            )


def _turns(transcript: Transcript) -> Iterator[str]:
    previous_end = 0
    for expected, turn in enumerate(transcript.turns):
        if turn.ordinal != expected:
            yield f"turn {expected} is missing; index its source again."
            return
        if turn.start < previous_end or turn.end > len(transcript.text):
            yield f"turn {expected} overlaps another or the end of the text; index its source again."
        previous_end = turn.end


def _vectors(index: Index) -> Iterator[str]:
    dimension = index.settings.encoder.dimension
    for key, vector, crc in index.catalog.stored_vectors():
        if len(vector) != 4 * dimension:
            yield f"passage {key}: its vector has {len(vector)} bytes, not {4 * dimension}; index its source again."
            return
        if zlib.crc32(vector) != crc:
            yield f"passage {key}: its vector was altered on disk; restore the index from a backup."
            return
    for _, vectors in index.catalog.vectors():
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
            yield "vectors: some are not of length 1; index their sources again."
            return
