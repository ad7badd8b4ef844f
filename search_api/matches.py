"""What is new about a question: turns of the transcripts that came last, where they answer it.

Whether a transcript answers is decided for it alone, by the same calibrated decision as `answered`. So what matches
does not change when other transcripts come or go, and a feed's reader sees a turn once.
"""

import datetime
from collections.abc import Iterator

import msgspec

from search_api.asked import Asked
from search_api.cursor import Seen
from search_api.highlight import Highlighter
from search_api.paging import page_of
from search_api.ranking.candidates import Wanted
from search_api.records import Result
from search_api.results import results_of
from search_api.snapshot import Snapshot

NEWEST = 50
"""How many transcripts are looked at, those that came last first."""
MOST = 5
"""The most turns of one transcript about a topic."""
BAR = 0.5
"""The score from which a further turn of a transcript matches, if it shares a word with the topic: the ranking is fond
of what stands beside an answer. The best turn always matches."""


class Match(msgspec.Struct, frozen=True):
    """A turn that matches, with the whole turn's words, and since when they have stood in the transcript, in UTC."""

    result: Result
    words: str
    since: datetime.datetime


def newest_matches(snapshot: Snapshot, asked: Asked) -> list[Match]:
    """The newest matches first, up to the request's limit; those of one time in the order of transcripts and turns."""
    found = [match for arrival in _matching(snapshot, asked) for match in arrival]
    found.sort(key=lambda one: (one.result.transcript.id, one.result.turn.ordinal))
    found.sort(key=lambda one: one.since, reverse=True)
    return found[: asked.request.limit]


def _matching(snapshot: Snapshot, asked: Asked) -> Iterator[list[Match]]:
    catalog = snapshot.index.catalog
    for arrival in catalog.newest(asked.filters, NEWEST):
        text = catalog.text(arrival.transcript)
        matches = []
        for result in _results(snapshot, asked, arrival.transcript):
            turn = catalog.turn(result.turn.id).turn
            words = text[turn.start : turn.end]
            matches.append(Match(result, words, catalog.said_since(arrival, words)))
        yield matches


def _results(snapshot: Snapshot, asked: Asked, transcript: str) -> list[Result]:
    retriever = asked.retriever.within(transcript)
    scene = None
    if asked.topic:
        scene = snapshot.ranker.scene(retriever, Wanted(asked.request.q, asked.topic, asked.named))
        if scene is None or not snapshot.ranker.decide(scene).answered:
            return []
    here = msgspec.structs.replace(
        asked,
        request=msgspec.structs.replace(asked.request, limit=MOST if asked.topic else asked.request.limit),
        retriever=retriever,
        scene=scene,
    )
    page, _ = page_of(snapshot.index.catalog, snapshot.ranker, None, here, Seen())
    highlighter = Highlighter(asked.topic, asked.retriever, snapshot.words)
    results = results_of(snapshot, page, highlighter, context=0, before=0)
    # Highlights will not do: they are found in quotes that share no word with the topic, too.
    wanted = set(asked.retriever.content_stems(asked.topic))
    said = asked.retriever.said_stems
    return [
        one
        for one in results
        if not asked.topic or one.rank == 1 or (one.score >= BAR and not wanted.isdisjoint(said(one.quote)))
    ]
