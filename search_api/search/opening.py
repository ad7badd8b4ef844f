"""Opening an index for searching, with the model that it was made with unless another one is given."""

from pathlib import Path

import msgspec

from embeddings.choose import Precision
from indexer.index import open_encoder, recorded_settings
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


class SearcherOptions(msgspec.Struct, frozen=True):
    """The index to search and the models to search it with; None is the default."""

    folder: Path
    model: str | None = None
    precision: Precision | None = None
    rerank: str | None = None


def open_searcher(options: SearcherOptions) -> Searcher:
    """The searcher over an index.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
        ModelUnavailable: a model cannot be found or loaded.
    """
    # Before the model is loaded, so that a folder without an index is reported at once.
    recorded = recorded_settings(options.folder).encoder.model
    # On a GPU only where that is requested, so that machines with and without one rank alike.
    encoder = open_encoder(options.model or recorded, options.precision or "int8")
    return Searcher(options.folder, encoder, rerank=options.rerank)


def warm_up(searcher: Searcher) -> None:
    """Load what the first searches load: compiled kernels, and the date parser, which takes a quarter of a second."""
    for query in ("ready", "ready since yesterday"):
        searcher.search(SearchRequest(query))
