"""The plan of a search: the interpretation of a request, its filters, its retriever and its candidates."""

import datetime
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from indexer.filters import Filters
from search_api.contract.records import Interpretation, SearchRequest
from search_api.questions.interpret import InterpretedQuery, interpret_query, literal, widened
from search_api.questions.labels import Speaking, speaking
from search_api.ranking.candidates import RankingQuery
from search_api.ranking.scene import Scene
from search_api.retrieval.retriever import Retriever
from search_api.runtime.stages import Stages
from search_api.search.exact_words import ExactWords, turns_holding
from search_api.search.snapshot import Snapshot


class Plan(msgspec.Struct, frozen=True):
    """How a request is searched. `scene` holds the candidates for ranking; None without a topic or any passage.

    `named` are the ids of all speakers that the request names. `asked` is the query without operators. `exact` are the
    words that every quote holds; None where the query has none, or where no turn within the filters has them all. Then
    `lacks_words` is true, and the nearest passages are searched. `is_note` is true for a name with a topic alone.
    """

    request: SearchRequest
    interpretation: Interpretation
    filters: Filters
    named: tuple[str, ...]
    retriever: Retriever
    scene: Scene | None
    asked: str = ""
    exact: ExactWords | None = None
    lacks_words: bool = False
    is_note: bool = False

    @property
    def topic(self) -> str:
        """What passages are to be about; empty where the query only says who speaks or asks.

        Beside the topic it has the names of those who are asked for and speak nowhere: others may mention them.
        """
        return _searched(self.request, self.interpretation)

    @property
    def asks_nobody(self) -> bool:
        """Whether only people who speak nowhere are asked for: nothing answers that."""
        interpretation = self.interpretation
        named = interpretation.speakers or interpretation.answered_by or self.request.speakers
        return bool(interpretation.unknown) and not named

    @property
    def is_answered_by_words(self) -> bool:
        """Whether exact words are all that is asked for, so that whatever holds them answers."""
        rest = self.topic
        for phrase in self.exact.phrases if self.exact else ():
            rest = rest.replace(phrase, " ")
        return self.exact is not None and not any(map(str.isalnum, rest))


def plan_of(snapshot: Snapshot, request: SearchRequest, stages: Stages | None = None) -> Plan:
    """The plan of a request, which its pages, modes and counts share.

    Raises:
        SpeakerUnknown, SpeakerAmbiguous: a speaker that is filtered by is neither one person nor a label.
    """
    # "Last week" changes with the day.
    today = datetime.datetime.now(tz=datetime.UTC).date()
    same = msgspec.structs.replace(request, mode="ranked", limit=1, cursor=None, context=0)
    plan: Plan = snapshot.plans.get((today, same), lambda: _make(snapshot, same, today, stages))
    retriever = plan.retriever.timed_by(stages or Stages())
    return msgspec.structs.replace(plan, request=request, retriever=retriever)


def _make(snapshot: Snapshot, request: SearchRequest, today: datetime.date, stages: Stages | None) -> Plan:
    stages = stages or Stages()
    with stages.stage("reading"):
        interpreted = _interpret(request, snapshot, today) if request.interpret else literal(request.q)
    chosen = speaking(request.speakers, snapshot.people, snapshot.labels)
    given = request.date_from is not None or request.date_to is not None
    if not given:
        interpreted = _of_indexed_days(interpreted, request, snapshot, chosen)
    filters = _filters(request, interpreted, chosen)
    if filters.roles and not request.roles and not snapshot.store.count(filters):
        # A meeting of equals has no questioners: all turns are searched.
        interpreted = msgspec.structs.replace(
            interpreted, interpretation=msgspec.structs.replace(interpreted.interpretation, roles=())
        )
        filters = msgspec.structs.replace(filters, roles=())
    if request.transcripts and not given and not snapshot.store.count(filters):
        # The chosen transcripts decide on the days: "this week" may mean the week of one of them.
        filters = msgspec.structs.replace(filters, date_from=None, date_to=None)
    exact, lacks_words = None, False
    if phrases := interpreted.interpretation.phrases:
        exact = ExactWords(phrases, filters.excluded)
        with stages.stage("lexical"):
            holding = turns_holding(snapshot.catalog, exact, _turns(snapshot, filters))
            lacks_words = next(holding, None) is None
        if lacks_words:
            exact, filters = None, msgspec.structs.replace(filters, phrases=())
    retriever = snapshot.retriever(filters, stages)
    interpretation = msgspec.structs.replace(
        interpreted.interpretation,
        date_from=filters.date_from,
        date_to=filters.date_to,
        sort=request.sort or interpreted.interpretation.sort,
    )
    if request.interpret:
        corrected, corrections = snapshot.spelling.corrected(interpretation.topic, interpretation.phrases)
        interpretation = msgspec.structs.replace(
            interpretation, topic=corrected, corrections=(*interpretation.corrections, *corrections)
        )
    topic = _searched(request, interpretation)
    named = (*filters.speakers, *filters.answered_by, *interpreted.speakers, *interpreted.answered_by)
    # The surname of somebody who speaks nowhere must not favour another person of that surname.
    # Nor must a misspelt word count beside the one that is meant.
    query = topic if interpretation.unknown or interpretation.corrections else interpreted.asked
    with stages.stage("ranking"):
        scene = snapshot.ranker.scene(retriever, RankingQuery(query, topic, named)) if topic else None
    return Plan(
        request,
        interpretation,
        filters,
        named,
        retriever,
        scene,
        interpreted.asked,
        exact,
        lacks_words,
        interpreted.is_note and not interpreted.narrows,
    )


def _turns(snapshot: Snapshot, filters: Filters) -> Iterator[Sequence[int]]:
    """The keys of the turns that filters let through, in growing blocks: often the first one has the words."""
    turns = np.unique(snapshot.passages(filters).turn)
    first, count = 0, 4
    while first < len(turns):
        yield turns[first : first + count].tolist()
        first, count = first + count, min(4 * count, 1000)


def _of_indexed_days(
    interpreted: InterpretedQuery, request: SearchRequest, snapshot: Snapshot, chosen: Speaking
) -> InterpretedQuery:
    """The interpretation of a query by days of which something is indexed.

    "In September" is the latest one of which anything that may answer is indexed; where there is none, and where
    nothing of a bare year is, the date belongs to the topic: "the attacks on September 11", "the recession in 2008".
    """
    filters, store = _filters(request, interpreted, chosen), snapshot.store
    if interpreted.guessed_year and not store.count(filters):
        days = store.columns(store.matching(msgspec.structs.replace(filters, date_from=None, date_to=None))).day
        for day in _days_of_last_year(int(days.max(initial=0))):
            before = _interpret(request, snapshot, day)
            if store.count(_filters(request, before, chosen)):
                return before
        return _interpret(request, snapshot, None)
    if interpreted.bare_year and not store.count(Filters((), (), (), filters.date_from, filters.date_to)):
        return _interpret(request, snapshot, None)
    return interpreted


def _days_of_last_year(last: int) -> tuple[datetime.date, ...]:
    """The end of the year of the last day indexed, an ordinal, and that day.

    "Between May and December" means months of one year, also where nothing of December is indexed.
    """
    if not last:
        return ()
    day = datetime.date.fromordinal(last)
    return day.replace(month=12, day=31), day


def _searched(request: SearchRequest, interpretation: Interpretation) -> str:
    unknown = () if request.speakers else interpretation.unknown
    return " ".join(filter(None, (*unknown, interpretation.topic)))


def _interpret(request: SearchRequest, snapshot: Snapshot, today: datetime.date | None) -> InterpretedQuery:
    """The interpretation of a query; without `today`, dates are words like any others.

    Where only some transcripts are searched, names mean their speakers. A person who speaks only elsewhere narrows
    nothing, since no passage would be left.
    """
    if not request.transcripts:
        return interpret_query(request.q, snapshot.voices, today)
    speaking = snapshot.catalog.speakers_in(request.transcripts)
    among = msgspec.structs.replace(snapshot.voices, people=snapshot.people.among(speaking))
    narrow = interpret_query(request.q, among, today)
    if narrow.interpretation.speakers or narrow.interpretation.answered_by:
        here = not narrow.labels or snapshot.store.count(Filters((), request.transcripts, labels=narrow.labels))
        return narrow if here else widened(narrow)
    wide = widened(interpret_query(request.q, snapshot.voices, today))
    # Without a topic, nothing would be left to search for.
    return wide if wide.interpretation.topic else literal(request.q)


def _filters(request: SearchRequest, interpreted: InterpretedQuery, chosen: Speaking) -> Filters:
    narrows = interpreted.narrows and not request.speakers
    speakers = interpreted.speakers if narrows else chosen.ids
    interpretation = interpreted.interpretation
    # A parameter overrides the interpretation: one given bound replaces both of its bounds.
    given = request.date_from is not None or request.date_to is not None
    return Filters(
        speakers,
        request.transcripts,
        request.roles or interpretation.roles,
        request.date_from if given else interpretation.date_from,
        request.date_to if given else interpretation.date_to,
        interpreted.answered_by if narrows else (),
        interpreted.labels if narrows else chosen.labels,
        interpretation.phrases,
        interpretation.excluded,
    )
