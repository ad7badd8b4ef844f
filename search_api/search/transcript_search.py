"""Which transcripts are about a query."""

from indexer.filters import Filters
from search_api.contract.bounds import validate
from search_api.contract.records import SearchRequest
from search_api.retrieval.transcripts import DEPTH, rank_transcripts
from search_api.search.snapshot import Snapshot


def search_transcripts(snapshot: Snapshot, request: SearchRequest) -> dict[str, float]:
    """The scores of the transcripts that are about a query by their ids, best first, up to the request's limit.

    The query is not interpreted. Scores are comparable within one search only.

    Raises:
        RequestInvalid: a parameter is out of bounds.
    """
    validate(request)
    with snapshot.searching():
        retriever = snapshot.retriever(Filters())
        scores = rank_transcripts(
            snapshot.store,
            retriever.content_stems(request.q),
            retriever.lexical(request.q, DEPTH),
            retriever.dense(request.q, DEPTH),
        )
        best = list(scores)[: request.limit]
        ids = snapshot.catalog.transcript_ids(best)
    return {ids[key]: scores[key] for key in best if key in ids}
