"""Many searches in one request."""

import re
from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.datastructures import State
from litestar.params import Body

from indexer.errors import OnrecordError, RequestInvalid
from indexer.surrogates import lone_surrogate
from search_api.contract.allowed import convert
from search_api.contract.records import SearchAnswer
from search_api.http.answering import AnyRequest
from search_api.http.description.responses import problems
from search_api.search.batch import MOST_QUERIES, MOST_RESULTS, search_all
from search_api.server.problems import FieldProblem, Problem, describe
from search_api.server.state import measures_of, searcher_of, settings_of

PATH = "/v1/search/batch"
_SHARE = 0.8
"""The share of a request's time in which queries begin; the rest is for sending the answers."""
_BYTE = re.compile(r"\(byte (\d+)\)")


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Queries, each with the parameters of `GET /v1/search` as fields."""

    queries: tuple[Any, ...]


class BatchAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The outcome of a query: the status that `GET /v1/search` would have, and either an answer or a problem."""

    status: int
    answer: SearchAnswer | None = None
    problem: Problem | None = None


class BatchAnswers(msgspec.Struct, frozen=True):
    """The outcome of each query, in the order of the queries."""

    answers: tuple[BatchAnswer, ...]


class BatchRequest(Request[Any, Any, State]):
    """A request whose body is a batch: faults are named before Litestar decodes it, whose messages are those of its
    decoder.
    """

    async def json(self) -> Any:
        """The decoded body.

        Raises:
            RequestInvalid: it is not UTF-8 or not JSON, is nested too deeply, has an escape that stands for no
                character, or a field is wrong.
        """
        data = await self.body()
        try:
            fault = lone_surrogate(data.decode())
            decoded = None if fault else msgspec.json.decode(data)
        except UnicodeDecodeError as error:
            raise RequestInvalid(
                "", f"the body is not valid UTF-8 (byte {error.start}); send JSON in UTF-8."
            ) from error
        except msgspec.DecodeError as error:
            place = _BYTE.search(str(error))
            where = f"there is a fault at byte {place[1]}" if place else "it ends too early"
            raise RequestInvalid("", f"the body is not valid JSON: {where}; send a JSON object.") from error
        except RecursionError as error:
            raise RequestInvalid(
                "", "the body is nested too deeply; send an object with lists and plain fields."
            ) from error
        if fault:
            raise RequestInvalid("", f"the body is not valid Unicode: {fault}")
        convert(decoded, Batch)
        return decoded


@post(
    PATH,
    responses=problems(408, 413),
    sync_to_thread=True,
    status_code=200,
    request_class=BatchRequest,
    summary="Up to a hundred searches at once",
)
def search_batch(
    request: AnyRequest,
    data: Annotated[
        Batch, Body(description=f"1 to {MOST_QUERIES} queries, with up to {MOST_RESULTS:,} results together.")
    ],
) -> BatchAnswers:
    """An answer or a problem for each query, in order: a wrong query does not fail the others."""
    searcher, measures = searcher_of(request.app), measures_of(request.app)
    outcomes = search_all(
        lambda query: searcher.search(query, measures.count_search),
        data.queries,
        _SHARE * settings_of(request.app).request_timeout,
    )
    return BatchAnswers(tuple(_answer(number, outcome) for number, outcome in enumerate(outcomes)))


def _answer(number: int, outcome: SearchAnswer | OnrecordError) -> BatchAnswer:
    if isinstance(outcome, SearchAnswer):
        return BatchAnswer(200, outcome)
    problem = describe(outcome, PATH)
    errors = tuple(FieldProblem(f"/queries/{number}{fault.pointer}", fault.detail) for fault in problem.errors)
    return BatchAnswer(problem.status, problem=msgspec.structs.replace(problem, errors=errors))
