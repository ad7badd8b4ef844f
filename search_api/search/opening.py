"""Opening an index for searching, with the model that it was made with unless another one is given."""

from pathlib import Path

from embeddings.choose import Precision
from indexer.index import open_encoder, recorded_settings
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


def open_searcher(
    folder: Path, model: str | None = None, precision: Precision | None = None, rerank: str | None = None
) -> Searcher:
    """The searcher over an index, with the models given or, where one is None, the default.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
        ModelUnavailable: a model cannot be found or loaded.
    """
    # Before the model is loaded, so that a folder without an index is reported at once.
    recorded = recorded_settings(folder).encoder.model
    # On a GPU only where that is requested, so that machines with and without one rank alike.
    encoder = open_encoder(model or recorded, precision or "int8")
    return Searcher(folder, encoder, rerank=rerank)


def warm_up(searcher: Searcher) -> None:
    """Load what the first searches load: compiled kernels, English words for those that the index lacks, and the date
    parser, which takes a quarter of a second.
    """
    for query in ("ready", "readyy since yesterday"):
        searcher.search(SearchRequest(query))
