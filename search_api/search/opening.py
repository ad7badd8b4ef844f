"""Opening an index for searching, with the model that it was made with unless another is named."""

from pathlib import Path

import msgspec

from embeddings.choose import Precision
from indexer.index import open_encoder, recorded_settings
from search_api.contract.records import SearchRequest
from search_api.search.searcher import Searcher


class SearcherOptions(msgspec.Struct, frozen=True):
    """Which index, and with what it is searched; None is the default."""

    folder: Path
    model: str | None = None
    precision: Precision | None = None
    rerank: str | None = None


def open_searcher(chosen: SearcherOptions) -> Searcher:
    """The searcher over an index.

    Raises:
        IndexFault: the index cannot be used; see `indexer.errors`.
        ModelUnavailable: a model cannot be found or loaded.
    """
    # Before the model is loaded: a folder that is no index is told at once.
    recorded = recorded_settings(chosen.folder).encoder.model
    # Never on a GPU unless that is chosen: one index, served by machines with and without, gives one ranking.
    encoder = open_encoder(chosen.model or recorded, chosen.precision or "int8")
    return Searcher.open(chosen.folder, encoder, rerank=chosen.rerank)


def warm_up(searcher: Searcher) -> None:
    """Load what the first searches load: compiled loops, and the reader of dates, which takes a quarter of a second."""
    for query in ("ready", "ready since yesterday"):
        searcher.search(SearchRequest(query))
