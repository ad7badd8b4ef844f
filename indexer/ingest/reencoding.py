"""Encoding all passages of an index again, when its vectors were computed by an older version of the arithmetic."""

import logging
import sqlite3
from contextlib import closing

from embeddings.encoder import Encoder
from indexer.catalog.encoded_again import gather, gathered, replace_all
from indexer.catalog.write import passage_hash
from indexer.index import Index
from indexer.ingest.encoding_queue import EncodingQueue

_log = logging.getLogger("onrecord")


def reencode(index: Index, connection: sqlite3.Connection, encoder: Encoder) -> int:
    """Replace all vectors of an index by those of this version; returns how many were computed.

    Old and new vectors are never mixed: the index changes only when all are computed. Vectors from a run that was
    killed are kept for the next one. The caller holds the writer's lock. Afterwards derived files lag.
    """
    encoded = gathered(connection, encoder.spec)
    _log.warning(
        "%s: the vectors of this index were made by older arithmetic; its %d passages are encoded again, once.",
        index.folder,
        index.catalog.counts()["passages"],
    )
    count = 0
    with closing(EncodingQueue(encoder)) as queue:
        for row in index.catalog.passage_rows():
            digest = passage_hash(row.text)
            if digest not in encoded:
                encoded.add(digest)
                count += queue.put({digest: row.text})
            if queue.is_full():
                gather(connection, queue.take())
        queue.flush()
        while vectors := queue.take():
            gather(connection, vectors)
    replace_all(connection, encoder.spec)
    return count
