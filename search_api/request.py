"""The bounds of a search request."""

from indexer.errors import RequestInvalid
from search_api.records import MODES, SearchRequest

MAX_QUERY = 1000
MAX_LIMIT = 100
MAX_CONTEXT = 5


def validate(request: SearchRequest) -> None:
    """Refuse what is out of bounds.

    Raises:
        RequestInvalid: names the parameter and its bounds.
    """
    query = request.q
    if not query.strip():
        raise RequestInvalid("q", "the query is empty; ask a question or give keywords.")
    if len(query) > MAX_QUERY:
        raise RequestInvalid("q", f"the query has {len(query)} characters; shorten it to {MAX_QUERY}.")
    if _has_surrogates(query):
        raise RequestInvalid("q", "the query is not valid Unicode; send it in UTF-8.")
    if not 1 <= request.limit <= MAX_LIMIT:
        raise RequestInvalid("limit", f"{request.limit} is out of range; give 1 to {MAX_LIMIT}.")
    if not 0 <= request.context <= MAX_CONTEXT:
        raise RequestInvalid("context", f"{request.context} is out of range; give 0 to {MAX_CONTEXT}.")
    if request.mode not in MODES:
        raise RequestInvalid("mode", f"{request.mode!r} is no mode; give one of {', '.join(MODES)}.")
    if request.date_from and request.date_to and request.date_from > request.date_to:
        raise RequestInvalid("date_from", "the first date lies after date_to; swap them.")


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
