"""Many searches in one request."""

from typing import Annotated, Any

import msgspec
from litestar import post
from litestar.datastructures import State
from litestar.params import Body

from indexer.errors import OnrecordError
from search_api.contract.records import SearchAnswer
from search_api.http.description.responses import problems
from search_api.http.json_body import JsonRequest
from search_api.search.batch import MOST_QUERIES, MOST_RESULTS, search_all
from search_api.server.problems import FieldProblem, Problem, describe
from search_api.server.state import measures_of, searcher_of, settings_of

PATH = "/v1/search/batch"
_SHARE = 0.8
"""Of the time that a request may take, so that what was found in it is still sent."""


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Queries, each as `GET /v1/search` takes it."""

    queries: tuple[Any, ...]


class BatchAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a query: its status as `GET /v1/search` would have it, and either its answer or its problem."""

    status: int
    answer: SearchAnswer | None = None
    problem: Problem | None = None


class BatchAnswers(msgspec.Struct, frozen=True):
    """What became of each query, in the order of the queries."""

    answers: tuple[BatchAnswer, ...]


class BatchRequest(JsonRequest):
    """A request whose body is a batch."""

    record = Batch


@post(
    PATH,
    responses=problems(408, 413),
    sync_to_thread=True,
    status_code=200,
    request_class=BatchRequest,
    summary="Up to a hundred searches at once",
)
def search_batch(
    state: State,
    data: Annotated[
        Batch,
        Body(
            description=f"1 to {MOST_QUERIES} queries, which ask for up to {MOST_RESULTS:,} results together.",
        ),
    ],
) -> BatchAnswers:
    """An answer or a problem for each query, in order: a wrong query does not fail the others."""
    searcher, measures = searcher_of(state), measures_of(state)
    outcomes = search_all(
        lambda request: searcher.search(request, measures.searched),
        data.queries,
        _SHARE * settings_of(state).request_timeout,
    )
    return BatchAnswers(tuple(_answer(number, outcome) for number, outcome in enumerate(outcomes)))


def _answer(number: int, outcome: SearchAnswer | OnrecordError) -> BatchAnswer:
    if isinstance(outcome, SearchAnswer):
        return BatchAnswer(200, outcome)
    problem = describe(outcome, PATH)
    errors = tuple(FieldProblem(f"/queries/{number}{fault.pointer}", fault.detail) for fault in problem.errors)
    return BatchAnswer(problem.status, problem=msgspec.structs.replace(problem, errors=errors))
