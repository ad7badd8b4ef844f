"""The bounds of a search request."""

import datetime

from indexer.errors import RequestInvalid
from search_api.contract.allowed import refuse_value
from search_api.contract.records import MODES, SORTS, SearchRequest

MAX_QUERY = 1000
MAX_LIMIT = 100
MAX_CONTEXT = 5


def validate(request: SearchRequest) -> None:
    """Refuse a request with a parameter that is out of bounds.

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
        raise refuse_value("mode", request.mode, {"enum": MODES})
    if request.sort is not None and request.sort not in SORTS:
        raise refuse_value("sort", request.sort, {"enum": SORTS})
    check_dates(request.date_from, request.date_to)


def check_text(field: str, text: str, longest: int) -> None:
    """Refuse a text that is too long or not valid Unicode by a RequestInvalid that names the parameter."""
    if len(text) > longest:
        raise RequestInvalid(field, f"the text has {len(text):,} characters; shorten it to {longest:,}.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise RequestInvalid(field, "the text is not valid Unicode; send it in UTF-8.")


def check_limit(limit: int, most: int) -> None:
    """Refuse a page size that is out of bounds by a RequestInvalid that names them."""
    if not 1 <= limit <= most:
        raise RequestInvalid("limit", f"{limit} is out of range; give 1 to {most:,}.")


def check_dates(date_from: datetime.date | None, date_to: datetime.date | None) -> None:
    """Refuse a first date that is after the last by a RequestInvalid for `date_from`."""
    if date_from and date_to and date_from > date_to:
        raise RequestInvalid("date_from", f"{date_from} is after date_to, {date_to}; swap them.")
