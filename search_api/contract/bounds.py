"""The bounds of a search request."""

import datetime

from indexer.errors import RequestInvalid
from search_api.contract.records import MODES, SearchRequest

MAX_QUERY = 1000
MAX_LIMIT = 100
MAX_CONTEXT = 5


def validate(request: SearchRequest) -> None:
    """Refuse what is out of bounds.

    Raises:
        RequestInvalid: names the parameter and its bounds.
    """
    if not request.q.strip():
        raise RequestInvalid("q", "the query is empty; ask a question or give keywords.")
    check_text("q", request.q, MAX_QUERY)
    check_limit(request.limit, MAX_LIMIT)
    if not 0 <= request.context <= MAX_CONTEXT:
        raise RequestInvalid("context", f"{request.context} is out of range; give 0 to {MAX_CONTEXT}.")
    if request.mode not in MODES:
        raise RequestInvalid("mode", f"{request.mode!r} is no mode; give one of {', '.join(MODES)}.")
    check_dates(request.date_from, request.date_to)


def check_text(field: str, text: str, longest: int) -> None:
    """Refuse a query that is too long, or no text.

    Raises:
        RequestInvalid: names the parameter and its bounds.
    """
    if len(text) > longest:
        raise RequestInvalid(field, f"the query has {len(text)} characters; shorten it to {longest}.")
    if _has_surrogates(text):
        raise RequestInvalid(field, "the query is not valid Unicode; send it in UTF-8.")


def check_limit(limit: int, most: int) -> None:
    """Refuse a page of none, or of too many.

    Raises:
        RequestInvalid: names the bounds.
    """
    if not 1 <= limit <= most:
        raise RequestInvalid("limit", f"{limit} is out of range; give 1 to {most:,}.")


def check_dates(date_from: datetime.date | None, date_to: datetime.date | None) -> None:
    """Refuse days that end before they begin.

    Raises:
        RequestInvalid: says so.
    """
    if date_from and date_to and date_from > date_to:
        raise RequestInvalid("date_from", "the first date lies after date_to; swap them.")


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
