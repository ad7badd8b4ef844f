"""The Searcher: a request in, an answer out; no HTTP in it."""

import datetime
import math
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote as percent

import msgspec

from embeddings.encoder import Encoder
from indexer.catalog.filters import Filters
from indexer.catalog.read import Catalog
from indexer.catalog.rows import Heading, Hit, StoredTurn
from indexer.index import Index, check_encoder
from indexer.vectors import latest_generation
from search_api.answered import is_answered
from search_api.cursor import DEEPEST, Seen, decode_cursor, encode_cursor
from search_api.exchange import LOOK_BACK, asked_before
from search_api.highlight import highlight
from search_api.people import People
from search_api.query import Reading, literal, read_query
from search_api.rank import Ranked, fuse, list_all, rank_leg
from search_api.records import (
    Context,
    Result,
    Scores,
    SearchAnswer,
    SearchRequest,
    SourceRef,
    SpeakerRef,
    TranscriptRef,
    TurnQuote,
    TurnRef,
)
from search_api.request import validate
from search_api.retrieve import Leg, Retriever

FIRST_DEPTH = 100
"""How many passages each leg gives at first; more are asked for when pages or long turns use them up."""


class Snapshot(msgspec.Struct, frozen=True):
    """An opened index with its speakers, all of one generation."""

    index: Index
    people: People
    generation: int | None


class Searcher:
    """Searches one index; safe to share between threads. Sees a new generation of the index by itself."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.folder = folder
        self._encoder = encoder
        self._lock = threading.Lock()
        index = Index.open(folder)
        check_encoder(folder, index.settings, encoder.spec)
        self._snapshot = self._snapshot_of(index)

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> "Searcher":
        """Open an index for searching.

        Raises:
            IndexFault: it is missing, damaged, newer, or made with another model.
        """
        return cls(folder, encoder)

    def _snapshot_of(self, index: Index) -> Snapshot:
        return Snapshot(index, People(index.catalog.speakers()), index.vectors.generation)

    def _current(self) -> Snapshot:
        if latest_generation(self.folder) != self._snapshot.generation:
            with self._lock:
                if latest_generation(self.folder) != self._snapshot.generation:
                    index = Index(self.folder)
                    # One that is just being replaced is taken up by a later search.
                    if index.usable():
                        # The old one is left to the threads that still search it.
                        self._snapshot = self._snapshot_of(index)
                    else:
                        index.close()
        return self._snapshot

    def close(self) -> None:
        """Let go of the index's files."""
        self._snapshot.index.close()

    @property
    def catalog(self) -> Catalog:
        """The catalog, for transcripts and turns."""
        return self._current().index.catalog

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request.

        Raises:
            RequestInvalid: a parameter is out of bounds.
            SpeakerUnknown, SpeakerAmbiguous: a speaker that is filtered by does not name one person.
        """
        validate(request)
        seen = decode_cursor(request)
        snapshot = self._current()
        with snapshot.index.catalog.reading():
            return self._answer(request, seen, snapshot)

    def _answer(self, request: SearchRequest, seen: Seen, snapshot: Snapshot) -> SearchAnswer:
        today = datetime.datetime.now(tz=datetime.UTC).date()
        reading = read_query(request.q, snapshot.people, today) if request.interpret else literal(request.q)
        filters = _filters(request, reading, snapshot.people)
        retriever = Retriever(snapshot.index, self._encoder, filters)
        topic = reading.interpretation.topic
        page, more = _page(snapshot, retriever, request, topic, seen)
        results = tuple(_results(snapshot, page, request, topic, len(seen)))
        deeper = more and len(seen) + len(results) < DEEPEST
        return SearchAnswer(
            query=request.q,
            interpretation=msgspec.structs.replace(
                reading.interpretation,
                date_from=filters.date_from,
                date_to=filters.date_to,
            ),
            answered=is_answered(retriever, topic) if topic else bool(results or seen),
            results=results,
            next_cursor=encode_cursor(request, seen, (one.turn.id for one in results)) if deeper else None,
        )


def _filters(request: SearchRequest, reading: Reading, people: People) -> Filters:
    speakers = tuple(people.require(name).id for name in request.speakers) or reading.speakers
    read = reading.interpretation
    # A parameter overrides what was read: one bound given takes the place of both that were read.
    given = request.date_from is not None or request.date_to is not None
    return Filters(
        speakers,
        request.transcripts,
        request.roles or read.roles,
        request.date_from if given else read.date_from,
        request.date_to if given else read.date_to,
        () if request.speakers else reading.answered_by,
    )


def _page(
    snapshot: Snapshot, retriever: Retriever, request: SearchRequest, topic: str, seen: Seen
) -> tuple[list[tuple[Ranked, Hit]], bool]:
    """The next page with one result a turn, and whether there is more behind it.

    The list grows in blocks: what a deeper look finds goes behind what was ranked before, so the order does
    not depend on how much of it is asked for.
    """
    catalog = snapshot.index.catalog
    depth = FIRST_DEPTH
    ranked: list[Ranked] = []
    hits: dict[int, Hit] = {}
    while True:
        block, exhausted = _block(retriever, request, topic, depth)
        known = {one.passage for one in ranked}
        fresh = [one for one in block if one.passage not in known]
        ranked += fresh
        hits |= catalog.hits([one.passage for one in fresh])
        page = _one_a_turn(ranked, hits, catalog, seen)
        if len(page) > request.limit or exhausted:
            return page[: request.limit], len(page) > request.limit
        depth *= 4


def _block(retriever: Retriever, request: SearchRequest, topic: str, depth: int) -> tuple[list[Ranked], bool]:
    if not topic:
        return list_all(retriever.all_keys()), True
    nothing = Leg((), exhausted=True)
    dense = retriever.dense(topic, depth) if request.mode != "lexical" else nothing
    lexical = retriever.lexical(topic, depth) if request.mode != "dense" else nothing
    if request.mode == "dense":
        ranked = rank_leg(dense, "dense")
    elif request.mode == "lexical":
        ranked = rank_leg(lexical, "lexical")
    else:
        ranked = fuse(dense, lexical)
    return ranked, dense.exhausted and lexical.exhausted


def _one_a_turn(
    ranked: list[Ranked], hits: dict[int, Hit], catalog: Catalog, seen: Seen
) -> list[tuple[Ranked, Hit]]:
    best: dict[int, tuple[Ranked, Hit]] = {}
    for one in ranked:
        # A passage that is gone from the catalog was removed since the derived index was made.
        hit = hits.get(one.passage)
        if hit is not None:
            best.setdefault(hit.turn, (one, hit))
    if not len(seen):
        return list(best.values())
    turns = catalog.turns_by_key(list(best))
    return [pair for key, pair in best.items() if key in turns and turn_id(turns[key]) not in seen]


def _results(
    snapshot: Snapshot, page: list[tuple[Ranked, Hit]], request: SearchRequest, topic: str, before: int
) -> Iterator[Result]:
    catalog = snapshot.index.catalog
    lexical = snapshot.index.lexical
    wanted = lexical.content_stems(topic)
    texts: dict[str, str] = {}
    headings: dict[str, Heading] = {}
    turns = catalog.turns_by_key([hit.turn for _, hit in page])
    for rank, (ranked, hit) in enumerate(page, start=before + 1):
        stored = turns[hit.turn]
        if hit.transcript not in texts:
            texts[hit.transcript] = catalog.text(hit.transcript)
            headings[hit.transcript] = catalog.heading(hit.transcript)
        text, heading = texts[hit.transcript], headings[hit.transcript]
        around = catalog.turns_of(
            hit.transcript,
            range(stored.turn.ordinal - LOOK_BACK, stored.turn.ordinal + request.context + 1),
        )
        earlier = [one for one in around if one.turn.ordinal < stored.turn.ordinal]
        later = [one for one in around if one.turn.ordinal > stored.turn.ordinal]
        question = asked_before(stored, earlier, text)
        quote = text[hit.start : hit.end]
        yield Result(
            rank=rank,
            score=round(ranked.score, 6),
            scores=Scores(ranked.dense, ranked.lexical),
            quote=quote,
            highlights=highlight(
                quote,
                wanted,
                lexical.content_stems,
                lambda stem: math.log(1 / max(lexical.document_share(stem), 1e-6)) + 0.1,
            ),
            speaker=speaker_ref(stored),
            turn=turn_ref(stored),
            source=SourceRef(hit.start, hit.end, heading.text_sha256),
            question=turn_quote(question, text, heading) if question else None,
            context=Context(
                tuple(turn_quote(one, text, heading) for one in earlier[len(earlier) - request.context :]),
                tuple(turn_quote(one, text, heading) for one in later),
            ),
            transcript=TranscriptRef(heading.id, heading.title, heading.date, heading.url),
            url=f"/t/{percent(heading.id, safe='')}#turn-{stored.turn.ordinal}",
        )


def turn_id(stored: StoredTurn) -> str:
    """The id of a turn: `<transcript id>:<ordinal>`."""
    return f"{stored.transcript}:{stored.turn.ordinal}"


def turn_ref(stored: StoredTurn) -> TurnRef:
    """A stored turn's id, place and role."""
    return TurnRef(turn_id(stored), stored.turn.ordinal, stored.turn.role)


def speaker_ref(stored: StoredTurn) -> SpeakerRef:
    """Who speaks a stored turn."""
    attribution = stored.turn.attribution
    return SpeakerRef(stored.speaker, attribution.name, stored.turn.label, attribution.status)


def turn_quote(stored: StoredTurn, text: str, heading: Heading) -> TurnQuote:
    """A stored turn, whole, in the shape that answers have."""
    start, end = stored.turn.start, stored.turn.end
    return TurnQuote(
        turn_ref(stored),
        speaker_ref(stored),
        text[start:end],
        SourceRef(start, end, heading.text_sha256),
    )
