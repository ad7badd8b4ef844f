"""New matches of a question: turns of those of the newest transcripts that answer it.

Whether a transcript answers is decided for it alone, by the same calibrated decision as `answered`. So matches do not
change when other transcripts are added or removed, and a reader of a feed sees a turn once.
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
"""How many of the newest transcripts are searched."""
MOST = 5
"""The most matches in a transcript where there is a topic."""
BAR = 0.5
"""The lowest score of further turns of a transcript, which must share a word with the topic: the ranking favours turns
next to an answer. The best turn always matches."""


class Match(msgspec.Struct, frozen=True):
    """A matching turn, with the words of the whole turn, and since when the transcript has them, in UTC."""

    result: Result
    words: str
    since: datetime.datetime


def newest_matches(snapshot: Snapshot, request: SearchRequest) -> list[Match]:
    """The newest matches first, up to the request's limit; those of the same time by transcript and turn.

    Raises:
        RequestInvalid, SpeakerUnknown, SpeakerAmbiguous: as for `Searcher.search`.
    """
    validate(request)
    with snapshot.searching():
        plan = plan_of(snapshot, request)
        # Mentions of somebody who speaks nowhere are not that person's words, and answer nothing.
        matches = [] if plan.asks_nobody or plan.lacks_words else list(_matching(snapshot, plan))
    matches.sort(key=lambda match: (match.result.transcript.id, match.result.turn.ordinal))
    matches.sort(key=lambda match: match.since, reverse=True)
    return matches[: request.limit]


def _matching(snapshot: Snapshot, plan: Plan) -> Iterator[Match]:
    catalog = snapshot.catalog
    for arrival in catalog.newest(plan.filters, NEWEST):
        text = catalog.text(arrival.transcript)
        for result in _results(snapshot, plan, arrival.transcript):
            turn = catalog.turn(result.turn.id).turn
            words = text[turn.start : turn.end]
            yield Match(result, words, catalog.said_since(arrival, words))


def _results(snapshot: Snapshot, plan: Plan, transcript: str) -> list[Result]:
    retriever = plan.retriever.within(transcript)
    scene = None
    if plan.topic:
        scene = snapshot.ranker.scene(retriever, RankingQuery(plan.asked, plan.topic, plan.named))
        if scene is None or not (plan.is_answered_by_words or snapshot.ranker.decide(scene).answered):
            return []
    local_plan = msgspec.structs.replace(
        plan,
        request=msgspec.structs.replace(plan.request, limit=MOST if plan.topic else plan.request.limit),
        retriever=retriever,
        scene=scene,
        # A feed is ordered by when words came to the index.
        interpretation=msgspec.structs.replace(plan.interpretation, sort="relevance"),
    )
    page, _ = page_of(snapshot, None, local_plan, Seen())
    highlighter = plan.exact or Highlighter(plan.topic, plan.retriever, snapshot.words)
    results = results_of(snapshot, page, highlighter, context=0, before=0)
    # Not by highlights: quotes that share no word with the topic have them, too.
    topic_stems = set(plan.retriever.content_stems(plan.topic))
    stems_of = plan.retriever.said_stems
    return [
        result
        for result in results
        if not plan.topic
        or result.rank == 1
        or (result.score >= BAR and not topic_stems.isdisjoint(stems_of(result.quote)))
    ]
