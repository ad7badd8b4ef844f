"""Which transcripts are about a query."""

from indexer.filters import Filters
from search_api.contract.bounds import validate
from search_api.contract.records import FoundTranscript, SearchRequest
from search_api.retrieval.transcripts import DEPTH, rank_transcripts
from search_api.search.snapshot import Snapshot


def search_transcripts(snapshot: Snapshot, request: SearchRequest) -> list[FoundTranscript]:
    """Which transcripts are about a query, best first, up to the request's limit; the query is not interpreted.

    Raises:
        RequestInvalid: a parameter is out of bounds.
    """
    validate(request)
    with snapshot.searching():
        retriever = snapshot.retriever(Filters())
        ranked = rank_transcripts(
            snapshot.store,
            retriever.content_stems(request.q),
            retriever.lexical(request.q, DEPTH),
            retriever.dense(request.q, DEPTH),
        )[: request.limit]
        ids = snapshot.catalog.transcript_ids([transcript.key for transcript in ranked])
    return [
        FoundTranscript(ids[transcript.key], transcript.score) for transcript in ranked if transcript.key in ids
    ]
