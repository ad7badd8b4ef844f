"""What is new about a question: turns of the transcripts that came last, where they answer it.

Whether a transcript answers is decided for it alone, by the same calibrated decision as `answered`. So what matches
does not change when other transcripts come or go, and a feed's reader sees a turn once.
"""

import datetime
from collections.abc import Iterator

import msgspec

from search_api.contract.bounds import validate
from search_api.contract.cursor import Seen
from search_api.contract.records import Result, SearchRequest
from search_api.ranking.candidates import RankingQuery
from search_api.search.highlight import Highlighter
from search_api.search.paging import page_of
from search_api.search.plan import Plan, plan_of
from search_api.search.results import results_of
from search_api.search.snapshot import Snapshot

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


def newest_matches(snapshot: Snapshot, request: SearchRequest) -> list[Match]:
    """The newest matches first, up to the request's limit; those of one time in the order of transcripts and turns.

    Raises:
        RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `Searcher.search`.
    """
    validate(request)
    with snapshot.searching():
        found = [match for arrival in _matching(snapshot, plan_of(snapshot, request)) for match in arrival]
    found.sort(key=lambda match: (match.result.transcript.id, match.result.turn.ordinal))
    found.sort(key=lambda match: match.since, reverse=True)
    return found[: request.limit]


def _matching(snapshot: Snapshot, plan: Plan) -> Iterator[list[Match]]:
    catalog = snapshot.catalog
    for arrival in catalog.newest(plan.filters, NEWEST):
        text = catalog.text(arrival.transcript)
        matches = []
        for result in _results(snapshot, plan, arrival.transcript):
            turn = catalog.turn(result.turn.id).turn
            words = text[turn.start : turn.end]
            matches.append(Match(result, words, catalog.said_since(arrival, words)))
        yield matches


def _results(snapshot: Snapshot, plan: Plan, transcript: str) -> list[Result]:
    retriever = plan.retriever.within(transcript)
    scene = None
    if plan.topic:
        scene = snapshot.ranker.scene(retriever, RankingQuery(plan.request.q, plan.topic, plan.named))
        if scene is None or not snapshot.ranker.decide(scene).answered:
            return []
    here = msgspec.structs.replace(
        plan,
        request=msgspec.structs.replace(plan.request, limit=MOST if plan.topic else plan.request.limit),
        retriever=retriever,
        scene=scene,
    )
    page, _ = page_of(snapshot, None, here, Seen())
    highlighter = Highlighter(plan.topic, plan.retriever, snapshot.words)
    results = results_of(snapshot, page, highlighter, context=0, before=0)
    # Highlights will not do: they are found in quotes that share no word with the topic, too.
    wanted = set(plan.retriever.content_stems(plan.topic))
    said = plan.retriever.said_stems
    return [
        one
        for one in results
        if not plan.topic or one.rank == 1 or (one.score >= BAR and not wanted.isdisjoint(said(one.quote)))
    ]
