"""What a retriever found, by its rows in the passage table."""

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.store.passage_table import PassageTable, Rows
from indexer.store.sorted_lookup import places
from search_api.retrieval.retriever import CandidateList
from search_api.retrieval.windows import Floats


class CandidateRows(msgspec.Struct, frozen=True, eq=False):
    """Rows, best first, with the retriever's scores: int64 and float64, shape (n,).

    A row is -1 where the passage is not in the passage table: it was indexed or removed since that was made.
    """

    rows: Rows
    scores: npt.NDArray[np.float64]

    def take(self, ranks: npt.NDArray[np.int64] | slice) -> "CandidateRows":
        """Some of it, in the order given."""
        return CandidateRows(self.rows[ranks], self.scores[ranks])

    def scores_at(self, rows: Rows) -> Floats:
        """The scores of ascending rows, 0 where the retriever found nothing: float32, shape (len(rows),)."""
        return self._at(rows, self.scores)

    def ranks_at(self, rows: Rows) -> Floats:
        """The ranks of ascending rows, from 1; 0 where the retriever found nothing: float32, shape (len(rows),)."""
        return self._at(rows, np.arange(1.0, len(self.rows) + 1))

    def _at(self, rows: Rows, values: npt.NDArray[np.float64]) -> Floats:
        found = np.zeros(len(rows), np.float32)
        standing = places(rows, self.rows)
        there = standing >= 0
        found[standing[there]] = values[there]
        return found


def candidate_rows(table: PassageTable, candidate_list: CandidateList) -> CandidateRows:
    """What a retriever found, in the passage table."""
    keys, scores = zip(*candidate_list.found, strict=True) if candidate_list.found else ((), ())
    return CandidateRows(table.rows(np.array(keys, np.int64)), np.array(scores, np.float64))
