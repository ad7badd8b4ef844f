"""The addresses of pages. The address of a search page holds its whole state, so that it can be shared."""

import datetime
from typing import Any, TypeAlias, cast
from urllib.parse import quote as percent
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict

from indexer.languages.language import Sort
from indexer.model import ROLES, Role
from search_api.contract.allowed import refuse_value
from search_api.contract.bounds import MAX_QUERY
from search_api.contract.records import SORTS, SearchRequest

Parameters: TypeAlias = MultiDict[Any]
"""The parameters of an address, each with any number of values."""
_FALSE = {"false", "0", "no", "off"}


class Link(msgspec.Struct, frozen=True):
    """A link, and a detail about what it leads to; the address is empty where that has no page."""

    name: str
    detail: str
    address: str


class SearchState(msgspec.Struct, frozen=True):
    """The state of a search page. `typed` is the question as typed, where a part of its interpretation was removed."""

    q: str = ""
    speakers: tuple[str, ...] = ()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    transcripts: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    interpret: bool = True
    cursor: str | None = None
    typed: str = ""
    sort: Sort | None = None

    @property
    def filtered(self) -> bool:
        """Whether anything in addition to the question narrows the search."""
        return bool(self.speakers or self.date_from or self.date_to or self.transcripts or self.roles)

    @property
    def filters(self) -> list[tuple[str, str]]:
        """The filters as parameters."""
        days = (("date_from", self.date_from), ("date_to", self.date_to))
        return [
            *(("speaker", speaker) for speaker in self.speakers),
            *((name, day.isoformat()) for name, day in days if day),
            *(("transcript", transcript) for transcript in self.transcripts),
            *(("role", role) for role in self.roles),
        ]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All parameters of the address."""
        pairs = [("q", self.q)] if self.q else []
        pairs += self.filters
        if not self.interpret:
            pairs.append(("interpret", "false"))
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.typed and self.typed != self.q:
            pairs.append(("asked", self.typed))
        if self.cursor:
            pairs.append(("cursor", self.cursor))
        return pairs

    def with_(self, **changes: Any) -> "SearchState":
        """The state with other values, at its first page."""
        return msgspec.structs.replace(self, **({"cursor": None} | changes))

    def address(self, **changes: Any) -> str:
        """The address of the state with other values, at its first page unless they have a cursor."""
        pairs = self.with_(**changes).pairs
        return "/?" + urlencode(pairs) if pairs else "/"

    def request(self, limit: int) -> SearchRequest:
        """The search that the page shows."""
        return SearchRequest(
            q=self.q,
            speakers=self.speakers,
            date_from=self.date_from,
            date_to=self.date_to,
            transcripts=self.transcripts,
            roles=self.roles,
            limit=limit,
            cursor=self.cursor,
            interpret=self.interpret,
            sort=self.sort,
        )


def read_state(parameters: Parameters) -> SearchState:
    """The state in an address. An empty field of a form counts as not given.

    Raises:
        RequestInvalid: a date, a role or the order is not valid.
    """
    roles = tuple(dict.fromkeys(filter(None, parameters.getall("role", []))))
    for role in roles:
        if role not in ROLES:
            raise refuse_value("role", role, {"enum": ROLES})
    sort = parameters.get("sort") or None
    if sort is not None and sort not in SORTS:
        raise refuse_value("sort", sort, {"enum": SORTS})
    return SearchState(
        q=(parameters.get("q") or "").strip(),
        speakers=_several(parameters, "speaker"),
        date_from=_day(parameters, "date_from"),
        date_to=_day(parameters, "date_to"),
        transcripts=_several(parameters, "transcript"),
        roles=cast("tuple[Role, ...]", roles),
        interpret=(parameters.get("interpret") or "true").lower() not in _FALSE,
        cursor=parameters.get("cursor") or None,
        typed=(parameters.get("asked") or "").strip()[:MAX_QUERY],
        sort=cast("Sort | None", sort),
    )


def _several(parameters: Parameters, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in parameters.getall(name, []) if value.strip()))


def _day(parameters: Parameters, name: str) -> datetime.date | None:
    value = (parameters.get(name) or "").strip()
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise refuse_value(name, value, {"type": "string", "format": "date"}) from error


def transcript_address(transcript_id: str) -> str:
    """The page of a transcript."""
    return f"/t/{percent(transcript_id, safe='')}"


def window_address(transcript_id: str, ordinal: int) -> str:
    """The page of a turn with the turns next to it."""
    return f"/t/{percent(transcript_id, safe='')}/around/{ordinal}"


def speaker_address(speaker_id: str) -> str:
    """The page of a speaker."""
    return f"/speakers/{percent(speaker_id, safe='')}"
