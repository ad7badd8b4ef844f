"""The Searcher: a request in, an answer out; no HTTP in it."""

import contextlib
import datetime
import hashlib
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from embeddings.cores import usable_cores
from embeddings.encoder import Encoder
from indexer.catalog.connect import translated
from indexer.catalog.filters import Filters
from indexer.catalog.read import Catalog
from indexer.errors import IndexDamaged
from indexer.index import Index, check_encoder, is_being_written
from indexer.vectors.generation import Latest
from search_api.asked import Asked, understand
from search_api.beside import Beside
from search_api.cursor import DEEPEST, Seen, decode_cursor, encode_cursor
from search_api.facets import FIRST, Facets, count_facets
from search_api.highlight import Highlighter
from search_api.matches import Match, newest_matches
from search_api.memory import give_back
from search_api.paging import page_of
from search_api.ranking.answer import Decision
from search_api.ranking.cross_encoder import Reranker
from search_api.ranking.fusion import Ranked
from search_api.ranking.model import Models, shipped_models
from search_api.ranking.scene import Scene
from search_api.recent import Recent
from search_api.records import FoundTranscript, SearchAnswer, SearchRequest
from search_api.request import validate
from search_api.results import results_of
from search_api.retrieve import Retriever
from search_api.snapshot import Held, Snapshot, Version, take_snapshot
from search_api.stages import Searched, Stages, Watch
from search_api.transcripts import DEPTH, rank_transcripts

_RECENT = 64
"""Requests that are kept as they were understood, with their candidates: up to half a megabyte each."""


class Searcher:
    """Searches one index; safe to share between threads. Sees a new generation of the index by itself."""

    def __init__(
        self, folder: Path, encoder: Encoder, models: Models | None = None, rerank: str | None = None
    ) -> None:
        self.folder = folder
        self._encoder = encoder
        # Looked up once: it is read from a file.
        self._program = version("onrecord")
        self._models = models or shipped_models()
        self._reranker = Reranker.load(rerank) if rerank else None
        self._lock = threading.Lock()
        self._beside = Beside(usable_cores())
        self._latest = Latest(folder)
        index = Index.open(folder)
        check_encoder(folder, index.settings, encoder.spec)
        self._snapshot = take_snapshot(index, self._models)
        # Of the snapshot at hand: with the next one it is left.
        self._recent: tuple[Snapshot, Recent[Asked]] = (self._snapshot, Recent(_RECENT))

    @classmethod
    def open(
        cls, folder: Path, encoder: Encoder, models: Models | None = None, rerank: str | None = None
    ) -> "Searcher":
        """Open an index for searching; without `models` with those that ship with the package.

        `rerank` names a cross-encoder, by name or folder, that reads the best results of `ranked` once more.

        Raises:
            IndexFault: it is missing, damaged, newer, or made with another model.
            ModelUnavailable: there is no such cross-encoder.
        """
        return cls(folder, encoder, models, rerank)

    def _current(self) -> Snapshot:
        if self._latest.generation() != self._snapshot.generation:
            with self._lock:
                if self._latest.generation() != self._snapshot.generation:
                    index = Index(self.folder)
                    # One that is just being replaced is taken up by a later search.
                    if index.usable():
                        # The old one is left to the threads that still search it.
                        self._snapshot = take_snapshot(index, self._models)
                        self._recent = (self._snapshot, Recent(_RECENT))
                        give_back()
                    else:
                        index.close()
        return self._snapshot

    def release(self) -> None:
        """Let go of what a forked process would have without its use: open connections, and threads."""
        self._beside.close()
        self._beside = Beside(usable_cores())
        self._recent = (self._snapshot, Recent(_RECENT))
        self._snapshot.index.catalog.release()

    def close(self) -> None:
        """Let go of the index's files."""
        self._beside.close()
        self._snapshot.index.close()

    @property
    def snapshot(self) -> Snapshot:
        """What is searched now, with its people and its outline."""
        return self._current()

    @property
    def catalog(self) -> Catalog:
        """The catalog, for transcripts and turns."""
        return self._current().index.catalog

    @property
    def encoder(self) -> Encoder:
        """What encodes the queries, and passages of the same index."""
        return self._encoder

    def check_ready(self) -> Held:
        """What is searched now, after the index was read and the model asked for a vector.

        Raises:
            IndexFault: the index cannot be read, or lags behind its catalog while nobody is writing.
        """
        with translated(self.folder):
            lags = self._lags() and not is_being_written(self.folder) and self._lags()
        if lags:
            raise IndexDamaged(
                f"{self.folder}: what is searched is behind the catalog, and nobody writes; run `onrecord repair`."
            )
        self._encoder.encode_query("ready")
        return self.held()

    def _lags(self) -> bool:
        snapshot = self._current()
        return snapshot.generation != snapshot.index.catalog.generation()

    def held(self) -> Held:
        """What is searched now."""
        snapshot = self._current()
        return Held(snapshot.generation or 0, len(snapshot.ranker.outline.keys))

    def version(self) -> Version:
        """What answers are made of now."""
        snapshot = self._current()
        generation, changed = snapshot.index.catalog.state()
        program, model = self._program, self._encoder.spec.fingerprint
        parts = (program, model, self._reranker is not None, snapshot.generation, generation, changed)
        return Version(hashlib.sha256(repr(parts).encode()).hexdigest()[:16], program, changed)

    def _understood(self, request: SearchRequest, snapshot: Snapshot, stages: Stages | None = None) -> Asked:
        """A request as it is understood; worked out once for all its pages, modes and counts."""
        held, recent = self._recent
        if held is not snapshot:
            recent = Recent(_RECENT)
            self._recent = (snapshot, recent)
        # "Last week" moves on with the day.
        today = datetime.datetime.now(tz=datetime.UTC).date()
        same = msgspec.structs.replace(request, mode="ranked", limit=1, cursor=None, context=0)
        asked = recent.get(
            (today, same), lambda: understand(same, snapshot, self._encoder, self._beside, stages)
        )
        retriever = asked.retriever.timed_by(stages or Stages())
        return msgspec.structs.replace(asked, request=request, retriever=retriever)

    def search(self, request: SearchRequest, watch: Watch | None = None) -> SearchAnswer:
        """Answer a request; `watch` is told how long its parts took.

        Raises:
            RequestInvalid: a parameter is out of bounds.
            SpeakerUnknown, SpeakerAmbiguous: a speaker that is filtered by does not name one person.
        """
        validate(request)
        seen = decode_cursor(request)
        snapshot = self._current()
        stages = Stages()
        with self._searching(snapshot):
            answer = self._answer(request, seen, snapshot, stages)
        if watch is not None:
            watch(Searched(stages.seconds, len(answer.results), answer.answered))
        return answer

    @contextlib.contextmanager
    def _searching(self, snapshot: Snapshot) -> Iterator[None]:
        """Whatever is searched: it has a core at work, and reads one state of the catalog."""
        with self._beside.searching(), snapshot.index.catalog.reading():
            yield

    def _answer(self, request: SearchRequest, seen: Seen, snapshot: Snapshot, stages: Stages) -> SearchAnswer:
        asked = self._understood(request, snapshot, stages)
        with stages.stage("ranking"):
            page, more = page_of(snapshot.index.catalog, snapshot.ranker, self._reranker, asked, seen)
        with stages.stage("results"):
            highlighter = Highlighter(asked.topic, asked.retriever, self._models.words)
            results = tuple(results_of(snapshot, page, highlighter, context=request.context, before=len(seen)))
        with stages.stage("ranking"):
            decision = _decide(snapshot, asked) if asked.topic else _told(found=bool(results or seen))
        deeper = more and len(seen) + len(results) < DEEPEST
        return SearchAnswer(
            query=request.q,
            interpretation=asked.interpretation,
            answered=decision.answered,
            answer_probability=round(decision.probability, 4),
            results=results,
            next_cursor=encode_cursor(request, seen, (one.turn.id for one in results)) if deeper else None,
        )

    def facets(self, request: SearchRequest) -> Facets:
        """How many turns match a request, by speaker, month and transcript; its mode and page play no part.

        Raises:
            RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `search`.
        """
        request = msgspec.structs.replace(request, mode="ranked", limit=FIRST, cursor=None, context=0)
        validate(request)
        snapshot = self._current()
        with self._searching(snapshot):
            asked = self._understood(request, snapshot)
            # Without a topic all turns match; none need be ranked.
            page = (
                page_of(snapshot.index.catalog, snapshot.ranker, None, asked, Seen())[0] if asked.topic else []
            )
            return count_facets(snapshot, asked, [one.passage for one, _ in page])

    def transcripts(self, request: SearchRequest) -> list[FoundTranscript]:
        """Which transcripts are about a query, best first, up to the request's limit; nothing is read out of it.

        Raises:
            RequestInvalid: a parameter is out of bounds.
        """
        validate(request)
        snapshot = self._current()
        with self._searching(snapshot):
            retriever = Retriever(snapshot.index, self._encoder, Filters(), self._beside)
            ranked = rank_transcripts(
                snapshot.ranker.outline,
                snapshot.index.lexical,
                retriever.content_stems(request.q),
                retriever.lexical(request.q, DEPTH),
                retriever.dense(request.q, DEPTH),
            )[: request.limit]
            ids = snapshot.index.catalog.transcript_ids([one.key for one in ranked])
        return [FoundTranscript(ids[one.key], one.score) for one in ranked if one.key in ids]

    def newest(self, request: SearchRequest) -> list[Match]:
        """Turns of the transcripts that came last, where a transcript answers; the newest first.

        Raises:
            RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `search`.
        """
        validate(request)
        snapshot = self._current()
        with self._searching(snapshot):
            return newest_matches(snapshot, self._understood(request, snapshot))

    def asked(self, request: SearchRequest) -> Asked:
        """A request as it is understood, with its candidates: what a ranking is trained on.

        Raises:
            RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `search`.
        """
        validate(request)
        snapshot = self._current()
        with self._searching(snapshot):
            return self._understood(request, snapshot)

    def rank(self, scene: Scene) -> list[Ranked]:
        """Candidates in their learned order, as `asked` gave them."""
        return self._current().ranker.rank(scene)


def _decide(snapshot: Snapshot, asked: Asked) -> Decision:
    # The same in every mode and on every page.
    return snapshot.ranker.decide(asked.scene) if asked.scene is not None else _told(found=False)


def _told(*, found: bool) -> Decision:
    return Decision(float(found), found)
