"""The speakers, events and months to which a search can be narrowed, with their counts and addresses."""

import datetime

import msgspec

from search_api.browse.facets import SpeakerCount, TranscriptCount, count_facets
from search_api.contract.records import Interpretation
from search_api.search.snapshot import Snapshot
from search_api.web.addresses import SearchState
from search_api.web.chips import undated
from search_api.web.plain_words import day_in_words
from search_api.web.timeline import Timeline, timeline_of

_LISTED = 8


class Facet(msgspec.Struct, frozen=True):
    """A speaker or event. `address` narrows the search to it, or widens the search again where it is `chosen`."""

    text: str
    detail: str
    turns: int
    address: str
    chosen: bool


class Narrowing(msgspec.Struct, frozen=True):
    """All facets of a search.

    `turns` is the number of matching turns; `fields` are the hidden fields of the form of dates; `undated` is the
    address of the search at any time, None where it has no dates.
    """

    turns: int
    speakers: tuple[Facet, ...]
    events: tuple[Facet, ...]
    timeline: Timeline | None
    fields: list[tuple[str, str]]
    undated: str | None


def narrowing_of(snapshot: Snapshot, state: SearchState, interpretation: Interpretation) -> Narrowing:
    """The facets of a search; the timeline shows the months that are not chosen, too.

    Raises:
        OnrecordError: as for a search.
    """
    facets = count_facets(snapshot, state.with_().request(1))
    at_any_time = undated(state) if interpretation.date_from or interpretation.date_to else None
    every = count_facets(snapshot, at_any_time.request(1)) if at_any_time and at_any_time.q else facets
    return Narrowing(
        facets.turns,
        tuple(_facet(state, "speakers", count, count.name) for count in facets.speakers[:_LISTED]),
        tuple(
            _facet(state, "transcripts", count, count.title or count.id)
            for count in facets.transcripts[:_LISTED]
        ),
        timeline_of(
            [(count.month, count.turns) for count in every.months],
            lambda first, last: _toggled(state, first, last),
            (interpretation.date_from, interpretation.date_to),
        ),
        state.with_(date_from=None, date_to=None).pairs,
        at_any_time.address() if at_any_time else None,
    )


def _toggled(state: SearchState, first: datetime.date, last: datetime.date) -> str:
    """The address of a range of days, or of any time where that range is chosen."""
    if (state.date_from, state.date_to) == (first, last):
        return state.address(date_from=None, date_to=None)
    return state.address(date_from=first, date_to=last)


def _facet(state: SearchState, filter_: str, count: SpeakerCount | TranscriptCount, text: str) -> Facet:
    """A value of a filter. Its address makes it the only one, or removes it where it is chosen."""
    chosen: tuple[str, ...] = getattr(state, filter_)
    is_chosen = count.id in chosen
    values = tuple(key for key in chosen if key != count.id) if is_chosen else (count.id,)
    day = day_in_words(count.date) if isinstance(count, TranscriptCount) and count.date else ""
    return Facet(text, day, count.turns, state.address(**{filter_: values}), is_chosen)
