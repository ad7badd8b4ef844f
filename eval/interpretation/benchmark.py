"""Running the questions through the same Searcher as the HTTP API."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from embeddings.models import DEFAULT_MODEL
from eval.interpretation.judge import judge
from eval.interpretation.reading import reading_of
from eval.interpretation.records import Judged, Question
from indexer.errors import RequestInvalid
from indexer.index import open_encoder
from indexer.ingest.pipeline import index_paths
from search_api.contract.bounds import validate
from search_api.contract.records import SearchRequest
from search_api.search.opening import open_searcher
from search_api.search.searcher import Searcher


def judge_all(questions: Iterable[Question], searcher: Searcher) -> Iterator[Judged]:
    """Each question with the faults of its answer."""
    for question in questions:
        request = SearchRequest(question.text)
        validate(request)
        yield judge(question, reading_of(searcher.search(request)))


@contextlib.contextmanager
def opened(index: Path | None, transcripts: Path | None) -> Iterator[Searcher]:
    """A searcher over an index, after the transcripts, if any, were indexed into it; without one, into a temporary one.

    Raises:
        RequestInvalid: neither is given.
        InputRefused: a transcript cannot be read; without it, the benchmark would measure something else.
        IndexFault: the index cannot be used.
    """
    if index is None and transcripts is None:
        raise RequestInvalid("--index", "give an index to search, or --transcripts with a folder to index.")
    with contextlib.ExitStack() as stack:
        folder = index or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "index"
        if transcripts is not None:
            report = index_paths(folder, [transcripts], open_encoder(DEFAULT_MODEL))
            if report.refused:
                raise report.refused[0]
        yield stack.enter_context(contextlib.closing(open_searcher(folder)))
