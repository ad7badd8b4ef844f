"""Encoding again what an index holds, when its vectors were worked out by older arithmetic."""

import logging
import sqlite3

from embeddings.encoder import Encoder
from indexer.catalog.encoded_again import gather, gathered, replace_all
from indexer.catalog.write import passage_hash
from indexer.index import Index
from indexer.ingest.encoding import EncodingQueue

_log = logging.getLogger("onrecord")


def encode_again(index: Index, connection: sqlite3.Connection, encoder: Encoder) -> int:
    """Put vectors of this version in the place of all that an index holds; says how many were worked out.

    Old and new ones are never mixed: the index is as it was until all are there. What a killed run worked out is kept
    for the next. Hold the writer's lock; what is derived lags afterwards.
    """
    held = gathered(connection, encoder.spec)
    _log.warning(
        "%s: the vectors of this index were made by older arithmetic; its %d passages are encoded again, once.",
        index.folder,
        index.catalog.counts()["passages"],
    )
    queue = EncodingQueue(encoder)
    embedded = 0
    try:
        for row in index.catalog.passage_rows():
            digest = passage_hash(row.text)
            if digest not in held:
                held.add(digest)
                embedded += queue.put({digest: row.text})
            if queue.is_full():
                gather(connection, queue.take())
        queue.flush()
        while lot := queue.take():
            gather(connection, lot)
    finally:
        queue.close()
    replace_all(connection, encoder.spec)
    return embedded
