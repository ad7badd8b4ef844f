"""The Searcher, which answers search requests over an index."""

import hashlib
import threading
from importlib.metadata import version
from pathlib import Path

import msgspec

from embeddings.encoder import Encoder
from embeddings.processor import usable_cores
from indexer.catalog.connect import translated
from indexer.catalog.protocol import TranscriptReads
from indexer.errors import IndexDamaged
from indexer.index import LOCAL_STORE, Index, StoreFactory, check_encoder, is_being_written
from indexer.store.protocol import RetrievalStore
from search_api.contract.bounds import validate
from search_api.contract.cursor import DEEPEST, Seen, decode_cursor, encode_cursor
from search_api.contract.records import SearchAnswer, SearchRequest
from search_api.ranking.answer import Decision
from search_api.ranking.cross_encoder import Reranker
from search_api.ranking.model import Models, shipped_models
from search_api.runtime.background import Background
from search_api.runtime.memory import release_free_memory
from search_api.runtime.stages import SearchFigures, Stages, Watch
from search_api.search.by_date import count_turns
from search_api.search.highlight import Highlighter
from search_api.search.own_words import named_speaks_first
from search_api.search.paging import page_of
from search_api.search.plan import Plan, plan_of
from search_api.search.results import results_of
from search_api.search.snapshot import Snapshot, Version, take_snapshot


class Searcher:
    """Searches an index; safe to share between threads. It opens a new generation of the index by itself."""

    def __init__(
        self,
        folder: Path,
        encoder: Encoder,
        models: Models | None = None,
        rerank: str | None = None,
        *,
        make_store: StoreFactory = LOCAL_STORE,
    ) -> None:
        """Open an index for searching; without `models` with the shipped ones.

        `rerank` is the name or folder of a cross-encoder that reranks the best results of `ranked`. `make_store` makes
        its store.

        Raises:
            IndexFault: it is missing, damaged, newer, or made with another model.
            ModelUnavailable: the cross-encoder cannot be found or loaded.
        """
        self.folder = folder
        self._make_store = make_store
        self.encoder = encoder
        # Looked up once, since it is read from a file.
        self._program = version("onrecord")
        self._models = models or shipped_models()
        self._reranker = Reranker.load(rerank) if rerank else None
        self._lock = threading.Lock()
        self._background = Background(usable_cores())
        index = Index.open(folder, make_store)
        check_encoder(folder, index.settings, encoder.spec)
        self._snapshot = self._snapshot_of(index.catalog, index.store)

    def _snapshot_of(self, catalog: TranscriptReads, store: RetrievalStore) -> Snapshot:
        return take_snapshot(catalog, store, self._models, self.encoder, self._background)

    @property
    def snapshot(self) -> Snapshot:
        """The current snapshot of the index."""
        if self._snapshot.store.newest_generation() != self._snapshot.generation:
            with self._lock:
                if self._snapshot.store.newest_generation() != self._snapshot.generation:
                    index = Index(self.folder, self._make_store)
                    # An index that is just being replaced is opened by a later search.
                    if index.store.is_usable():
                        # Threads that still search the old snapshot keep it.
                        self._snapshot = self._snapshot_of(index.catalog, index.store)
                        release_free_memory()
                    else:
                        index.close()
        return self._snapshot

    def release(self) -> None:
        """Close what a forked process cannot use: connections and threads."""
        self._background.close()
        self._background = Background(usable_cores())
        self._snapshot = msgspec.structs.replace(self._snapshot, background=self._background)
        self._snapshot.catalog.release()

    def close(self) -> None:
        """Close the index."""
        self._background.close()
        self._snapshot.catalog.close()

    @property
    def catalog(self) -> TranscriptReads:
        """The catalog of the current snapshot."""
        return self.snapshot.catalog

    def check_ready(self) -> None:
        """Read the index, and encode a query.

        Raises:
            IndexFault: the index cannot be read, or lags behind its catalog while no process writes.
        """
        with translated(self.folder):
            lags = self._lags() and not is_being_written(self.folder) and self._lags()
        if lags:
            raise IndexDamaged(
                f"{self.folder}: the searched index lags behind the catalog; run `onrecord repair`."
            )
        self.encoder.encode_query("ready")

    def _lags(self) -> bool:
        snapshot = self.snapshot
        return snapshot.generation != snapshot.catalog.generation()

    def version(self) -> Version:
        """The version of the index, model and program that answers depend on."""
        snapshot = self.snapshot
        generation, changed = snapshot.catalog.state()
        program, model = self._program, self.encoder.spec.fingerprint
        parts = (program, model, self._reranker is not None, snapshot.generation, generation, changed)
        return Version(hashlib.sha256(repr(parts).encode()).hexdigest()[:16], program, changed)

    def search(self, request: SearchRequest, watch: Watch | None = None) -> SearchAnswer:
        """Answer a request; `watch` is called with its figures.

        Raises:
            RequestInvalid: a parameter is out of bounds.
            SpeakerUnknown, SpeakerAmbiguous: the name of a speaker filter does not fit exactly one person.
        """
        validate(request)
        seen = decode_cursor(request)
        limited = msgspec.structs.replace(request, limit=min(request.limit, DEEPEST - len(seen)))
        snapshot = self.snapshot
        stages = Stages()
        with snapshot.searching():
            answer = self._answer(limited, seen, snapshot, stages)
        if watch is not None:
            watch(SearchFigures(stages.seconds, len(answer.results), answer.answered))
        return answer

    def _answer(self, request: SearchRequest, seen: Seen, snapshot: Snapshot, stages: Stages) -> SearchAnswer:
        plan = plan_of(snapshot, request, stages)
        with stages.stage("ranking"):
            page, more = page_of(snapshot, self._reranker, plan, seen)
        with stages.stage("results"):
            highlighter = plan.exact or Highlighter(plan.topic, plan.retriever, self._models.words)
            results = tuple(results_of(snapshot, page, highlighter, context=request.context, before=len(seen)))
        with stages.stage("ranking"):
            decision = _decide(snapshot, plan, found=bool(results or seen))
        deeper = more and len(seen) + len(results) < DEEPEST
        return SearchAnswer(
            query=request.q,
            interpretation=plan.interpretation,
            answered=decision.answered,
            answer_probability=round(decision.probability, 4),
            results=results,
            next_cursor=encode_cursor(request, seen, (result.turn.id for result in results))
            if deeper
            else None,
            count=count_turns(snapshot, plan) if plan.interpretation.intent == "how_often" else None,
        )


def _decide(snapshot: Snapshot, plan: Plan, *, found: bool) -> Decision:
    """Whether something answers, independent of mode and page. Without a topic, whatever is found does.

    The words of somebody who speaks nowhere are never found. Exact words that stand nowhere answer nothing, and where
    nothing else is asked for, whatever holds them answers.
    """
    if plan.asks_nobody or plan.lacks_words:
        return Decision(0.0, answered=False)
    if plan.scene is not None and not plan.is_answered_by_words:
        # "Granholm nuclear fusion" is not answered by what others say of it.
        if plan.is_note and not named_speaks_first(snapshot, plan, plan.scene):
            return Decision(0.0, answered=False)
        return snapshot.ranker.decide(plan.scene)
    answered = found and (not plan.topic or plan.is_answered_by_words)
    return Decision(float(answered), answered)
